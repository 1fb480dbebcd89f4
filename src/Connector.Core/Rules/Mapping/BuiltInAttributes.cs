using Connector.Core.Rules.Mapping.Items;
using Connector.Core.Rules.Mapping.Parcels;
using Connector.Core.Rules.Mapping.Sources;

namespace Connector.Core.Rules.Mapping;

/// <summary>Names of the product attributes that items and customs are read from where the merchant's rules name none.</summary>
internal static class BuiltInAttributes
{
    public static IReadOnlyList<string> Names { get; } =
        [.. new[] { ItemWeights.BuiltIn, ItemMapping.BuiltInLocation, ItemMapping.BuiltInUpc, CustomsMapping.BuiltInDescription, CustomsMapping.BuiltInTariffCode, CustomsMapping.BuiltInOrigin }
            .SelectMany(static chain => CompiledSource.AttributesOf(chain)).Distinct(StringComparer.Ordinal)];
}
