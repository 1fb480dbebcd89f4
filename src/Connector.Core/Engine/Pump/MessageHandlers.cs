using Connector.Core.Flows.Intake;
using Connector.Core.Flows.Push;
using Connector.Core.Flows.Writeback;
using Connector.Core.Model.Messages;

namespace Connector.Core.Engine.Pump;

/// <summary>Handles all messages of one type, up to 100 at once.</summary>
public interface IMessageHandler
{
    /// <summary>One outcome for each message, in the same order. Safe to call twice with the same messages. Throws only for failures that concern them all.</summary>
    Task<IReadOnlyList<WorkOutcome>> HandleAsync(IReadOnlyList<WorkMessage> messages, CancellationToken cancellationToken);
}

/// <summary>Every message type and its handler.</summary>
public sealed class MessageHandlers(PushOrderHandler push, RecordShipmentHandler shipment, RecordOrderStatusHandler status, ShipNoticeHandler notice)
{
    /// <summary>Null for a type that this version does not know.</summary>
    public IMessageHandler? For(string type) => type switch
    {
        MessageTypes.PushOrder => push,
        MessageTypes.RecordShipment => shipment,
        MessageTypes.RecordOrderStatus => status,
        MessageTypes.ShipNotice => notice,
        _ => null
    };
}
