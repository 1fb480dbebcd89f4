using System.Text.Json.Nodes;
using Connector.Simulators.Commercetools.Storage;

namespace Connector.Simulators.Commercetools.Updates;

/// <summary>Writes down what happened to an order, for those changes that the service has a message for.</summary>
internal static class OrderMessages
{
    public static void WriteFor(Project project, StoredOrder order, IReadOnlyList<JsonObject> actions, JsonObject document)
    {
        if (!project.KeepsMessages) return;
        foreach (var action in actions)
        {
            var (type, member, value) = (string?)action["action"] switch
            {
                "changeOrderState" => ("OrderStateChanged", "orderState", action["orderState"]),
                "changeShipmentState" => ("OrderShipmentStateChanged", "shipmentState", action["shipmentState"]),
                "changePaymentState" => ("OrderPaymentStateChanged", "paymentState", action["paymentState"]),
                "transitionState" => ("OrderStateTransition", "state", document["state"]),
                "addDelivery" => ("DeliveryAdded", "delivery", document["shippingInfo"]?["deliveries"]?.AsArray().LastOrDefault()),
                "setShippingAddress" => ("OrderShippingAddressSet", "address", document["shippingAddress"]),
                "setPurchaseOrderNumber" => ("OrderPurchaseOrderNumberSet", "purchaseOrderNumber", action["purchaseOrderNumber"]),
                "setCustomerEmail" => ("OrderCustomerEmailSet", "email", action["email"]),
                _ => ("", "", null)
            };
            if (type.Length > 0) Write(project, order, type, new JsonObject { [member] = value?.DeepClone() });
        }
    }

    public static void Write(Project project, StoredOrder order, string type, JsonObject content)
    {
        if (!project.KeepsMessages) return;
        var messages = project.Resources("message");
        var now = Project.Format(order.ModifiedAt);
        var message = new JsonObject
        {
            ["id"] = project.NewId(), ["version"] = 1L, ["createdAt"] = now, ["lastModifiedAt"] = now,
            ["sequenceNumber"] = 1L + messages.All().Count(one => one.Root.GetProperty("resource").GetProperty("id").GetString() == order.Id),
            ["resource"] = new JsonObject { ["typeId"] = "order", ["id"] = order.Id }, ["resourceVersion"] = order.Version, ["type"] = type,
        };
        if (order.Number is { } number) message["resourceUserProvidedIdentifiers"] = new JsonObject { ["orderNumber"] = number };
        foreach (var (name, value) in content) message[name] = value?.DeepClone();
        messages.TryPut(StoredResource.From(message), expected: null);
    }
}
