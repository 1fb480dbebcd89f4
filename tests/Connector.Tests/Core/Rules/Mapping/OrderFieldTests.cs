using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Rules.Mapping;
using Connector.Core.Rules.Mapping.Services;
using Connector.Core.Rules.Selection.Routing;
using Xunit;

namespace Connector.Tests.Core.Rules.Mapping;

public sealed class OrderFieldTests
{
    [Fact]
    public void An_ordinary_order_maps_whole_without_any_rule()
    {
        var order = Sample.Order().WithShipping(5m) with { PurchaseOrderNumber = "PO-7", PaymentMethod = "Card" };
        var mapped = order.MapOne();
        Assert.Equal("8f14e45f-0000-4000-8000-000000000001-east", mapped.OrderKey);
        Assert.Equal("US-100245", mapped.OrderNumber);
        Assert.Equal(order.PlacedAt, mapped.PlacedAt);
        Assert.Equal(ShippingOrderStatus.AwaitingShipment, mapped.Status);
        Assert.Equal(("ida@example.com", "ida@example.com"), (mapped.CustomerUsername, mapped.CustomerEmail));
        Assert.Equal(("Card", "Standard", "commercetools"), (mapped.PaymentMethod, mapped.RequestedService, mapped.Source));
        Assert.Equal((410001, 51), (mapped.StoreId, mapped.WarehouseId));
        Assert.Equal(("US-100245", "PO-7", null), (mapped.CustomField1, mapped.CustomField2, mapped.CustomField3));
        Assert.Null(mapped.PaidAt);
        Assert.Null(mapped.Insurance);
        Assert.False(mapped.Gift || mapped.ContainsAlcohol || mapped.SaturdayDelivery || mapped.NonMachinable);
    }

    [Fact]
    public void Notes_gift_and_message_are_kept_apart()
    {
        var order = Sample.Order() with
        {
            CustomFields = Sample.Attributes(
                ("customerNotes", "\"Ring &amp; wait\\nplease\""), ("internalNotes", "\"VIP\""), ("giftMessage", "\"Happy birthday\""))
        };
        var mapped = order.MapOne();
        Assert.Equal(("Ring & wait\nplease", "VIP", "Happy birthday", true), (mapped.CustomerNotes, mapped.InternalNotes, mapped.GiftMessage, mapped.Gift));
        var unflagged = order with { CustomFields = Sample.Attributes(("giftMessage", "\"x\""), ("gift", "false")) };
        Assert.False(unflagged.MapOne().Gift);
    }

    [Fact]
    public void The_day_of_payment_is_read_from_an_expanded_payment()
    {
        var order = Sample.Order() with
        {
            PaymentMethod = "PAYPAL",
            Payments =
            [
                new("p1", "PAYPAL", [new(TransactionKind.Charge, TransactionState.Failure, new DateTimeOffset(2026, 3, 2, 13, 0, 0, TimeSpan.Zero), null)]),
                new("p2", "CARD", [new(TransactionKind.Charge, TransactionState.Success, new DateTimeOffset(2026, 3, 2, 15, 7, 0, TimeSpan.FromHours(1)), null)])
            ]
        };
        var mapped = order.MapOne();
        Assert.Equal(new DateTimeOffset(2026, 3, 2, 14, 7, 0, TimeSpan.Zero), mapped.PaidAt);
        Assert.Equal("CARD", mapped.PaymentMethod);
        var document = order with { Document = OrderDocument.From(Sample.Json("""{ "paid": "2026-03-05" }""")) };
        Assert.Equal(new DateTimeOffset(2026, 3, 5, 12, 0, 0, TimeSpan.Zero), document.MapOne(r => r.Order.PaidAt = new() { Pointer = "/paid" }).PaidAt);
    }

    [Theory]
    [InlineData("\"2026-05-04\"")]
    [InlineData("\"2026-05-04T23:00:00-05:00\"")]
    [InlineData("\" 2026-05-04T23:00:00Z\"")]
    public void A_day_is_the_one_that_is_written(string json)
    {
        var order = Sample.Order() with { CustomFields = Sample.Attributes(("ship", json)) };
        Assert.Equal(new DateOnly(2026, 5, 4), order.MapOne(r => r.Order.ShipDate = new() { CustomField = "ship" }).ShipDate);
    }

