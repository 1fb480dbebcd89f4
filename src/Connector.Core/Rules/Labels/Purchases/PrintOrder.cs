namespace Connector.Core.Rules.Labels.Purchases;

/// <summary>Pure: in which order the documents of a batch are printed.</summary>
public static class PrintOrder
{
    private static readonly PrintSort[] s_default = [PrintSort.Location, PrintSort.Carrier, PrintSort.Bin];

    /// <summary>By the rules, and what is level by the order's number; the order of the labels makes no difference.</summary>
    public static IReadOnlyList<PrintedLabel> Sort(IEnumerable<PrintedLabel> labels, LabelDocumentRules rules)
    {
        var sorted = labels.OrderBy(static _ => 0);
        foreach (var by in rules.SortBy.Count > 0 ? rules.SortBy : s_default)
        {
            sorted = by switch
            {
                PrintSort.Location => sorted.ThenBy(static l => l.LocationKey, StringComparer.Ordinal),
                PrintSort.Carrier => sorted.ThenBy(static l => l.CarrierCode, StringComparer.Ordinal).ThenBy(static l => l.ServiceCode, StringComparer.Ordinal),
                // A label without a bin comes last.
                PrintSort.Bin => sorted.ThenBy(static l => string.IsNullOrEmpty(l.Bin)).ThenBy(static l => l.Bin, StringComparer.Ordinal),
                _ => sorted.ThenBy(static l => l.OrderNumber, StringComparer.Ordinal)
            };
        }
        return [.. sorted.ThenBy(static l => l.OrderNumber, StringComparer.Ordinal).ThenBy(static l => l.LabelId, StringComparer.Ordinal)];
    }
}

/// <param name="Bin">Warehouse location of the order's first item; null without one.</param>
public sealed record PrintedLabel(string LabelId, string LocationKey, string CarrierCode, string ServiceCode, string? Bin, string OrderNumber);
