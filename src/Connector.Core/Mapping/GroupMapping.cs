using Connector.Core.Errors;
using Connector.Core.Mapping.Addresses;
using Connector.Core.Mapping.Amounts;
using Connector.Core.Mapping.Items;
using Connector.Core.Mapping.Parcels;
using Connector.Core.Mapping.Texts;
using Connector.Core.Orders;
using Connector.Core.Routing;
using Connector.Core.Rules;
using Connector.Core.ShippingOrders;

namespace Connector.Core.Mapping;

/// <summary>Pure: one fulfillment group as a shipping order.</summary>
internal sealed class GroupMapping(ConnectorRules rules)
{
    private static readonly ShippingAddress s_none = new() { Name = "" };

    private readonly MappingRules _rules = rules.Mapping;
    private readonly OrderFields _fields = new(rules.Mapping.Order, rules.Mapping.TieField);
    private readonly AddressMapping _addresses = new(rules.Mapping.Addresses);
    private readonly GroupItems _items = new(rules.Mapping);
    private readonly ParcelMeasures _measures = new(rules.Mapping.Package);
    private readonly BillToParties _billTo = new(rules.Mapping.BillTo);
    private readonly GroupTags _tags = new(rules.Mapping.Tags);

    public Bundles Bundles { get; } = new(rules.Mapping.Bundles);

    /// <summary>Problems go to the run; the order is only good when it has none.</summary>
    public ShippingOrder Map(MappingRun run, RoutePlan plan, int index, string number, OrderAmounts amounts, GroupAmounts shares, int[]? parents)
    {
        var order = run.Order;
        var group = plan.Groups[index];
        var shipTo = ShipTo(run, group, out var shipToSource);
        var billTo = BillTo(run, order, shipTo);
        var giftMessage = _fields.GiftMessage(run);
        var gift = _fields.Gift(run, giftMessage);
        var contents = _items.Of(run, group, index, amounts, shares, Bundles.Hidden(amounts, index, parents), shipTo.Country, gift);
        var paid = AmountPaid(order, contents.Total + shares.Tax + shares.Shipping);
        var email = _fields.Email(run, shipToSource);
        var service = Service(run, group);
        var holdUntil = _fields.HoldUntil(run);

        return new ShippingOrder
        {
            OrderKey = run.Fit(FieldLimits.OrderKey, OrderKeys.OrderKey(order.Id, group.GroupKey)) ?? "",
            OrderNumber = run.Fit(FieldLimits.OrderNumber, number) ?? "",
            PlacedAt = order.PlacedAt,
            PaidAt = _fields.PaidAt(run),
            ShipBy = _fields.ShipBy(run),
            HoldUntil = Waits(order, holdUntil) ? holdUntil : null,
            CustomerUsername = _fields.Username(run, email),
            CustomerEmail = email,
            BillTo = billTo,
            ShipTo = shipTo,
            Items = contents.Items,
            AmountPaid = PlainDecimal.Of(paid),
            TaxAmount = PlainDecimal.Of(Checked(run, "TaxAmount", shares.Tax)),
            ShippingAmount = PlainDecimal.Of(Checked(run, "ShippingAmount", shares.Shipping)),
            CustomerNotes = _fields.CustomerNotes(run),
            InternalNotes = _fields.InternalNotes(run),
            Gift = gift,
            GiftMessage = giftMessage,
            PaymentMethod = _fields.PaymentMethod(run),
            RequestedService = run.Fit(FieldLimits.RequestedService, service),
            Confirmation = _fields.Confirmation(run, null),
            ShipDate = _fields.ShipDate(run),
            Weight = _measures.WeightOf(run, contents.Items),
            Dimensions = _measures.SizeOf(run, contents.OnlyUnit),
            Insurance = Insured(shares.GoodsValue),
            Customs = contents.Customs,
            StoreId = group.Location.StoreId,
            WarehouseId = group.Location.WarehouseId,
            NonMachinable = _fields.NonMachinable(run),
            SaturdayDelivery = _fields.SaturdayDelivery(run),
            ContainsAlcohol = _fields.ContainsAlcohol(run) || contents.Alcohol,
            CustomField1 = _fields.Custom(run, 1, FieldLimits.CustomField1),
            CustomField2 = _fields.Custom(run, 2, FieldLimits.CustomField2),
            CustomField3 = _fields.Custom(run, 3, FieldLimits.CustomField3),
            Source = _fields.Source(run),
            BillToParty = _billTo.Of(run),
            // Last: they tell of what was found out above.
            Status = Status(run, Waits(order, holdUntil)),
            TagIds = _tags.Of(run, group, gift, contents.CrossBorder, plan.Groups.Count > 1)
        };
    }

