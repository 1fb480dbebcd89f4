using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Rules.Mapping.Amounts;
using Connector.Core.Rules.Mapping.Parcels;
using Connector.Core.Rules.Mapping.Sources;
using Connector.Core.Rules.Mapping.Units;
using Connector.Core.Rules.Selection.Routing;

namespace Connector.Core.Rules.Mapping.Items;

/// <summary>What a shipping order holds.</summary>
/// <param name="Total">Of quantity times unit price over all items.</param>
/// <param name="OnlyUnit">The line of the only unit; null with more.</param>
/// <param name="Packing">How it fits the boxes of the location; null where there are none.</param>
internal readonly record struct GroupContents(
    IReadOnlyList<ShippingItem> Items, decimal Total, Customs? Customs, bool CrossBorder, bool Alcohol, OrderLine? OnlyUnit, PackingResult? Packing);

/// <summary>Pure: the items of a group: goods, then adjustments for all that is no goods, so that their sum is the group's share of the order.</summary>
internal sealed class GroupItems(MappingRules rules, IReadOnlyList<LocationRule> locations, SourceCompiler compiler)
{
    private const string NotShippedSuffix = " (not shipped)";
    private const string BundleSuffix = " (bundle)";

    private readonly ItemMapping _lines = new(rules.Items, compiler);
    private readonly ItemSizes _sizes = new(rules.Items, rules.Package, compiler);
    private readonly CustomsMapping _customs = new(rules.Customs, compiler);
    private readonly Dictionary<string, BoxChoice> _boxes = locations.Where(static l => l.Boxes.Count > 0).DistinctBy(static l => l.Key)
        .ToDictionary(static l => l.Key, static l => new BoxChoice(l.Boxes), StringComparer.Ordinal);

    public GroupContents Map(
        MappingRun run, FulfillmentGroup group, int index, OrderAmounts amounts, GroupAmounts shares, bool[]? hidden, ShippingAddress shipTo, bool gift)
    {
        var items = new List<ShippingItem>(group.Lines.Count + 1);
        var crossBorder = _customs.Needed(group.Location.Key, shipTo);
        var declared = crossBorder ? new List<CustomsItem>(group.Lines.Count) : null;
        var values = crossBorder ? DeclaredValues.Compute(amounts, shares, index) : [];
        var alcohol = false;
        var rounding = amounts.RemainderIsRounding ? shares.Remainder : 0m;
        OrderLine? only = null;
        var boxes = _boxes.GetValueOrDefault(group.Location.Key);
        var packed = boxes is null ? null : new List<ItemToPack>(group.Lines.Count);
        for (var i = 0; i < amounts.LineCount; i++)
        {
            var units = amounts.Units(index, i);
            if (units == 0 || hidden is not null && hidden[i]) continue;
            ref var line = ref amounts.Line(i);
            if (run.Trace is { } trace) trace.Item = items.Count;
            run.Units = units;
            var item = _lines.Goods(run, line, i, units);
            items.Add(item);
            packed?.Add(new ItemToPack(item.LineItemKey, MappingRun.Label(line.Line), item.Quantity, _sizes.Find(run, line.Line), item.Weight is { } weight ? WeightReader.Grams(weight) : null));
            rounding += shares.Shipped[i] - units * line.UnitPrice;
            alcohol |= _lines.ContainsAlcohol(run, line.Line);
            only = items.Count == 1 && units == 1 ? line.Line : null;
            if (declared is not null && run.Trace is { } declaration) declaration.Item = declared.Count;
            declared?.AddRange(_customs.Items(run, line.Line, item, values[i], amounts.Digits));
        }
        AddAdjustments(run, items, index, amounts, shares, hidden);
        if (!amounts.RemainderIsRounding && shares.Remainder != 0m)
        {
            items.Add(ItemMapping.Adjustment("difference", "Difference to order total", shares.Remainder));
        }
        if (rounding != 0m) items.Add(ItemMapping.Adjustment("rounding", "Rounding", rounding));

        return new GroupContents(items, Total(run, items), declared is null ? null : _customs.Create(declared, gift), crossBorder, alcohol, only, packed is null ? null : boxes!.Compute(packed));
    }

    private static void AddAdjustments(MappingRun run, List<ShippingItem> items, int index, OrderAmounts amounts, GroupAmounts shares, bool[]? hidden)
    {
        for (var i = 0; i < amounts.LineCount; i++)
        {
            var line = amounts.Line(i).Line;
            var isHidden = hidden is not null && hidden[i] && amounts.Units(index, i) > 0;
            var value = shares.NotShipped[i] + (isHidden ? shares.Shipped[i] : 0m);
            if (value == 0m) continue;
            if (run.Trace is { } trace) trace.Item = items.Count;
            var suffix = isHidden ? BundleSuffix : line.Kind == LineKind.Product ? NotShippedSuffix : "";
            items.Add(ItemMapping.Adjustment(run, line, i, value, suffix));
        }
        if (shares.Discount != 0m) items.Add(ItemMapping.Adjustment("discount", "Discount", -shares.Discount));
    }

    private decimal Total(MappingRun run, List<ShippingItem> items)
    {
        var total = 0m;
        foreach (var item in items)
        {
            var amount = item.Quantity * (item.UnitPrice ?? 0m);
            AmountLimit.Check(run, rules.Money, "Items[].UnitPrice", amount);
            total += amount;
        }
        AmountLimit.Check(run, rules.Money, "AmountPaid", total);
        return total;
    }
}
