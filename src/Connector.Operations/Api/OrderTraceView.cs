using System.Globalization;
using Connector.Core.Engine.Watch;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;

namespace Connector.Operations.Api;

/// <param name="History">What happened, by whom and why, with its calls: oldest first, never cut.</param>
/// <param name="Checks">How often the order was looked at and nothing had to be done.</param>
/// <param name="OtherCalls">Calls of work that has no outcome yet, and calls that no event explains; the newest.</param>
/// <param name="Timeline">The journal as it is, oldest first: all entries, and the newest calls.</param>
/// <param name="TimelineLeftOut">How many older calls are in neither list.</param>
internal sealed record OrderTraceView(
    string OrderId, string? OrderNumber, OrderHandle FoundBy, IReadOnlyList<PartView> Parts, IReadOnlyList<ShipmentView> Shipments, IReadOnlyList<ErrorView> Errors,
    IReadOnlyList<LabelDetail> Labels, IReadOnlyList<EventView> History, int Checks, DateTimeOffset? LastCheckAt, IReadOnlyList<CallView> OtherCalls,
    IReadOnlyList<TimelineView> Timeline, int TimelineLeftOut)
{
    /// <summary>Values that people set for fields of this order.</summary>
    public IReadOnlyList<OverrideView> Overrides { get; init; } = [];

    /// <summary>Of calls, which are many and long. Events are few and never left out.</summary>
    private const int MaxCalls = 500;

    /// <param name="most">How many calls to show, the newest ones.</param>
    public static OrderTraceView From(OrderTrace trace, DateTimeOffset now, int most = MaxCalls)
    {
        var names = trace.Rows.Select(static r => r.ShippingNumber)
            .Concat(trace.Rows.Select(static r => r.ShippingOrderId?.ToString(CultureInfo.InvariantCulture) ?? ""))
            .Append(trace.OrderNumber ?? "").Where(static n => n.Length > 0).ToHashSet(StringComparer.Ordinal);
        var leftOut = Math.Max(0, trace.Timeline.Count(static i => i.Exchange is not null) - most);
        var kept = trace.Timeline.Where(static i => i.Exchange is not null).Skip(leftOut).Select(static i => i.Exchange!).ToHashSet<object>(ReferenceEqualityComparer.Instance);
        return new OrderTraceView(
            trace.OrderId, trace.OrderNumber, trace.FoundBy, [.. PartRows(trace.Rows).Select(PartView.From)], [.. trace.Shipments.Select(ShipmentView.From)],
            [.. trace.DeadLetters.Select(ErrorView.From)], [.. trace.Labels.Select(row => LabelDetail.From(row, now))],
            [.. trace.History.Events.Select(e => EventView.From(e, kept, call => CallView.From(call, trace.OrderId, names)))], trace.History.Checks, trace.History.LastCheckAt,
            [.. trace.History.OtherCalls.Where(kept.Contains).Select(call => CallView.From(call, trace.OrderId, names))],
            [.. trace.Timeline.Where(i => i.Exchange is not { } call || kept.Contains(call)).Select(i => TimelineView.From(i, trace.OrderId, names))], leftOut);
    }

    /// <summary>The row of the whole order remembers that it could not be sent; once it has parts they say how it is.</summary>
    private static IEnumerable<SyncRow> PartRows(IReadOnlyList<SyncRow> rows) => rows.Any(static row => row.GroupKey.Length > 0) ? rows.Where(static row => row.GroupKey.Length > 0) : rows;
}

/// <param name="Part">The key of the part; empty for the order as a whole.</param>
internal sealed record PartView(
    string Part, string OrderKey, string ShippingNumber, string Account, long? ShippingOrderId, long OrderVersion, SyncStatus Status, string? PayloadHash,
    string? FailureCode, DateTimeOffset? ReservedUntil, DateTimeOffset UpdatedAt, string? RulesHash)
{
    public static PartView From(SyncRow row) => new(
        row.GroupKey, row.OrderKey, row.ShippingNumber, row.Account, row.ShippingOrderId, row.OrderVersion, row.Status, row.PayloadHash, row.FailureCode,
        row.Reservation?.Until, row.UpdatedAt, row.RulesHash);
}

/// <param name="RecordedState">What the shop order shows: "shipped", "voided" or "foreign"; ", refused" where it waits in the error queue instead; null when nothing yet.</param>
/// <param name="ShownInShop">The same in words.</param>
internal sealed record ShipmentView(
    string Account, ShipmentKind Kind, long Id, string Key, long? ShippingOrderId, string? TrackingNumber, string? CarrierCode, string? ServiceCode,
    DateTimeOffset CreatedAt, bool IsReturn, bool Voided, DateTimeOffset? VoidedAt, string? RecordedState, string ShownInShop, DateTimeOffset? RecordedAt,
    IReadOnlyList<ShipmentItemView>? Items)
{
    public static ShipmentView From(ShipmentRow row) => new(
        row.Shipment.Account, row.Shipment.Kind, row.Shipment.Id, row.Shipment.Key, row.Shipment.ShippingOrderId, row.Shipment.TrackingNumber, row.Shipment.CarrierCode,
        row.Shipment.ServiceCode, row.Shipment.CreatedAt, row.Shipment.IsReturn, row.Shipment.Voided, row.Shipment.VoidedAt, row.RecordedState?.Text,
        DisplayNames.ShownInShop(row.RecordedState), row.RecordedAt,
        row.Shipment.Items?.Select(static i => new ShipmentItemView(i.LineItemKey, i.Sku, i.Quantity)).ToList());
}

internal sealed record ShipmentItemView(string? LineItemKey, string? Sku, int Quantity);

/// <param name="Kind">run, decision, outcome, alert or call.</param>
/// <param name="Text">Of entries; for API calls method, path and status.</param>
internal sealed record TimelineView(DateTimeOffset At, string Kind, string Text, string? Code, string? CorrelationId, CallView? Call)
{
    public static TimelineView From(TimelineItem item, string orderId, IReadOnlyCollection<string> names)
    {
        if (item.Entry is { } entry) return new TimelineView(item.At, entry.Kind.ToString().ToLowerInvariant(), entry.Text, entry.Code, entry.CorrelationId, null);
        var exchange = item.Exchange!;
        var status = exchange.Status == 0 ? "no response" : exchange.Status.ToString(CultureInfo.InvariantCulture);
        return new TimelineView(
            item.At, "call", $"{exchange.Vendor}: {exchange.Method} {exchange.Path} {status}", exchange.ErrorCode, null, CallView.From(exchange, orderId, names));
    }
}

/// <param name="Status">0 when no response came.</param>
/// <param name="Orders">How many orders it carried; of more than one, the bodies show only this order's part where it can be separated.</param>
internal sealed record CallView(
    string Vendor, string Method, string Path, int Status, string? ErrorCode, double DurationMs, int Attempt, int Orders, CutText? RequestBody, CutText? ResponseBody)
{
    public static CallView From(Exchange exchange, string orderId, IReadOnlyCollection<string> names)
    {
        return new CallView(
            exchange.Vendor, exchange.Method, exchange.Path, exchange.Status, exchange.ErrorCode, exchange.Duration.TotalMilliseconds, exchange.Attempt,
            exchange.OrderIds.Count, Part(exchange.RequestBody), Part(exchange.ResponseBody));

        CutText? Part(string? body) => body is null ? null : CutText.From(exchange.OrderIds.Count > 1 ? ExchangeExcerpt.Cut(body, orderId, names) : body);
    }
}
