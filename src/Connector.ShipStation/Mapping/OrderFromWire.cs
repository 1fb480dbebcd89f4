using Connector.Core.Model.Shipping;
using Connector.ShipStation.Wire;
using static Connector.ShipStation.Mapping.WireReader;

namespace Connector.ShipStation.Mapping;

/// <summary>
/// ShipStation's order as a snapshot. <see cref="ShippingOrderSnapshot.Content"/> of an order that came back as it was sent equals what was sent; missing
/// required texts become empty, so that orders made by people or other systems can be read too.
/// </summary>
internal static class OrderFromWire
{
    /// <summary>Throws <see cref="UnreadableRowException"/> for an order without an id or with a time that is no time.</summary>
    public static ShippingOrderSnapshot Map(WireOrder order, string account, DateTimeOffset observedAt)
    {
        var advanced = order.AdvancedOptions;
        var created = Instant(order.CreateDate, "createDate");
        var modified = Instant(order.ModifyDate, "modifyDate");
        return new ShippingOrderSnapshot
        {
            Account = account,
            ShippingOrderId = RequiredId(order.OrderId, "orderId"),
            OrderKey = Text(order.OrderKey),
            OrderNumber = order.OrderNumber ?? "",
            Status = Words.StatusOf(order.OrderStatus),
            StatusText = order.OrderStatus ?? "",
            CreatedAt = created ?? modified ?? observedAt,
            ModifiedAt = modified ?? created ?? observedAt,
            ModifiedTwice = (modified ?? created) is { } changed && PacificTime.IsTwice(changed),
            AddressCheck = Words.AddressCheckOf(order.ShipTo?.AddressVerified),
            HoldUntil = Day(order.HoldUntilDate, "holdUntilDate"),
            ParentId = Id(advanced?.ParentId),
            MergedOrSplit = advanced?.MergedOrSplit ?? false,
            MergedIds = [.. (advanced?.MergedIds ?? []).OfType<long>()],
            ExternallyFulfilled = order.ExternallyFulfilled ?? false,
            Content = Content(order),
            ObservedAt = observedAt
        };
    }

    public static ShippingOrder Content(WireOrder order)
    {
        var advanced = order.AdvancedOptions ?? new WireAdvancedOptions();
        return new ShippingOrder
        {
            OrderKey = order.OrderKey ?? "",
            OrderNumber = order.OrderNumber ?? "",
            ShippingOrderId = Id(order.OrderId),
            PlacedAt = Instant(order.OrderDate, "orderDate") ?? DateTimeOffset.MinValue,
            PaidAt = Instant(order.PaymentDate, "paymentDate"),
            ShipBy = Instant(order.ShipByDate, "shipByDate"),
            Status = Words.StatusOf(order.OrderStatus),
            HoldUntil = Day(order.HoldUntilDate, "holdUntilDate"),
            CustomerUsername = Text(order.CustomerUsername),
            CustomerEmail = Text(order.CustomerEmail),
            BillTo = Address(order.BillTo),
            ShipTo = Address(order.ShipTo),
            Items = [.. (order.Items ?? []).OfType<WireOrderItem>().Select(Item)],
            AmountPaid = order.AmountPaid ?? 0,
            TaxAmount = order.TaxAmount ?? 0,
            ShippingAmount = order.ShippingAmount ?? 0,
            CustomerNotes = Text(order.CustomerNotes),
            InternalNotes = Text(order.InternalNotes),
            Gift = order.Gift ?? false,
            GiftMessage = Text(order.GiftMessage),
            PaymentMethod = Text(order.PaymentMethod),
            RequestedService = Text(order.RequestedShippingService),
            CarrierCode = Text(order.CarrierCode),
            ServiceCode = Text(order.ServiceCode),
            PackageCode = Text(order.PackageCode),
            Confirmation = Text(order.Confirmation),
            ShipDate = Day(order.ShipDate, "shipDate"),
            Weight = Weight(order.Weight),
            Dimensions = Dimensions(order.Dimensions),
            Insurance = Insurance(order.InsuranceOptions),
            Customs = Customs(order.InternationalOptions),
            StoreId = advanced.StoreId ?? 0,
            WarehouseId = Id(advanced.WarehouseId),
            NonMachinable = advanced.NonMachinable ?? false,
            SaturdayDelivery = advanced.SaturdayDelivery ?? false,
            ContainsAlcohol = advanced.ContainsAlcohol ?? false,
            CustomField1 = Text(advanced.CustomField1),
            CustomField2 = Text(advanced.CustomField2),
            CustomField3 = Text(advanced.CustomField3),
            Source = Text(advanced.Source),
            BillToParty = BillToParty(advanced),
            TagIds = [.. (order.TagIds ?? []).OfType<int>()]
        };
    }

    private static ShippingItem Item(WireOrderItem item) => new()
    {
        LineItemKey = item.LineItemKey ?? "",
        Sku = Text(item.Sku),
        Name = item.Name ?? "",
        ImageUrl = Text(item.ImageUrl),
        Weight = Weight(item.Weight),
        Quantity = item.Quantity ?? 0,
        UnitPrice = item.UnitPrice,
        TaxAmount = item.TaxAmount,
        WarehouseLocation = Text(item.WarehouseLocation),
        Options = [.. (item.Options ?? []).OfType<WireItemOption>().Select(option => new ItemOption(option.Name ?? "", option.Value ?? ""))],
        FulfillmentSku = Text(item.FulfillmentSku),
        Adjustment = item.Adjustment ?? false,
        Upc = Text(item.Upc)
    };

    // ShipStation always shows this object; with nothing insured it is not there in our words.
    private static Insurance? Insurance(WireInsuranceOptions? options) =>
        options is null || (Text(options.Provider) is null && options.InsureShipment is not true && options.InsuredValue is null or 0)
            ? null
            : new Insurance(Text(options.Provider), options.InsureShipment ?? false, options.InsuredValue ?? 0);

    private static Customs? Customs(WireInternationalOptions? options)
    {
        if (options is null) return null;
        var items = (options.CustomsItems ?? []).OfType<WireCustomsItem>().Select(item => new CustomsItem(
            item.Description ?? "", item.Quantity ?? 0, item.Value ?? 0, Text(item.HarmonizedTariffCode), Text(item.CountryOfOrigin))).ToList();
        var contents = Text(options.Contents);
        var nonDelivery = Text(options.NonDelivery);
        return contents is null && nonDelivery is null && items.Count == 0 ? null : new Customs(contents, nonDelivery, items);
    }

    private static BillToParty? BillToParty(WireAdvancedOptions advanced) => Text(advanced.BillToParty) is not { } party
        ? null
        : new BillToParty(
            party, Text(advanced.BillToAccount), Text(advanced.BillToPostalCode), Text(advanced.BillToCountryCode), Text(advanced.BillToMyOtherAccount));
}
