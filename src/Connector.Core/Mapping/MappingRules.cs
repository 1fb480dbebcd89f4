namespace Connector.Core.Mapping;

/// <summary>How fields of the shop's order become fields of the shipping order.</summary>
public sealed class MappingRules
{
}
