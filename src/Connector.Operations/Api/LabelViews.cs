using Connector.Core.Engine.Watch;
using Connector.Core.Model.Labels;
using Connector.Core.Ports.Labels;

namespace Connector.Operations.Api;

/// <param name="More">Where the next page begins (<c>after</c>); null when there are no more.</param>
/// <param name="Counts">How many labels are in each state, whatever the filter.</param>
internal sealed record LabelList(IReadOnlyList<LabelView> Labels, string? More, IReadOnlyDictionary<string, long> Counts)
{
    public static LabelList From(LabelPage page, IReadOnlyDictionary<LabelState, long> counts, DateTimeOffset now) =>
        new([.. page.Rows.Select(row => LabelView.From(row, now))], page.Next, counts.ToDictionary(static c => c.Key.ToString(), static c => c.Value, StringComparer.Ordinal));
}

/// <param name="Status">The state in words.</param>
/// <param name="Charged">What the customer paid for shipping.</param>
/// <param name="Cost">What it cost, with insurance.</param>
/// <param name="Actions">What may be done now: approve, dismiss, void, release, another.</param>
internal sealed record LabelView(
    string Id, string OrderId, string OrderNumber, string Account, string Location, LabelState State, string Status, string? Code, string? Reason, string? CarrierCode, string? ServiceCode,
    decimal? Price, string? Currency, decimal? Charged, decimal? Cost, string? TrackingNumber, string? BatchId, bool HasDocument, string? DecidedBy, DateTimeOffset? DecidedAt,
    DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, DateTimeOffset? DueAt, IReadOnlyList<string> Actions)
{
    public static LabelView From(LabelRow row, DateTimeOffset now) => new(
        row.Id, row.OrderId, row.OrderNumber, row.Account, row.Location, row.State, DisplayNames.Status(row.State), row.Code, row.Reason, row.Intent?.CarrierCode, row.Intent?.ServiceCode,
        row.Intent?.Price, row.Purchase?.Currency ?? row.Intent?.Currency, row.Intent?.Charged, row.Purchase is { } bought ? bought.Cost + bought.InsuranceCost : null, row.Purchase?.TrackingNumber,
        row.BatchId, row.Purchase?.DocumentId is not null, row.DecidedBy, row.DecidedAt, row.CreatedAt, row.UpdatedAt, row.DueAt, LabelDesk.ActionsFor(row, now));
}

/// <param name="History">Rule, choice, offers seen and what happened.</param>
internal sealed record LabelDetail(LabelView Label, LabelHistory History)
{
    public static LabelDetail From(LabelRow row, DateTimeOffset now) => new(LabelView.From(row, now), LabelHistory.From(row));
}

/// <summary>{"ids": [...]}, or for approving {"all": true} with a filter. <c>by</c>: who decides it.</summary>
internal sealed record LabelSelection(IReadOnlyList<string>? Ids, bool? All, string? Account, string? Location, string? Batch, string? By);

/// <param name="Count">How many labels it concerned.</param>
internal sealed record LabelsChanged(int Count);

/// <summary>{"account": "eu", "by": "ada"}, both optional.</summary>
internal sealed record PauseWish(string? Account, string? By);

internal sealed record Paused(string Flow);
