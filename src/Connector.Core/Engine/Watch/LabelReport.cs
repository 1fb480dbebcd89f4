using Connector.Core.Model.Labels;
using Connector.Core.Ports.Labels;

namespace Connector.Core.Engine.Watch;

/// <summary>Reads the labels of a report.</summary>
public sealed class LabelReports(ILabelStore labels)
{
    private const int PageSize = 500;

    /// <summary>A label that waited longer for its purchase is in no report.</summary>
    private static readonly TimeSpan s_longestWait = TimeSpan.FromDays(366);

    /// <summary>Labels that were bought, or whose purchase began, in this time.</summary>
    /// <param name="from">Inclusive.</param>
    /// <param name="to">Exclusive.</param>
    public async Task<LabelReport> CreateAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var rows = new List<LabelRow>();
        string? after = null;
        do
        {
            var page = await labels.ListAsync(new LabelFilter(From: from - s_longestWait, To: to), after, PageSize, cancellationToken);
            rows.AddRange(page.Rows);
            after = page.Next;
        }
        while (after is not null);
        return LabelReport.From(rows, from, to);
    }
}

/// <summary>What labels cost. Pure: from their rows.</summary>
/// <param name="Lines">One for each label that money was or may have been spent on, the oldest first.</param>
/// <param name="Totals">One for each currency.</param>
public sealed record LabelReport(IReadOnlyList<LabelReportLine> Lines, IReadOnlyList<LabelReportTotal> Totals)
{
    public static LabelReport From(IEnumerable<LabelRow> rows, DateTimeOffset from, DateTimeOffset to)
    {
        var lines = rows.Select(LabelReportLine.From).OfType<LabelReportLine>().Where(line => line.At >= from && line.At < to)
            .OrderBy(static line => line.At).ThenBy(static line => line.Id, StringComparer.Ordinal).ToList();
        return new LabelReport(lines,
        [
            .. lines.GroupBy(static line => line.Currency, StringComparer.Ordinal).OrderBy(static g => g.Key, StringComparer.Ordinal).Select(static g => new LabelReportTotal(
                g.Key, g.Count(), g.Sum(static l => l.Quoted ?? 0m), g.Sum(static l => l.Charged ?? 0m), g.Sum(static l => l.Bought ?? 0m), g.Sum(static l => l.Refunded ?? 0m),
                g.Sum(static l => l.Adjusted ?? 0m)))
        ]);
    }
}

/// <summary>One label. Amounts are in major units of <paramref name="Currency"/>; null where there is none, or none yet.</summary>
/// <param name="At">Of the purchase; of the reservation while its outcome is not known.</param>
/// <param name="Quoted">What was to be paid when it was decided.</param>
/// <param name="Charged">What the customer paid for shipping.</param>
/// <param name="Bought">What it cost, with insurance.</param>
/// <param name="Refunded">What comes back after a void. Null also where the carrier did not say.</param>
/// <param name="Adjusted">What the carrier charged or gave back afterwards.</param>
public sealed record LabelReportLine(
    string Id, string OrderNumber, string Account, string Location, LabelState State, DateTimeOffset At, string? CarrierCode, string? ServiceCode, string? TrackingNumber, string Currency,
    decimal? Quoted, decimal? Charged, decimal? Bought, decimal? Refunded, decimal? Adjusted)
{
    /// <summary>Null for a label that no money was spent on.</summary>
    public static LabelReportLine? From(LabelRow row)
    {
        var bought = row.Purchase;
        if (bought is null && row.State is not (LabelState.Reserved or LabelState.Unknown)) return null;
        return new LabelReportLine(
            row.Id, row.OrderNumber, row.Account, row.Location, row.State, bought?.BoughtAt ?? row.Reservation?.At ?? row.UpdatedAt, row.Intent?.CarrierCode, row.Intent?.ServiceCode,
            bought?.TrackingNumber, bought?.Currency ?? row.Intent?.Currency ?? "", row.Intent?.Price, row.Intent?.Charged, bought is null ? null : bought.Cost + bought.InsuranceCost,
            row.Void?.VoidedAt is null ? null : row.Void.Refund, bought?.Adjusted is 0m ? null : bought?.Adjusted);
    }
}

public sealed record LabelReportTotal(string Currency, int Labels, decimal Quoted, decimal Charged, decimal Bought, decimal Refunded, decimal Adjusted);
