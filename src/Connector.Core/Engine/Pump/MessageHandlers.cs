using Connector.Core.Flows.Intake;
using Connector.Core.Flows.Labels;
using Connector.Core.Flows.Push;
using Connector.Core.Flows.Writeback;
using Connector.Core.Model.Messages;

namespace Connector.Core.Engine.Pump;

/// <summary>Every message type and its handler.</summary>
internal sealed class MessageHandlers(PushOrderHandler push, RecordShipmentHandler shipment, RecordOrderStatusHandler status, WebhookNotificationHandler notification, BuyLabelHandler label)
{
    /// <summary>Null for a type that this version does not know.</summary>
    public IMessageHandler? For(string type) => type switch
    {
        MessageTypes.PushOrder => push,
        MessageTypes.RecordShipment => shipment,
        MessageTypes.RecordOrderStatus => status,
        MessageTypes.WebhookNotification => notification,
        MessageTypes.BuyLabel => label,
        _ => null
    };
}
