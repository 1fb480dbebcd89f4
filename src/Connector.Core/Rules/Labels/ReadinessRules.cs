using Connector.Core.Rules.Selection.Conditions;

namespace Connector.Core.Rules.Labels;

/// <summary>What an order must have before its label is bought. What is missing is a reason, which the trace shows.</summary>
public sealed class ReadinessRules
{
    /// <summary>What the shipping side must have found out about an address in the country that goods leave from.</summary>
    public AddressDemand Address { get; set; } = AddressDemand.Valid;

    /// <summary>The same for addresses abroad; many countries are never checked.</summary>
    public AddressDemand AddressAbroad { get; set; } = AddressDemand.NotFailed;

    /// <summary>Whether length, width and height must be known. Without them carriers charge for large boxes afterwards.</summary>
    public bool RequireDimensions { get; set; } = true;

    /// <summary>Custom fields of the order and other conditions that keep its label back when any of these holds.</summary>
    public IList<OrderCondition> HoldWhen { get; set; } = [];
}

/// <summary>What the shipping side must have found out about an address. An address that somebody accepted passes each of them.</summary>
public enum AddressDemand
{
    /// <summary>It is valid.</summary>
    Valid,

    /// <summary>It is valid, or there are warnings.</summary>
    ValidOrWarning,

    /// <summary>It did not fail; it may not have been checked.</summary>
    NotFailed
}