    [Theory]
    [InlineData("\"2026-05-04\"", 4, 12)]
    [InlineData("\"2026-05-04T23:00:00-05:00\"", 5, 4)]
    public void A_day_alone_is_its_noon_as_an_instant(string json, int day, int hour)
    {
        var order = Sample.Order() with { CustomFields = Sample.Attributes(("shipBy", json)) };
        Assert.Equal(new DateTimeOffset(2026, 5, day, hour, 0, 0, TimeSpan.Zero), order.MapOne().ShipBy);
    }

    [Theory]
    [InlineData("\"May 5\"")]
    [InlineData("\"10/5\"")]
    [InlineData("\"2026-02-30\"")]
    [InlineData("5")]
    public void What_is_no_full_date_is_no_date(string json) =>
        Assert.Null((Sample.Order() with { CustomFields = Sample.Attributes(("shipBy", json)) }).MapOne().ShipBy);

    [Fact]
    public void An_e_mail_that_is_too_long_for_a_username_gives_way_to_the_customers_id()
    {
        var email = new string('e', 45) + "@example.com";
        var order = Sample.Order() with { CustomerEmail = email, CustomerId = "c-1" };
        Assert.Equal((email, "c-1"), (order.MapOne().CustomerEmail, order.MapOne().CustomerUsername));
        var guest = (order with { CustomerId = null }).Map();
        Assert.Null(guest.Orders[0].Order.CustomerUsername);
        Assert.Contains(guest.Warnings, w => w is { Code: WarningCodes.ValueLeftOut, Field: "CustomerUsername" });
    }

    [Fact]
    public void An_order_number_is_never_cut()
    {
        var result = (Sample.Order() with { Number = new string('9', 51) }).Map();
        Assert.Equal((ErrorCodes.FieldTooLong, "OrderNumber"), (result.Problem!.Code, result.Problem.Field));
        Assert.Empty(result.Orders);
    }

    [Fact]
    public void Without_a_number_the_id_stands_in() => Assert.Equal(Sample.Order().Id, (Sample.Order() with { Number = " " }).MapOne().OrderNumber);

    [Fact]
    public void Parts_are_numbered_by_the_place_of_their_location()
    {
        var order = Sample.Order(Sample.Line("a"), Sample.Line("b"));
        var result = order.Map(plan: Sample.Plan(order.Group(Sample.East, (0, 1)), order.Group(Sample.South, (1, 1))));
        Assert.Equal(["US-100245-1", "US-100245-3"], result.Orders.Select(o => o.Order.OrderNumber));
        Assert.All(result.Orders, o => Assert.Equal("US-100245", o.Order.CustomField1));
    }

    [Fact]
    public void Several_addresses_from_one_location_have_letters_by_the_place_of_the_address()
    {
        var order = Sample.Order(Sample.Line("a"), Sample.Line("b"), Sample.Line("c")) with
        {
            ItemAddresses = [Sample.Address() with { Key = "x" }, Sample.Address() with { Key = "y" }, Sample.Address() with { Key = "z" }]
        };
        FulfillmentGroup At(LocationRule location, int line, int address) =>
            order.Group(location, (line, 1)) with { GroupKey = $"{location.Key}{address}", Address = order.ItemAddresses[address] };
        var result = order.Map(plan: Sample.Plan(At(Sample.East, 0, 0), At(Sample.West, 1, 1), At(Sample.West, 2, 2)));
        Assert.Equal(["US-100245-1", "US-100245-2b", "US-100245-2c"], result.Orders.Select(o => o.Order.OrderNumber));
    }

    [Fact]
    public void Service_rules_name_carrier_service_package_and_confirmation()
    {
        var rules = Sample.Rules();
        rules.Services.Rules =
        [
            new ServiceRule { Name = "heavy", Methods = ["Standard"], MinWeightGrams = 1000m, Carrier = "ups", Service = "ups_ground" },
            new ServiceRule
            {
                Name = "light", Methods = ["Standard"], Carrier = "usps", Service = "usps_priority", Package = "package", Confirmation = "delivery",
                RequestedService = "Priority"
            }
        ];
        var order = Assert.Single(Sample.Order().WithShipping(5m).Map(rules).Orders).Order;
        Assert.Equal(
            ("Priority", "usps", "usps_priority", "package", "delivery"),
            (order.RequestedService, order.CarrierCode, order.ServiceCode, order.PackageCode, order.Confirmation));
        var heavy = Assert.Single(Sample.Order(Sample.Line(quantity: 5)).WithShipping(5m).Map(rules).Orders).Order;
        Assert.Equal("ups_ground", heavy.ServiceCode);
    }

