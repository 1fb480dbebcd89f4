using System.Text.Json;
using Connector.Simulators.ShipStation.Http;

namespace Connector.Simulators.ShipStation.Orders;

/// <summary>Reads orders out of request bodies. Types that do not fit are collected with their paths; members that are not known are ignored.</summary>
internal static class OrderBinder
{
    private const string SingleRoot = "apiOrder";
    private const string BulkRoot = "apiOrders";
    private const string OrderType = "SS.OpenApi.Models.Orders.Order";

    /// <summary>The body of <c>createorder</c>; null when it did not bind.</summary>
    public static OrderDraft? ReadOne(JsonElement body, BindingErrors errors)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            errors.Add(SingleRoot, $"Cannot deserialize {JsonView.Kind(body)} into type '{OrderType}'.");
            return null;
        }
        var draft = Read(new JsonView(body, SingleRoot, errors));
        return errors.Any ? null : draft;
    }

    /// <summary>The body of <c>createorders</c>; null when any part of it did not bind, for then the call fails as a whole.</summary>
    public static OrderDraft[]? ReadMany(JsonElement body, BindingErrors errors)
    {
        if (body.ValueKind != JsonValueKind.Array)
        {
            // The service names the first member that it met where it expected an array.
            var first = body.ValueKind == JsonValueKind.Object ? body.EnumerateObject().Select(member => member.Name).FirstOrDefault() : null;
            var path = first is null ? BulkRoot : $"{BulkRoot}.{first}";
            errors.Add(path, $"Cannot deserialize {JsonView.Kind(body)} into type 'System.Collections.Generic.List`1[{OrderType}]'.");
            return null;
        }
        var drafts = JsonView.Elements(body, BulkRoot, errors, Read);
        return errors.Any ? null : drafts;
    }

    public static OrderDraft Read(JsonView order) => new()
    {
        // Zero is what a typed caller sends for "no id yet".
        OrderId = order.Integer("orderId") is { } id and not 0 ? id : null,
        OrderKey = order.Text("orderKey"),
        OrderNumber = order.Text("orderNumber"),
        OrderDate = order.Date("orderDate"),
        PaymentDate = order.Date("paymentDate"),
        ShipByDate = order.Date("shipByDate"),
        Status = order.Text("orderStatus"),
        CustomerUsername = order.Text("customerUsername"),
        CustomerEmail = order.Text("customerEmail"),
        BillTo = PartsBinder.Address(order.Object("billTo")),
        ShipTo = PartsBinder.Address(order.Object("shipTo")),
        Items = order.Array("items", Item),
        AmountPaid = Money(order, "amountPaid") ?? 0m,
        TaxAmount = Money(order, "taxAmount") ?? 0m,
        ShippingAmount = Money(order, "shippingAmount") ?? 0m,
        CustomerNotes = order.Text("customerNotes"),
        InternalNotes = order.Text("internalNotes"),
        Gift = order.Flag("gift") ?? false,
        GiftMessage = order.Text("giftMessage"),
        PaymentMethod = order.Text("paymentMethod"),
        RequestedShippingService = order.Text("requestedShippingService"),
        CarrierCode = order.Text("carrierCode"),
        ServiceCode = order.Text("serviceCode"),
        PackageCode = order.Text("packageCode"),
        Confirmation = order.Text("confirmation") ?? "none",
        ShipDate = order.Day("shipDate"),
        HoldUntilDate = order.Day("holdUntilDate"),
        Weight = PartsBinder.Weight(order.Object("weight")),
        Dimensions = PartsBinder.Dimensions(order.Object("dimensions")),
        Insurance = PartsBinder.Insurance(order.Object("insuranceOptions")),
        International = PartsBinder.International(order.Object("internationalOptions")),
        Advanced = PartsBinder.Advanced(order.Object("advancedOptions")),
        TagIds = order.Integers("tagIds"),
    };

    private static ItemDraft Item(JsonView item) => new()
    {
        LineItemKey = item.Text("lineItemKey"),
        Sku = item.Text("sku"),
        Name = item.Text("name"),
        ImageUrl = item.Text("imageUrl"),
        Weight = PartsBinder.Weight(item.Object("weight")),
        Quantity = item.Whole("quantity") ?? 0,
        UnitPrice = Money(item, "unitPrice"),
        TaxAmount = Money(item, "taxAmount"),
        ShippingAmount = Money(item, "shippingAmount"),
        WarehouseLocation = item.Text("warehouseLocation"),
        Options = item.Array("options", option => new ItemOption(option.Text("name"), option.Text("value"))),
        FulfillmentSku = item.Text("fulfillmentSku"),
        Adjustment = item.Flag("adjustment") ?? false,
        Upc = item.Text("upc"),
    };

    private static decimal? Money(JsonView view, string name) => view.Number(name) is { } amount ? decimal.Round(amount, 2, MidpointRounding.AwayFromZero) : null;
}
