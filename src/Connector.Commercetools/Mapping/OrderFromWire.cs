using Connector.Commercetools.Wire;
using Connector.Core.Model.Orders;

namespace Connector.Commercetools.Mapping;

internal static class OrderFromWire
{
    /// <param name="document">Null where nobody looks for places in it.</param>
    /// <param name="bytes">How long it is.</param>
    /// <exception cref="FieldUnreadableException">The document lacks what makes it an order.</exception>
    internal static Order Read(WireOrder wire, OrderDocument? document, int bytes, ReferenceKeys keys)
    {
        if (wire.Type == "Cart" || wire.CartState is not null) throw new FieldUnreadableException("type", "the document is a cart, not an order");
        var id = Blank.ToNull(wire.Id) ?? throw new FieldUnreadableException("id", "missing");
        var version = wire.Version ?? throw new FieldUnreadableException("version", "missing");
        var currency = Currencies.Read(wire.TotalPrice?.CurrencyCode, "").Code;
        var total = MoneyFromWire.Read(wire.TotalPrice, currency) ?? throw new FieldUnreadableException("totalPrice", "missing");
        if (currency.Length == 0) throw new FieldUnreadableException("totalPrice.currencyCode", "missing");
        var shippings = ShippingFromWire.Read(wire, currency, keys);
        var created = wire.CreatedAt ?? default;
        return new Order
        {
            Id = id,
            Version = version,
            Number = Blank.ToNull(wire.OrderNumber),
            PurchaseOrderNumber = Blank.ToNull(wire.PurchaseOrderNumber),
            CreatedAt = created,
            LastModifiedAt = wire.LastModifiedAt ?? default,
            PlacedAt = wire.CompletedAt is { } completed && completed != default ? completed : created,
            State = StatesFromWire.Order(wire.OrderState),
            PaymentState = StatesFromWire.Payment(wire.PaymentState),
            ShipmentState = StatesFromWire.Shipment(wire.ShipmentState),
            WorkflowStateId = Blank.ToNull(wire.State?.Id),
            WorkflowStateKey = LinesFromWire.KeyOf(wire.State),
            StoreKey = LinesFromWire.KeyOf(wire.Store),
            CustomerId = Blank.ToNull(wire.CustomerId),
            CustomerEmail = Blank.ToNull(wire.CustomerEmail),
            CustomerGroupId = Blank.ToNull(wire.CustomerGroup?.Id),
            CustomerGroupKey = LinesFromWire.KeyOf(wire.CustomerGroup),
            BusinessUnitKey = LinesFromWire.KeyOf(wire.BusinessUnit),
            Locale = Blank.ToNull(wire.Locale),
            Country = Blank.ToNull(wire.Country)?.ToUpperInvariant(),
            Total = total,
            AmountProblem = AmountDigits.Contradiction(wire, currency),
            Taxed = MoneyFromWire.Read(wire.TaxedPrice, currency),
            // Documents from before the member existed have the same on their one shipping.
            TaxedShipping = MoneyFromWire.Read(wire.TaxedShippingPrice, currency) ?? (shippings is [var only] ? only.Taxed : null),
            DiscountOnTotal = Discount(wire, currency),
            ShippingAddress = AddressFromWire.Read(wire.ShippingAddress),
            BillingAddress = AddressFromWire.Read(wire.BillingAddress),
            ItemAddresses = wire.ItemShippingAddresses is null ? [] : [.. wire.ItemShippingAddresses.Select(AddressFromWire.Read).OfType<PostalAddress>()],
            Lines = LinesFromWire.Read(wire, document, currency, keys),
            SeveralShippings = ShippingFromWire.IsMultiple(wire),
            Shippings = shippings,
            PaymentIds = wire.PaymentInfo?.Payments is { } payments ? [.. payments.Select(one => Blank.ToNull(one?.Id)).OfType<string>()] : [],
            PaymentMethod = wire.PaymentInfo?.Payments?.Select(one => Blank.ToNull(one?.Obj?.PaymentMethodInfo?.Method)).FirstOrDefault(one => one is not null),
            Payments = PaymentsFromWire.Read(wire.PaymentInfo, currency),
            Returns = Returns(wire.ReturnInfo),
            SyncMarks = SyncMarks(wire.SyncInfo, keys),
            CustomTypeId = Blank.ToNull(wire.Custom?.Type?.Id),
            CustomFields = wire.Custom is { } custom ? FieldsFromWire.Fields(custom.Fields) : Order.NoFields,
            Document = document,
            DocumentBytes = bytes
        };
    }

    private static Money? Discount(WireOrder wire, string currency) =>
        MoneyFromWire.Read(wire.DiscountOnTotalPrice?.DiscountedAmount, currency) is { } discount ? discount with { Amount = Math.Abs(discount.Amount) } : null;

    private static List<ReturnedItem> Returns(List<WireReturnInfo?>? wires)
    {
        var returns = new List<ReturnedItem>();
        foreach (var info in wires ?? [])
        {
            foreach (var item in info?.Items ?? [])
            {
                if (item is null) continue;
                returns.Add(new ReturnedItem(
                    item.Id ?? "", Blank.ToNull(item.LineItemId) ?? item.CustomLineItemId ?? "", item.Quantity ?? 0, item.ShipmentState ?? "", item.PaymentState ?? "",
                    Blank.ToNull(info!.ReturnTrackingId)) { CreatedAt = item.CreatedAt });
            }
        }

        return returns;
    }

    private static List<SyncMark> SyncMarks(List<WireSyncInfo?>? wires, ReferenceKeys keys)
    {
        var marks = new List<SyncMark>(wires?.Count ?? 0);
        foreach (var wire in wires ?? [])
        {
            if (wire is null) continue;
            var channelId = wire.Channel?.Id ?? "";
            marks.Add(new SyncMark(
                channelId, LinesFromWire.KeyOf(wire.Channel) ?? keys.ChannelKey(channelId), Blank.ToNull(wire.ExternalId), wire.SyncedAt ?? default));
        }

        return marks;
    }
}
