using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Rules.Mapping.Amounts;
using Connector.Core.Rules.Mapping.Sources;
using Connector.Core.Rules.Mapping.Units;

namespace Connector.Core.Rules.Mapping.Items;

/// <summary>Pure: the weight of one unit of a line.</summary>
internal sealed class ItemWeights(ItemFieldRules rules, SourceCompiler compiler)
{
    /// <summary>Attributes that say their unit, by name or by value; a plain "weight" with a bare number says none and is not guessed at.</summary>
    internal static readonly CompiledSource? BuiltIn = CompiledSource.Attributes(
        SourceFormat.Text,
        ("weight-grams", "g"), ("weightGrams", "g"), ("weight-g", "g"), ("weightInGrams", "g"), ("weight-in-grams", "g"), ("weight_grams", "g"),
        ("weight-kg", "kg"), ("weightKg", "kg"), ("weight_kg", "kg"), ("weight-oz", "oz"), ("weightOz", "oz"), ("weight-lb", "lb"), ("weightLb", "lb"),
        ("weight", UnitText.Stated), ("shipping-weight", UnitText.Stated));

    private readonly TargetSource _source = new(compiler, "Items[].Weight", rules.Weight, SourceFormat.Text, BuiltIn);

    /// <summary>Null when it is unknown, or cannot be true; never zero.</summary>
    public Weight? Find(MappingRun run, OrderLine line)
    {
        var at = new SourceContext(run, line);
        for (var source = _source.Chain; source is not null; source = source.Next)
        {
            if (!WeightReader.TryRead(source, at, out var weight)) continue;
            if (weight.Value <= 0m || WeightReader.Grams(weight) > rules.MaximumWeightGrams)
            {
                var text = $"Line {MappingRun.Label(line)}: {weight.Value} {weight.Unit} is not plausible; ignored.";
                run.Warn(WarningCodes.WeightOutOfRange, _source.Field, text);
                continue;
            }
            run.Trace?.Say(_source.Field, source.Origin(at));
            return Plain(weight);
        }
        return Missing(run, line);
    }

    public static Weight Plain(Weight weight) => weight with { Value = PlainDecimal.From(decimal.Round(weight.Value, 2, MidpointRounding.AwayFromZero)) };

    private Weight? Missing(MappingRun run, OrderLine line)
    {
        run.Warn(WarningCodes.MissingWeight, _source.Field, $"Line {MappingRun.Label(line)} has no weight.");
        var text = _source.Missing(run, ErrorCodes.MissingWeight, line);
        return text is not null && WeightReader.TryRead(text, _source.Unit ?? "g", out var weight) && weight.Value > 0m ? Plain(weight) : null;
    }
}
