using Connector.Core.Rules.Mapping.Sources;

namespace Connector.Core.Rules.Mapping;

/// <summary>Lines that belong to a bundle. Acts within one part of an order: a child that ships apart from its parent stays a line of its own.</summary>
public sealed class BundleRules
{
    /// <summary>On a child: the key or id of the parent's line. Left out, there are no bundles.</summary>
    public FieldSource? Parent { get; set; }

    /// <summary>Which lines of a bundle the warehouse sees.</summary>
    public BundleChoice Send { get; set; } = BundleChoice.Both;
}

/// <summary>Which lines of a bundle the warehouse sees.</summary>
public enum BundleChoice
{
    /// <summary>Parent and children, as they are priced.</summary>
    Both,

    /// <summary>The parent; what children cost becomes an adjustment.</summary>
    ParentOnly,

    /// <summary>The children; what the parent costs becomes an adjustment.</summary>
    ChildrenOnly
}
