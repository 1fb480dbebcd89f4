using Connector.Core.Flows.Writeback;
using Connector.Core.Model;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Connector.Core.Flows.Push;

/// <summary>Shows in the shop order that it is on the shipping side, and under which numbers: the platform's own export mark plus our custom fields, in one update.</summary>
internal sealed partial class ExportMarker(
    ICommerceOrders commerce, ICommerceReferences references, OrderFieldTargets targets, ISyncStore sync, IOptions<EngineOptions> options, TimeProvider clock,
    ILogger<ExportMarker> log)
{
    private int _channelMissingReported;

    /// <summary>Whether orders are marked at all.</summary>
    public bool Marks => options.Value.SyncInfo;

    /// <summary>Null when the order shows everything already or now; else why it does not yet.</summary>
    public async Task<GroupFailure?> MarkAsync(PushWork work, CancellationToken cancellationToken)
    {
        var order = work.Order!;
        try
        {
            var changes = await ChangesAsync(work, order, cancellationToken);
            if (changes.Count == 0) return null;
            var version = await commerce.UpdateAsync(order.Id, order.Version, changes, cancellationToken);
            await MoveRowsAsync(work, order.Version, version, cancellationToken);
            return null;
        }
        catch (ConnectorException e) when (e.Kind == FailureKind.Conflict)
        {
            // Someone changed the order meanwhile: this message comes back, reads the new version and decides again.
            return new GroupFailure(FailureKind.Conflict, e.Code, "the order changed while it was sent", Final: false, clock.GetUtcNow().AddSeconds(1));
        }
        catch (ConnectorException e) when (e.Kind == FailureKind.Rejected)
        {
            // The goods are where they should be; a mark that the shop refuses must not stop them.
            Log.MarkRefused(log, order.NumberOrId, e.Message);
            work.Remarks.Add("the export mark was refused: " + e.Message);
            return null;
        }
        catch (ConnectorException e)
        {
            return PushFailures.Of(e);
        }
    }

    /// <summary>What the order does not show yet; reads only.</summary>
    public async Task<IReadOnlyList<OrderChange>> ChangesAsync(PushWork work, Order order, CancellationToken cancellationToken)
    {
        var ids = work.Groups.Where(g => g.ShippingOrderId is not null && g.Row?.Status != SyncStatus.Failed)
            .Select(g => g.ShippingOrderId!.Value.ToString(System.Globalization.CultureInfo.InvariantCulture)).Order(StringComparer.Ordinal).ToList();
        var changes = new List<OrderChange>();
        if (options.Value.SyncInfo && ids.Count > 0 && await references.GetChannelAsync(options.Value.SyncChannel, cancellationToken) is { } channel)
        {
            var externalId = string.Join(',', ids);
            var newest = order.SyncMarks.Where(m => m.ChannelId == channel.Id).OrderByDescending(m => m.SyncedAt).FirstOrDefault();
            if (newest?.ExternalId != externalId) changes.Add(new OrderChange.MarkSynced(options.Value.SyncChannel, externalId, clock.GetUtcNow()));
        }
        else if (options.Value.SyncInfo && ids.Count > 0 && Interlocked.Exchange(ref _channelMissingReported, 1) == 0) Log.ChannelMissing(log, options.Value.SyncChannel);
        var message = Message(work);
        if (!options.Value.SyncInfo && message is null) return changes;
        var wanted = new Dictionary<string, System.Text.Json.JsonElement?> { [OrderFieldNames.Message] = message is null ? null : FieldValues.Text(message) };
        if (options.Value.SyncInfo && ids.Count > 0)
        {
            wanted[OrderFieldNames.OrderIds] = FieldValues.Set(ids);
            if (!order.CustomFields.ContainsKey(OrderFieldNames.Status)) wanted[OrderFieldNames.Status] = FieldValues.Text(OrderStatusTexts.Exported);
            if (work.Cancelled && work.Groups.All(g => g.Failure is null)) wanted[OrderFieldNames.Status] = FieldValues.Text(OrderStatusTexts.Cancelled);
        }
        var target = await targets.ForAsync(order, cancellationToken);
        changes.AddRange(target.Changes(order, wanted));
        return changes;
    }

    /// <summary>What people in the shop must know; null clears an older message.</summary>
    private static string? Message(PushWork work)
    {
        var reported = work.Groups.Where(g => g.Failure is { Final: true }).Select(g => g.Failure!.Text).Distinct().ToList();
        return reported.Count == 0 ? null : string.Join(' ', reported);
    }

    /// <summary>Our own write made a new version with the same content: the rows move along, so that the next pull does not push it again.</summary>
    private async Task MoveRowsAsync(PushWork work, long from, long to, CancellationToken cancellationToken)
    {
        var rows = work.Groups.Where(g => g.Row is { Reservation: null } && g.Row.OrderVersion == from).ToList();
        if (rows.Count == 0) return;
        var written = await sync.WriteAsync(rows.ConvertAll(g => g.Row! with { OrderVersion = to }), cancellationToken);
        for (var i = 0; i < rows.Count; i++) rows[i].Row = written[i] ?? rows[i].Row;
    }

    private static partial class Log
    {
        [LoggerMessage(210, LogLevel.Warning, "The channel '{Channel}' is missing in commercetools: orders are sent without an export mark. `connector setup` creates it.")]
        public static partial void ChannelMissing(ILogger logger, string channel);

        [LoggerMessage(211, LogLevel.Warning, "commercetools refused the export mark of order {Order}: {Reason}")]
        public static partial void MarkRefused(ILogger logger, string order, string reason);
    }
}
