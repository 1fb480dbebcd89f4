using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Rules.Mapping.Addresses;
using Connector.Core.Rules.Mapping.Amounts;
using Connector.Core.Rules.Mapping.Items;
using Connector.Core.Rules.Mapping.Parcels;
using Connector.Core.Rules.Mapping.Services;
using Connector.Core.Rules.Mapping.Sources;
using Connector.Core.Rules.Mapping.Texts;
using Connector.Core.Rules.Mapping.Units;
using Connector.Core.Rules.Selection;
using Connector.Core.Rules.Selection.Routing;

namespace Connector.Core.Rules.Mapping;

/// <summary>Pure: one fulfillment group as a shipping order.</summary>
internal sealed class GroupMapping
{
    private static readonly ShippingAddress s_none = new() { Name = "" };

    private readonly MappingRules _rules;
    private readonly ServiceMap _services;
    private readonly OrderStatusMap _statuses;
    private readonly OrderFields _fields;
    private readonly AddressMapping _addresses;
    private readonly GroupItems _items;
    private readonly ParcelMeasures _measures;
    private readonly BillToParties _billTo;
    private readonly GroupTags _tags;

    public GroupMapping(MappingRules rules, IReadOnlyList<LocationRule> locations, ServiceMap services, OrderStatusMap statuses)
    {
        var compiler = new SourceCompiler(rules.Shared);
        (_rules, _services, _statuses) = (rules, services, statuses);
        _fields = new OrderFields(rules.Order, compiler, rules.TieField);
        _addresses = new AddressMapping(rules.Addresses);
        _items = new GroupItems(rules, locations, compiler);
        _measures = new ParcelMeasures(rules.Package, compiler);
        _billTo = new BillToParties(rules.BillTo, compiler);
        _tags = new GroupTags(rules.Tags);
        Bundles = new Bundles(rules.Bundles, compiler);
    }

    public Bundles Bundles { get; }

    /// <summary>Problems go to the run; the order is only good when it has none.</summary>
    public MappedOrder Map(MappingRun run, RoutePlan plan, int index, string number, OrderAmounts amounts, GroupAmounts shares, int[]? parents)
    {
        var order = run.Order;
        var group = plan.Groups[index];
        var shipTo = ShipTo(run, group, out var shipToSource);
        run.GoesTo(shipToSource, shipTo.Country);
        var billTo = BillTo(run, order, shipTo);
        var giftMessage = _fields.GiftMessage(run);
        var gift = _fields.Gift(run, giftMessage);
        var contents = _items.Map(run, group, index, amounts, shares, Bundles.Hidden(amounts, index, parents), shipTo, gift);
        var paid = AmountPaid(order, contents.Total + shares.Tax + shares.Shipping, amounts.Digits);
        var box = Box(run, contents.Packing);
        var weight = _measures.WeightOf(run, contents.Items, box);
        run.Grams = weight is null ? null : WeightReader.Grams(weight);
        var email = _fields.Email(run, shipToSource);
        var service = Service(run);
        var status = _statuses.Choose(order);

        var mapped = new ShippingOrder
        {
            OrderKey = run.Fit(FieldLimits.OrderKey, OrderKeys.OrderKey(order.Id, group.GroupKey)) ?? "",
            OrderNumber = run.Fit(FieldLimits.OrderNumber, number) ?? "",
            PlacedAt = order.PlacedAt,
            PaidAt = _fields.PaidAt(run),
            ShipBy = _fields.ShipBy(run),
            HoldUntil = status.HoldUntil,
            CustomerUsername = _fields.Username(run, email),
            CustomerEmail = email,
            BillTo = billTo,
            ShipTo = shipTo,
            Items = contents.Items,
            AmountPaid = PlainDecimal.From(paid),
            TaxAmount = PlainDecimal.From(Checked(run, "TaxAmount", shares.Tax)),
            ShippingAmount = PlainDecimal.From(Checked(run, "ShippingAmount", shares.Shipping)),
            CustomerNotes = _fields.CustomerNotes(run),
            InternalNotes = _fields.InternalNotes(run),
            Gift = gift,
            GiftMessage = giftMessage,
            PaymentMethod = _fields.PaymentMethod(run),
            RequestedService = run.Fit(FieldLimits.RequestedService, RequestedService(run, service)),
            CarrierCode = run.Fit(FieldLimits.CarrierCode, service.CarrierCode),
            ServiceCode = run.Fit(FieldLimits.ServiceCode, service.ServiceCode),
            PackageCode = run.Fit(FieldLimits.PackageCode, PackageCode(run, service, box)),
            Confirmation = _fields.Confirmation(run, service.Confirmation),
            ShipDate = _fields.ShipDate(run),
            Weight = weight,
            Dimensions = _measures.SizeOf(run, contents.OnlyUnit, box),
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
            BillToParty = _billTo.Find(run),
            // Last: they show what was found out above.
            Status = Status(run, status),
            TagIds = _tags.Compute(run, group, gift, contents.CrossBorder, plan.Groups.Count > 1)
        };
        return new MappedOrder(group, mapped) { Packing = contents.Packing };
    }

