using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Rules.Mapping.Amounts;
using Connector.Core.Rules.Mapping.Parcels;
using Connector.Core.Rules.Selection.Routing;

namespace Connector.Core.Rules.Mapping.Items;

/// <summary>What a shipping order holds.</summary>
/// <param name="Total">Of quantity times unit price over all items.</param>
/// <param name="OnlyUnit">The line of the only unit; null with more.</param>
internal readonly record struct GroupContents(
    IReadOnlyList<ShippingItem> Items, decimal Total, Customs? Customs, bool CrossBorder, bool Alcohol, OrderLine? OnlyUnit);

/// <summary>Pure: the items of a group: goods, then adjustments for all that is no goods, so that their sum is the group's share of the order.</summary>
internal sealed class GroupItems(MappingRules rules)
{
    private const string NotShippedSuffix = " (not shipped)";
    private const string BundleSuffix = " (bundle)";

    private readonly ItemMapping _lines = new(rules.Items);
    private readonly CustomsMapping _customs = new(rules.Customs);

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
        for (var i = 0; i < amounts.LineCount; i++)
        {
            var units = amounts.Units(index, i);
            if (units == 0 || hidden is not null && hidden[i]) continue;
            ref var line = ref amounts.Line(i);
            if (run.Trace is { } trace) trace.Item = items.Count;
            var item = _lines.Goods(run, line, i, units);
            items.Add(item);
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

        return new GroupContents(items, Total(run, items), declared is null ? null : _customs.Create(declared, gift), crossBorder, alcohol, only);
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