    private ShippingAddress ShipTo(MappingRun run, FulfillmentGroup group, out PostalAddress? source)
    {
        source = group.Address;
        if (source is null && _rules.Addresses.WhenShipToMissing == MissingAddressChoice.UseBillTo)
        {
            source = run.Order.BillingAddress;
            if (source is not null)
            {
                run.Warn(WarningCodes.DefaultTaken, "ShipTo.Street1", "There is no shipping address; it ships to the billing address.");
                run.Trace?.Say("ShipTo.Street1", "billing address");
            }
        }
        if (source is not null) return _addresses.Map(run, source, FieldLimits.ShipTo, countryNeeded: true);
        run.Refuse(ErrorCodes.MissingAddress, "ShipTo.Street1", "The order has no shipping address.");
        return s_none;
    }

    private ShippingAddress BillTo(MappingRun run, Order order, ShippingAddress shipTo)
    {
        if (order.BillingAddress is { } address) return _addresses.Map(run, address, FieldLimits.BillTo, countryNeeded: false);
        run.Trace?.Say("BillTo.Name", "shipping address");
        return shipTo;
    }

    private string? Service(MappingRun run, FulfillmentGroup group)
    {
        if (_fields.TryRequestedService(run, out var told)) return told;
        var shipping = group.Shipping ?? (run.Order.Shippings.Count > 0 ? run.Order.Shippings[0] : null);
        return TextCleaning.Line(shipping?.MethodName) ?? TextCleaning.Line(shipping?.MethodKey);
    }

    private static ShippingOrderStatus Status(MappingRun run, bool waits)
    {
        if (run.Held || waits) return ShippingOrderStatus.OnHold;
        return run.Order.PaymentState is PaymentState.Pending or PaymentState.Failed or PaymentState.BalanceDue
            ? ShippingOrderStatus.AwaitingPayment
            : ShippingOrderStatus.AwaitingShipment;
    }

    /// <summary>There is no clock here: a day that had passed when the order last changed is no reason to hold it again.</summary>
    private static bool Waits(Order order, DateOnly? holdUntil) => holdUntil > DateOnly.FromDateTime(order.LastModifiedAt.UtcDateTime);

    private decimal AmountPaid(Order order, decimal total)
    {
        var paid = order.PaymentState switch
        {
            PaymentState.Paid or PaymentState.CreditOwed => true,
            PaymentState.None or PaymentState.Unknown => _rules.Money.UnknownPaymentIsPaid,
            _ => false
        };
        return paid ? Math.Max(total, 0m) : 0m;
    }

    private Insurance? Insured(decimal goods)
    {
        var insurance = _rules.Insurance;
        if (insurance.Insure == InsuranceChoice.Off || goods <= 0m) return null;
        if (insurance.Insure == InsuranceChoice.OverThreshold && goods < insurance.Threshold) return null;
        return new Insurance(insurance.Provider, true, PlainDecimal.Of(goods));
    }

    private decimal Checked(MappingRun run, string field, decimal amount)
    {
        AmountLimit.Check(run, _rules.Money, field, amount);
        return amount;
    }
}