    /// <summary>The one box that takes all.</summary>
    private static PackedBox? Box(MappingRun run, PackingResult? packing)
    {
        if (packing?.Problem is { } problem) run.Warn(WarningCodes.NoBox, "Dimensions", problem);
        return packing?.Only;
    }

    /// <summary>A package belongs to a carrier.</summary>
    private static string? PackageCode(MappingRun run, ServiceChoice service, PackedBox? box)
    {
        if (box?.PackageCode is not { } code || service.CarrierCode is null) return service.PackageCode;
        run.Trace?.Say("PackageCode", $"box {box.Name}");
        return code;
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
        if (source is not null)
        {
            var mapped = _addresses.ShipTo(run, source);
            foreach (var set in run.Order.Overrides) if (set.Field.StartsWith("ShipTo.", StringComparison.Ordinal)) run.Overridden(set.Field);
            return mapped;
        }
        run.Refuse(ErrorCodes.MissingAddress, "ShipTo.Street1", NoAddress(run.Order, group));
        return s_none;
    }

    /// <summary>An order to several addresses may have lines that name none of them.</summary>
    private static string NoAddress(Order order, FulfillmentGroup group) => order.SeveralShippings && group.Lines.Count > 0
        ? $"The order goes to several addresses, and none is given for: {string.Join(", ", group.Lines.Select(static l => MappingRun.Label(l.Line)).Distinct().Take(5))}."
        : "The order has no shipping address.";

    private ShippingAddress BillTo(MappingRun run, Order order, ShippingAddress shipTo)
    {
        if (order.BillingAddress is { } address) return _addresses.BillTo(run, address);
        run.Trace?.Say("BillTo.Name", "shipping address");
        return shipTo;
    }

    private ServiceChoice Service(MappingRun run)
    {
        var choice = Overridden(run, _services.Choose(run.Facts(null)));
        if (choice.Kind is ServiceChoiceKind.Mapped or ServiceChoiceKind.NoMethod)
        {
            run.Trace?.SayService(choice);
            // Once more: their origin is not the rule.
            return Overridden(run, choice);
        }
        const string Field = "RequestedService";
        var text = $"No shipping rule for method '{Shortener.To(TextCleaner.Line(choice.RequestedService) ?? "", 100)}'. Add one under Services.Rules.";
        run.Warn(WarningCodes.UnmappedShippingMethod, Field, text);
        if (choice.Kind == ServiceChoiceKind.Hold) run.Hold(Field, text);
        if (choice.Kind == ServiceChoiceKind.Reject) run.Refuse(ErrorCodes.UnmappedShippingMethod, Field, text);
        return choice;
    }

    /// <summary>Who sets a service for this order has decided what no rule did.</summary>
    private static ServiceChoice Overridden(MappingRun run, ServiceChoice choice)
    {
        if (run.Order.Overrides.Count == 0) return choice;
        var (carrier, service, package) = (run.Overridden("CarrierCode"), run.Overridden("ServiceCode"), run.Overridden("PackageCode"));
        var decides = carrier is not null || service is not null || run.Overridden("RequestedService") is not null;
        return choice with
        {
            Kind = decides ? ServiceChoiceKind.Mapped : choice.Kind, CarrierCode = carrier ?? choice.CarrierCode, ServiceCode = service ?? choice.ServiceCode, PackageCode = package ?? choice.PackageCode
        };
    }

    private string? RequestedService(MappingRun run, ServiceChoice choice) =>
        _fields.TryRequestedService(run, out var reported) ? reported : TextCleaner.Line(choice.RequestedService);

    private static ShippingOrderStatus Status(MappingRun run, StatusChoice choice)
    {
        if (run.HeldBy is { } field)
        {
            run.Trace?.Say("Status", $"held because of {field}");
            return ShippingOrderStatus.OnHold;
        }
        if (choice.Rule is { } rule) run.Trace?.Say("Status", $"rule {rule}");
        return choice.Status;
    }

    /// <summary>All of it when paid; of a part payment the same part.</summary>
    private decimal AmountPaid(Order order, decimal total, int digits)
    {
        var paid = PaymentFacts.StateOf(order) switch
        {
            PaymentState.Paid or PaymentState.CreditOwed => true,
            PaymentState.None => _rules.Money.UnknownPaymentIsPaid,
            _ => false
        };
        return Math.Max(paid ? total : decimal.Round(total * PaymentFacts.ReceivedShare(order), digits, MidpointRounding.ToZero), 0m);
    }

    private Insurance? Insured(decimal goods)
    {
        var insurance = _rules.Insurance;
        if (insurance.Insure == InsuranceChoice.Off || goods <= 0m) return null;
        if (insurance.Insure == InsuranceChoice.OverThreshold && goods < insurance.Threshold) return null;
        return new Insurance(insurance.Provider, true, PlainDecimal.From(goods));
    }

    private decimal Checked(MappingRun run, string field, decimal amount)
    {
        AmountLimit.Check(run, _rules.Money, field, amount);
        return amount;
    }
}
