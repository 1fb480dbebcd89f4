namespace Connector.Core.Rules.Selection.Routing;

/// <summary>Settles which location gets which units, by the merchant's strategy.</summary>
internal sealed class Allocation(RuleConditions[] rules, int[] priority, int? fallback, StockLedger stock)
{
    private readonly List<Share> _shares = [];

    /// <summary>Units of a part that one rule won; <paramref name="Rule"/> is null for the default location.</summary>
    internal sealed record Share(RoutingPart Part, long Quantity, int Location, RuleConditions? Rule);

    /// <summary>Units that no rule claims and no default location takes.</summary>
    public List<RoutingPart> Unclaimed { get; } = [];

    public List<Share> Run(List<RoutingPart> parts, RoutingStrategy strategy)
    {
        switch (strategy)
        {
            case RoutingStrategy.SplitByQuantity:
                foreach (var part in parts) ByQuantity(part);
                break;
            case RoutingStrategy.Priority:
                ByPriority(parts);
                break;
            case RoutingStrategy.SingleLocationFirst:
                foreach (var sameAddress in parts.GroupBy(p => p.Destination)) SingleFirst([.. sameAddress]);
                break;
            default:
                foreach (var part in parts) Whole(part);
                break;
        }
        return _shares;
    }

    private void Whole(RoutingPart part)
    {
        foreach (var rule in rules)
        {
            if (!Claims(rule, part)) continue;
            Give(part, part.Quantity, rule);
            return;
        }
        Give(part, part.Quantity, null);
    }

    private void ByQuantity(RoutingPart part)
    {
        var left = part.Quantity;
        for (var i = 0; i < rules.Length && left > 0; i++)
        {
            if (part.Refused[i] is not null) continue;
            var units = rules[i].Rule.RequireStock ? Math.Min(left, stock.Available(part.Line.Sku, rules[i].Location)) : left;
            if (units == 0) continue;
            Give(part, units, rules[i]);
            left -= units;
        }
        if (left > 0) Give(part, left, null);
    }

    private void ByPriority(List<RoutingPart> parts)
    {
        var open = new List<RoutingPart>(parts);
        foreach (var location in priority) open.RemoveAll(part => TryGive(part, location));
        foreach (var part in open) Give(part, part.Quantity, null);
    }

    private void SingleFirst(List<RoutingPart> parts)
    {
        foreach (var location in priority)
        {
            var before = _shares.Count;
            if (parts.TrueForAll(part => TryGive(part, location))) return;
            TakeBack(before);
        }
        ByPriority(parts);
    }

    private bool TryGive(RoutingPart part, int location)
    {
        foreach (var rule in rules)
        {
            if (rule.Location != location || !Claims(rule, part)) continue;
            Give(part, part.Quantity, rule);
            return true;
        }
        return false;
    }

    private bool Claims(RuleConditions rule, RoutingPart part) =>
        part.Refused[rule.Index] is null
        && (!rule.Rule.RequireStock || stock.Available(part.Line.Sku, rule.Location) >= part.Quantity);

    private void Give(RoutingPart part, long units, RuleConditions? rule)
    {
        if ((rule?.Location ?? fallback) is not { } location)
        {
            Unclaimed.Add(part);
            return;
        }
        stock.Take(part.Line.Sku, location, units);
        _shares.Add(new Share(part, units, location, rule));
    }

    private void TakeBack(int count)
    {
        for (var i = count; i < _shares.Count; i++)
        {
            var share = _shares[i];
            if (share.Part.Line.Sku is { } sku) stock.Take(sku, share.Location, -share.Quantity);
        }
        _shares.RemoveRange(count, _shares.Count - count);
    }
}
