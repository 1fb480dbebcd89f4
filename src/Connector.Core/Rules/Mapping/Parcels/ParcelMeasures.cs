using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Rules.Mapping.Amounts;
using Connector.Core.Rules.Mapping.Items;
using Connector.Core.Rules.Mapping.Sources;
using Connector.Core.Rules.Mapping.Units;

namespace Connector.Core.Rules.Mapping.Parcels;

/// <summary>Pure: weight and size of the parcel of a group.</summary>
internal sealed class ParcelMeasures(PackageRules rules, SourceCompiler compiler)
{
    private readonly TargetSource? _weight = rules.Weight is null ? null : new TargetSource(compiler, "Weight", rules.Weight, SourceFormat.Text);
    private readonly TargetSource[]? _sides = rules.Length is null || rules.Width is null || rules.Height is null
        ? null
        : [Side(compiler, rules.Length), Side(compiler, rules.Width), Side(compiler, rules.Height)];

    /// <summary>The configured one, else the sum; null when an item has no weight (unless the merchant wants the partial sum).</summary>
    /// <param name="box">That takes all of it; null without one.</param>
    public Weight? WeightOf(MappingRun run, IReadOnlyList<ShippingItem> items, PackedBox? box)
    {
        var at = new SourceContext(run, null);
        for (var source = _weight?.Chain; source is not null; source = source.Next)
        {
            if (!WeightReader.TryRead(source, at, out var weight) || weight.Value <= 0m) continue;
            run.Trace?.Say("Weight", source.Origin(at));
            return ItemWeights.Plain(weight);
        }
        if (box is null) return Sum(items);
        run.Trace?.Say("Weight", $"items and box {box.Name}");
        return box.Weight;
    }

    /// <param name="onlyLine">The line of the group's single unit; null when it holds more.</param>
    public Dimensions? SizeOf(MappingRun run, OrderLine? onlyLine, PackedBox? box)
    {
        if (box is not null)
        {
            run.Trace?.Say("Dimensions", $"box {box.Name}");
            return box.Size;
        }
        if (_sides is null) return null;
        return Read(run, null) ?? (onlyLine is null ? null : Read(run, onlyLine));
    }

    private Weight? Sum(IReadOnlyList<ShippingItem> items)
    {
        decimal sum = 0, grams = 0;
        WeightUnit? unit = null;
        var mixed = rules.PackagingGrams > 0m;
        for (var i = 0; i < items.Count; i++)
        {
            var item = items[i];
            if (item.Adjustment) continue;
            if (item.Weight is not { } weight)
            {
                if (!rules.PartialSum) return null;
                continue;
            }
            mixed |= unit is not null && unit != weight.Unit;
            unit ??= weight.Unit;
            sum += weight.Value * item.Quantity;
            grams += WeightReader.Grams(weight) * item.Quantity;
        }
        if (unit is null) return null;
        return ItemWeights.Plain(mixed ? new Weight(grams + rules.PackagingGrams, WeightUnit.Grams) : new Weight(sum, unit.Value));
    }

    private Dimensions? Read(MappingRun run, OrderLine? line)
    {
        Span<decimal> sides = stackalloc decimal[3];
        LengthUnit? unit = null;
        for (var i = 0; i < sides.Length; i++)
        {
            if (!TrySide(run, line, _sides![i], out var side, out var read)) return null;
            if (side <= 0m || LengthReader.Centimetres(side, read) > rules.MaximumCentimetres)
            {
                run.Warn(WarningCodes.SizeOutOfRange, "Dimensions", $"A side of {side} {read} is not plausible; no size is sent.");
                return null;
            }
            // Mixed units become centimetres, all three.
            if (unit is not null && unit != read)
            {
                for (var j = 0; j < i; j++) sides[j] = LengthReader.Centimetres(sides[j], unit.Value);
                side = LengthReader.Centimetres(side, read);
                read = LengthUnit.Centimeters;
            }
            unit = read;
            sides[i] = side;
        }
        run.Trace?.Say("Dimensions", line is null ? "sources of the order" : "sources of the only item");
        return new Dimensions(Plain(sides[0]), Plain(sides[1]), Plain(sides[2]), unit!.Value);
    }

    private static bool TrySide(MappingRun run, OrderLine? line, TargetSource side, out decimal number, out LengthUnit unit)
    {
        for (var source = side.Chain; source is not null; source = source.Next)
        {
            if (LengthReader.TryRead(source, new SourceContext(run, line), out number, out unit)) return true;
        }
        number = 0;
        unit = default;
        return false;
    }

    private static decimal Plain(decimal side) => PlainDecimal.From(decimal.Round(side, 2, MidpointRounding.AwayFromZero));

    private static TargetSource Side(SourceCompiler compiler, FieldSource source) => new(compiler, "Dimensions", source, SourceFormat.Text);
}
