using System.Globalization;
using Connector.Core.Errors;
using Connector.Core.Orders;
using Connector.Core.Ports;
using Connector.Core.Pump;
using Connector.Core.Rates;
using Connector.Core.Rules;
using Connector.Core.ShipmentWriteback;
using Connector.Core.ShippingOrders;
using Connector.Core.State;
using Microsoft.Extensions.Options;

namespace Connector.Core.ShippingPolls;

/// <summary>
/// What people and ShipStation did to our orders there: edits, holds, cancellations, address checks. Reads a bounded number of pages each time. A second run is
/// harmless: readings that are not news cause nothing.
/// </summary>
public sealed class OrderStatusPoll(
    IShippingAccounts accounts, ISyncStore sync, IShippingStore store, ShipmentIntake shipments, IWorkQueue queue, ICursorStore cursors, ConnectorRules rules, IIdSource ids,
    IOptions<EngineOptions> options, TimeProvider clock)
{
    private readonly PollWindow _window = new(cursors, options, clock);
    private readonly MergedOrders _merged = new(cursors);
    private readonly PartNews _parts = new(sync, store, queue, ids, clock);

    internal static string CursorName(string account) => $"orders-status:{account}";

    /// <summary>An account that fails keeps no other from being read; <see cref="AccountFailuresException"/> follows at the end.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => RunAsync(new HashSet<string>(StringComparer.Ordinal), cancellationToken);

    /// <summary>Reads the account's list now, because a notice says that there is news in it.</summary>
    public Task RunAsync(string account, CancellationToken cancellationToken) => _window.ReadAsync(ListOf(accounts.Get(account), cancellationToken), cancellationToken);

    /// <param name="caughtUp">Gets the accounts of which this call saw everything that changed before it, also when it throws for others.</param>
    /// <param name="cancellationToken">Ends it between two pages.</param>
    internal async Task RunAsync(HashSet<string> caughtUp, CancellationToken cancellationToken)
    {
        var failures = new Dictionary<string, ConnectorException>(StringComparer.Ordinal);
        foreach (var name in accounts.Names)
        {
            try
            {
                if (await _window.ReadAsync(ListOf(accounts.Get(name), cancellationToken), cancellationToken)) caughtUp.Add(name);
            }
            catch (Exception e) when (!(e is OperationCanceledException && cancellationToken.IsCancellationRequested))
            {
                failures[name] = AccountFailuresException.Of(e);
            }
        }
        AccountFailuresException.ThrowIfAny(failures);
    }

    private PollList<ShippingOrderSnapshot> ListOf(IShippingAccount account, CancellationToken cancellationToken) => new(
        CursorName(account.Name), options.Value.StatusPollPages, w => account.ListOrdersAsync(w, RateLane.Background, cancellationToken),
        static o => o.ShippingOrderId.ToString(CultureInfo.InvariantCulture), static o => o.ModifiedAt, rows => TakeAsync(rows, cancellationToken))
    {
        ClockOffset = () => account.ClockOffset
    };

    /// <summary>
    /// Queues the shop orders to which the readings are news, and keeps the readings. The messages come first: a reading that is kept is never news again. They wait
    /// a moment, so that the reading is there when they are handled; where keeping it took longer than that, they are sent again.
    /// </summary>
    public async Task TakeAsync(IReadOnlyList<ShippingOrderSnapshot> orders, CancellationToken cancellationToken)
    {
        await _merged.NoteAsync(orders, cancellationToken);
        await _parts.QueueAsync(orders, cancellationToken);
        var before = await BeforeAsync(orders, cancellationToken);
        var readings = orders.Select(o => o with { AddressWasBad = o.AddressCheck != AddressCheck.Valid && WasBad(before.GetValueOrDefault((o.Account, o.ShippingOrderId))) }).ToList();
        var messages = Messages(readings, before);
        if (messages.Count > 0) await queue.SendAsync(QueueNames.Shipments, messages, clock.GetUtcNow() + UntilKept, cancellationToken);
        var sent = clock.GetTimestamp();
        var changed = await store.PutOrdersAsync(readings, cancellationToken);
        if (messages.Count > 0 && clock.GetElapsedTime(sent) >= UntilKept) await queue.SendAsync(QueueNames.Shipments, messages, null, cancellationToken);
        await ShareOutAsync(changed, cancellationToken);
    }

    /// <summary>What differs from what was kept, and says something: by itself, or by what it was before.</summary>
    private List<WorkMessage> Messages(List<ShippingOrderSnapshot> readings, Dictionary<(string, long), ShippingOrderSnapshot> before)
    {
        var now = clock.GetUtcNow();
        var messages = new List<WorkMessage>();
        foreach (var order in readings)
        {
            var kept = before.GetValueOrDefault((order.Account, order.ShippingOrderId));
            if (!ShippingReadings.IsChange(order, kept, now) || !(IsNews(order) || WasBad(kept) || (kept is not null && IsNews(kept)))) continue;
            if (!OrderKeys.TryParse(order.OrderKey, out var orderId, out _)) continue;
            messages.Add(new WorkMessage
            {
                Type = MessageTypes.RecordOrderStatus, Id = orderId, OrderNumber = order.OrderNumber, Reason = order.StatusText, CorrelationId = ids.New(), EnqueuedAt = now
            });
        }
        return messages;
    }

    private static bool WasBad(ShippingOrderSnapshot? kept) => kept is not null && (kept.AddressWasBad || kept.AddressCheck is AddressCheck.Failed or AddressCheck.Warning);

    private static readonly TimeSpan UntilKept = TimeSpan.FromSeconds(1);

    /// <summary>A label may have been read before the merge of its orders was: now each order gets its part.</summary>
    private async Task ShareOutAsync(IReadOnlyList<ShippingOrderSnapshot> changed, CancellationToken cancellationToken)
    {
        foreach (var survivor in changed.Where(o => o.MergedIds.Count > 0))
        {
            if (!OrderKeys.TryParse(survivor.OrderKey, out var orderId, out _)) continue;
            var known = await store.GetShipmentsAsync([orderId], cancellationToken);
            var itsOwn = known.Where(s => s.Shipment.ShippingOrderId == survivor.ShippingOrderId && s.Shipment.Part is null).Select(s => s.Shipment).ToList();
            await shipments.TakeAsync(itsOwn, "merged orders", cancellationToken);
        }
    }

    /// <summary>
    /// What was kept of them so far. Back from a hold, or from an address that did not pass (with perhaps a time without any result in between), is news although
    /// the reading says nothing by itself.
    /// </summary>
    private async Task<Dictionary<(string, long), ShippingOrderSnapshot>> BeforeAsync(IReadOnlyList<ShippingOrderSnapshot> orders, CancellationToken cancellationToken)
    {
        var keys = orders.Select(o => o.OrderKey).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        if (keys.Count == 0) return [];
        return (await store.GetOrdersAsync(keys, cancellationToken)).ToDictionary(o => (o.Account, o.ShippingOrderId));
    }

    /// <summary>Our own fresh orders come by as well; an open order whose address is fine is told with the next write that is made anyway (docs/adr/0007).</summary>
    private bool IsNews(ShippingOrderSnapshot order) =>
        order.Status is not (ShippingOrderStatus.AwaitingShipment or ShippingOrderStatus.AwaitingPayment or ShippingOrderStatus.Shipped)
        || order.AddressCheck is AddressCheck.Failed or AddressCheck.Warning
        || (order.AddressCheck == AddressCheck.Valid && rules.Writeback.AddressChecks == AddressCheckTelling.All)
        || order.ModifiedAt > order.CreatedAt.AddSeconds(PostProcessingSeconds);

    /// <summary>ShipStation completes a new order by itself about 18 seconds after its creation (recorded); what changes later was done by someone.</summary>
    private const int PostProcessingSeconds = 60;
}
