namespace Connector.Core.Rules.Selection.Conditions;

/// <summary>In the rules file this list may hold texts, numbers, true and false, and may be one of these alone.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ScalarsAttribute : Attribute;
