using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;

namespace Connector.Core.Flows.Writeback;

/// <summary>The one way in which shop orders are written, under their version: plan, send, and on a conflict reload and plan again.</summary>
public sealed class OrderUpdater(ICommerceOrders commerce, ISyncStore sync, TimeProvider clock)
{
    private const int MaxRounds = 6;
    private const int MaxChanges = 450;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>The orders of a batch in one query; an order that it does not show is read by <see cref="WriteAsync"/>.</summary>
    public async Task<IReadOnlyDictionary<string, Order>> LoadAsync(IReadOnlyList<WorkMessage> messages, CancellationToken cancellationToken)
    {
        var loaded = await commerce.LoadAsync(messages.Select(m => m.Id).ToHashSet(StringComparer.Ordinal), cancellationToken);
        return loaded.Orders.ToDictionary(o => o.Id, StringComparer.Ordinal);
    }

    /// <summary>
    /// <paramref name="plan"/> is asked again with the present order after each conflict and after each part of a change too large for one request, until it wants nothing
    /// more. A step that the merchant's workflow forbids does not keep the rest from being written: it is left out.
    /// </summary>
    public async Task<OrderUpdate> WriteAsync(
        string orderId, Order? order, Func<Order, Task<IReadOnlyList<OrderChange>>> plan, IReadOnlyList<SyncRow> rows, CancellationToken cancellationToken)
    {
        var written = false;
        WorkOutcome? leftOut = null;
        try
        {
            for (var round = 1; ; round++)
            {
                order ??= await commerce.GetAsync(orderId, cancellationToken);
                if (order is null) return new OrderUpdate(written, null, leftOut);
                var changes = await plan(order);
                if (leftOut is not null) changes = [.. changes.Where(c => !IsTransition(c))];
                if (changes.Count == 0) return new OrderUpdate(written, null, leftOut);
                try
                {
                    var part = changes.Count > MaxChanges ? [.. changes.Take(MaxChanges)] : changes;
                    var version = await commerce.UpdateAsync(orderId, order.Version, part, cancellationToken);
                    rows = await MoveRowsAsync(rows, order.Version, version, cancellationToken);
                    written = true;
                    if (part.Count == changes.Count) return new OrderUpdate(written, null, leftOut);
                    round = 0;
                }
                catch (ConnectorException e) when (e.Kind == FailureKind.Rejected && leftOut is null && changes.Any(IsTransition))
                {
                    leftOut = new WorkOutcome.DeadLetter(e.Kind, e.Code, "commercetools refused the workflow transition; the rest was updated. " + e.Message);
                    continue;
                }
                catch (ConnectorException e) when (e.Kind == FailureKind.Conflict && round < MaxRounds)
                {
                    await Task.Delay(Pause * round, clock, cancellationToken);
                }
                order = null;
            }
        }
        catch (ConnectorException e)
        {
            return new OrderUpdate(written, e.Kind == FailureKind.Rejected ? new WorkOutcome.DeadLetter(e.Kind, e.Code, e.Message) : WorkOutcome.From(e), leftOut) { Cause = e };
        }
    }

    /// <summary>Our own write is no news for the push: rows at the version before move along. Losing the race for a row does no harm.</summary>
    private async Task<IReadOnlyList<SyncRow>> MoveRowsAsync(IReadOnlyList<SyncRow> rows, long from, long to, CancellationToken cancellationToken)
    {
        var moving = rows.Where(r => r.OrderVersion == from && r.Reservation is null).ToList();
        if (moving.Count == 0) return rows;
        var moved = await sync.WriteAsync(moving.ConvertAll(r => r with { OrderVersion = to }), cancellationToken);
        return [.. rows.Where(r => !moving.Contains(r)), .. moved.OfType<SyncRow>()];
    }

    private static bool IsTransition(OrderChange change) => change is OrderChange.TransitionState or OrderChange.TransitionLineState;
}

/// <summary>What became of an update.</summary>
/// <param name="Written">Something was written.</param>
/// <param name="Failure">What the failure means for the message; null when the order says what it should.</param>
/// <param name="LeftOut">The step of a workflow that was refused, as the message's outcome.</param>
public sealed record OrderUpdate(bool Written, WorkOutcome? Failure, WorkOutcome? LeftOut)
{
    /// <summary>The failure itself.</summary>
    public ConnectorException? Cause { get; init; }
}
