using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;

namespace Connector.Core.Flows.Push;

/// <summary>First phase: the order that a message names, as it is in the shop now, and what we know of its groups.</summary>
internal sealed record LoadedOrder(WorkMessage Message, Order Order, IReadOnlyList<SyncRow> Rows);

/// <summary>A message whose order is gone or cannot be read: there is nothing to plan.</summary>
internal sealed record UnloadedOrder(WorkMessage Message, IReadOnlyList<SyncRow> Rows, WorkOutcome Outcome)
{
    /// <summary>Of an order that is there but cannot be read only the message knows the version; null for an order that is gone.</summary>
    public long? Version => Outcome is WorkOutcome.DeadLetter { Code: ErrorCodes.OrderUnreadable } ? Message.Version : null;
}

/// <summary>The messages of a batch: those with an order, and the others.</summary>
internal sealed record LoadedBatch(IReadOnlyList<LoadedOrder> Orders, IReadOnlyList<UnloadedOrder> Others);
