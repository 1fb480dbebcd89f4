using Connector.Core.Flows.Writeback;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Connector.Core.Flows.Push;

/// <summary>Shows in the shop order that it is on the shipping side, and under which numbers: the platform's own export mark plus our custom fields, in one update.</summary>
internal sealed partial class ExportMarker(
    OrderUpdater updater, ICommerceReferences references, OrderFieldTargets targets, IOptions<EngineOptions> options, TimeProvider clock, ILogger<ExportMarker> log)
{
    private int _channelMissingReported;

    /// <summary>Whether orders are marked at all.</summary>
    public bool Marks => options.Value.SyncInfo;

    /// <summary>Whether the order shows everything, already or now.</summary>
    public async Task<MarkResult> MarkAsync(SettledOrder settled, CancellationToken cancellationToken)
    {
        var (order, moved) = (settled.Planned.Order, false);
        var rows = settled.Groups.Select(g => g.Row).OfType<SyncRow>().ToList();
        var update = await updater.WriteAsync(order.Id, order, current =>
        {
            moved |= current.Version != order.Version;
            return ChangesAsync(settled, current, cancellationToken);
        }, rows, cancellationToken);
        if (update.Cause is { Kind: FailureKind.Rejected } refused)
        {
            // The goods are where they should be; a mark that the shop refuses must not stop them.
            Log.MarkRefused(log, order.NumberOrId, refused.Message);
            return new MarkResult(null, ["the export mark was refused: " + refused.Message]);
        }
        if (update.Cause is { Kind: not FailureKind.Conflict } failure) return new MarkResult(PushFailures.From(failure), []);
        // Someone changed the order meanwhile: this message comes back and decides again.
        return moved || update.Cause is not null
            ? new MarkResult(new GroupFailure(FailureKind.Conflict, ErrorCodes.VersionConflict, "the order changed while it was sent", Final: false, clock.GetUtcNow().AddSeconds(1)), [])
            : MarkResult.Shown;
    }

    /// <summary>What the order does not show yet; reads only.</summary>
    public async Task<IReadOnlyList<OrderChange>> ChangesAsync(SettledOrder settled, Order order, CancellationToken cancellationToken)
    {
        var ids = settled.Groups.Where(g => g.Row?.Status != SyncStatus.Failed).Select(g => g.ShippingOrderId).OfType<long>()
            .Select(id => id.ToString(System.Globalization.CultureInfo.InvariantCulture)).Order(StringComparer.Ordinal).ToList();
        var changes = new List<OrderChange>();
        if (options.Value.SyncInfo && ids.Count > 0 && await references.GetChannelAsync(options.Value.SyncChannel, cancellationToken) is { } channel)
        {
            var externalId = string.Join(',', ids);
            var newest = order.SyncMarks.Where(m => m.ChannelId == channel.Id).OrderByDescending(m => m.SyncedAt).FirstOrDefault();
            if (newest?.ExternalId != externalId) changes.Add(new OrderChange.MarkSynced(options.Value.SyncChannel, externalId, clock.GetUtcNow()));
        }
        else if (options.Value.SyncInfo && ids.Count > 0 && Interlocked.Exchange(ref _channelMissingReported, 1) == 0) Log.ChannelMissing(log, options.Value.SyncChannel);
        var message = Message(settled);
        if (!options.Value.SyncInfo && message is null) return changes;
        var wanted = new Dictionary<string, System.Text.Json.JsonElement?> { [OrderFieldNames.Message] = message is null ? null : FieldValues.Text(message) };
        if (options.Value.SyncInfo && ids.Count > 0)
        {
            wanted[OrderFieldNames.OrderIds] = FieldValues.Set(ids);
            if (!order.CustomFields.ContainsKey(OrderFieldNames.Status)) wanted[OrderFieldNames.Status] = FieldValues.Text(OrderStatusTexts.Exported);
            // What has left speaks for itself, by others as well; a void of ours is noted by its own message.
            if (settled.Planned.Cancelled && settled.Groups.All(g => g.Failure is null) && !OrderStatusPlan.ShowsShipped(order)) wanted[OrderFieldNames.Status] = FieldValues.Text(OrderStatusTexts.Cancelled);
            if (settled is { Groups.Count: > 0, Planned.HasShipments: false } && settled.Groups.All(g => g is { Failure: null, Planned.Action: PushAction.MarkShipped })) wanted[OrderFieldNames.Status] = FieldValues.Text(OrderStatusTexts.ShippedOutside);
        }
        var target = await targets.ForAsync(order, cancellationToken);
        changes.AddRange(target.Changes(order, wanted));
        return changes;
    }

    /// <summary>What people in the shop must know; null clears an older message.</summary>
    private static string? Message(SettledOrder settled)
    {
        var reported = settled.Groups.Select(g => g.Failure).OfType<GroupFailure>().Where(f => f.Final).Select(f => f.Text).Distinct().ToList();
        if (settled.StopReason is { } stopped) reported.Insert(0, stopped.EndsWith('.') ? stopped : stopped + ".");
        return reported.Count == 0 ? null : string.Join(' ', reported);
    }

    private static partial class Log
    {
        [LoggerMessage(210, LogLevel.Warning, "The channel '{Channel}' is missing in commercetools: orders are sent without an export mark. `connector setup` creates it.")]
        public static partial void ChannelMissing(ILogger logger, string channel);

        [LoggerMessage(211, LogLevel.Warning, "commercetools refused the export mark of order {Order}: {Reason}")]
        public static partial void MarkRefused(ILogger logger, string order, string reason);
    }
}

/// <param name="Failure">Why the order does not show everything yet; null when it does, or never will.</param>
/// <param name="Remarks">For the trace.</param>
internal sealed record MarkResult(GroupFailure? Failure, IReadOnlyList<string> Remarks)
{
    public static MarkResult Shown { get; } = new(null, []);
}