    [Fact]
    public void An_unmapped_method_passes_is_held_or_is_refused_and_always_reported()
    {
        var order = Sample.Order().WithShipping(5m, "Drone");
        MappingResult With(UnmappedMethod choice)
        {
            var rules = Sample.Rules(r => r.Tags.OnWarning[WarningCodes.UnmappedShippingMethod] = 77);
            rules.Services.Unmapped = choice;
            return order.Map(rules);
        }
        var passed = With(UnmappedMethod.Pass);
        Assert.Contains(passed.Warnings, w => w is { Code: WarningCodes.UnmappedShippingMethod, Field: "RequestedService" });
        Assert.Equal(("Drone", 77), (passed.Orders[0].Order.RequestedService, Assert.Single(passed.Orders[0].Order.TagIds)));
        Assert.Equal(ShippingOrderStatus.OnHold, With(UnmappedMethod.Hold).Orders[0].Order.Status);
        Assert.Equal(ErrorCodes.UnmappedShippingMethod, With(UnmappedMethod.Reject).Problem!.Code);
    }

    [Fact]
    public void State_rules_decide_the_status()
    {
        var rules = Sample.Rules();
        rules.States.Rules = [new StatusRule { PaymentStates = [PaymentState.Paid], Status = OpenStatus.OnHold }];
        Assert.Equal(ShippingOrderStatus.OnHold, Sample.Order().Map(rules).Orders[0].Order.Status);
        Assert.Equal(ShippingOrderStatus.AwaitingPayment, (Sample.Order() with { PaymentState = PaymentState.Pending }).MapOne().Status);
    }

    [Fact]
    public void Tags_come_from_location_route_and_findings_each_once_and_ascending()
    {
        var location = new LocationRule { Key = "east", StoreId = 1, TagIds = [30, 10] };
        var order = Sample.Order(Sample.Line("a"), Sample.Line("b")) with { CustomFields = Sample.Attributes(("gift", "true")) };
        var rules = Sample.Rules(r => r.Tags = new TagRules { Gift = 20, Split = 5, CrossBorder = 99 });
        var result = order.Map(rules, Sample.Plan(order.Group(location, (0, 1)) with { TagIds = [10, 40] }, order.Group(Sample.West, (1, 1))));
        Assert.Equal([5, 10, 20, 30, 40], result.Orders[0].Order.TagIds);
        Assert.Equal([5, 20], result.Orders[1].Order.TagIds);
    }

    [Fact]
    public void Alcohol_on_any_line_marks_the_order()
    {
        static void Rules(MappingRules rules) => rules.Items.ContainsAlcohol = new() { Attribute = "alcohol" };
        var wine = Sample.Line("w") with { Attributes = Sample.Attributes(("alcohol", "true")) };
        Assert.True(Sample.Order(Sample.Line(), wine).MapOne(Rules).ContainsAlcohol);
        Assert.False(Sample.Order(Sample.Line()).MapOne(Rules).ContainsAlcohol);
    }

    [Fact]
    public void A_confirmation_that_does_not_exist_is_left_out_and_reported()
    {
        var result = Sample.Order().Map(Sample.Rules(r => r.Order.Confirmation = new() { Constant = "handshake" }));
        Assert.Null(result.Orders[0].Order.Confirmation);
        Assert.Contains(result.Warnings, w => w is { Code: WarningCodes.ValueLeftOut, Field: "Confirmation" });
        Assert.Equal("adult_signature", Sample.Order().MapOne(r => r.Order.Confirmation = new() { Constant = "ADULT_SIGNATURE" }).Confirmation);
    }

    [Fact]
    public void A_plan_without_groups_gives_no_orders_and_a_plan_with_a_problem_passes_it_on()
    {
        Assert.Equal(([], null), (Sample.Order().Map(plan: Sample.Plan()).Orders, Sample.Order().Map(plan: Sample.Plan()).Problem));
        var problem = Sample.Order().Map(plan: new RoutePlan([], [], new RouteProblem(ErrorCodes.NoLocation, "none"))).Problem;
        Assert.Equal((ErrorCodes.NoLocation, "none"), (problem!.Code, problem.Text));
    }
}
