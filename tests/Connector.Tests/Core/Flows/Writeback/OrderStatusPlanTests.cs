using System.Text.Json;
using Connector.Core.Flows.Writeback;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Rules.Mapping.Writeback;
using Connector.TestSupport;
using Xunit;

namespace Connector.Tests.Core.Flows.Writeback;

public sealed class OrderStatusPlanTests
{
    private static readonly OrderFieldTarget Fields =
        new(new HashSet<string>([OrderFieldNames.Status, OrderFieldNames.AddressCheck, OrderFieldNames.Address], StringComparer.Ordinal), null);

    public static TheoryData<string, ShippingOrderStatus[], string?, string?> Statuses => new()
    {
        { "in ShipStation", [ShippingOrderStatus.AwaitingShipment], null, "exported" },
        { "held", [ShippingOrderStatus.OnHold], "exported", "on hold" },
        { "released", [ShippingOrderStatus.AwaitingShipment], "on hold", "exported" },
        { "shown already", [ShippingOrderStatus.OnHold], "on hold", null },
        { "one group held", [ShippingOrderStatus.AwaitingShipment, ShippingOrderStatus.OnHold], "exported", "on hold" },
        { "one group rejected, one held", [ShippingOrderStatus.OnHold, ShippingOrderStatus.RejectedFulfillment], "exported", OrderStatusTexts.Rejected },
        { "all cancelled", [ShippingOrderStatus.Cancelled, ShippingOrderStatus.Cancelled], "exported", "cancelled" },
        { "one group cancelled", [ShippingOrderStatus.Cancelled, ShippingOrderStatus.AwaitingShipment], null, "exported" },
        { "shipped says its delivery", [ShippingOrderStatus.Shipped], "exported", null },
        { "a status of tomorrow", [ShippingOrderStatus.Other], "exported", null },
        { "held after a part has shipped", [ShippingOrderStatus.OnHold], "partially shipped", null },
        { "held after everything has shipped", [ShippingOrderStatus.OnHold], "shipped", null },
        { "held after the arrival", [ShippingOrderStatus.OnHold], "delivered", null },
        { "nothing seen", [], "exported", null }
    };

    [Theory]
    [MemberData(nameof(Statuses))]
    public void The_status_is_written_where_it_says_something_new(string situation, ShippingOrderStatus[] seen, string? shown, string? written)
    {
        var plan = OrderStatusPlan.Make(Order((OrderFieldNames.Status, shown)), [.. seen.Select(s => Seen(s, AddressCheck.None))], new WritebackRules(), Fields);

        Assert.True(written == Written(plan, OrderFieldNames.Status), situation);
        Assert.Equal((false, false, false), (plan.AddressFailed, plan.AddressCleared, plan.AddressNews));
    }

    public static TheoryData<string, AddressCheck[], string?, AddressCheckScope, string?, string> Addresses => new()
    {
        { "not checked", [AddressCheck.NotYet], null, AddressCheckScope.All, null, "" },
        { "a good one waits for another write", [AddressCheck.Valid], null, AddressCheckScope.Problems, null, "" },
        { "a good one at once", [AddressCheck.Valid], null, AddressCheckScope.All, "valid", "news" },
        { "a warning", [AddressCheck.Warning], null, AddressCheckScope.Problems, "warning", "news" },
        { "failed", [AddressCheck.Failed], null, AddressCheckScope.Problems, "failed", "failed news" },
        { "failed for one group of two", [AddressCheck.Valid, AddressCheck.Failed], null, AddressCheckScope.Problems, "failed", "failed news" },
        { "a warning became a failure", [AddressCheck.Failed], "warning", AddressCheckScope.Problems, "failed", "failed news" },
        { "corrected", [AddressCheck.Valid], "failed", AddressCheckScope.Problems, "valid", "cleared news" },
        { "better, not good", [AddressCheck.Warning], "failed", AddressCheckScope.Problems, "warning", "cleared news" },
        { "a warning that ended", [AddressCheck.Valid], "warning", AddressCheckScope.Problems, "valid", "news" }
    };

    [Theory]
    [MemberData(nameof(Addresses))]
    public void An_address_result_holds_or_releases_the_order(string situation, AddressCheck[] seen, string? shown, AddressCheckScope scope, string? written, string consequences)
    {
        // The status is shown already: what is written is about the address.
        var order = Order((OrderFieldNames.Status, "exported"), (OrderFieldNames.AddressCheck, shown));
        var plan = OrderStatusPlan.Make(order, [.. seen.Select(s => Seen(ShippingOrderStatus.AwaitingShipment, s))], new WritebackRules { AddressChecks = scope }, Fields);

        string[] found = [plan.AddressFailed ? "failed" : "", plan.AddressCleared ? "cleared" : "", plan.AddressNews ? "news" : ""];
        Assert.Equal((situation, written, consequences), (situation, Written(plan, OrderFieldNames.AddressCheck), string.Join(' ', found.Where(static f => f.Length > 0))));
    }

    [Fact]
    public void A_good_address_goes_along_with_a_write_that_is_made_anyway()
    {
        var plan = OrderStatusPlan.Make(Order(), [Seen(ShippingOrderStatus.OnHold, AddressCheck.Valid)], new WritebackRules(), Fields);

        Assert.Equal(("on hold", "valid"), (Written(plan, OrderFieldNames.Status), Written(plan, OrderFieldNames.AddressCheck)));
    }

    private static ShippingOrderSnapshot Seen(ShippingOrderStatus status, AddressCheck check) => A.Snapshot(with: s => s with { Status = status, AddressCheck = check });

    private static Order Order(params (string Name, string? Value)[] shown) => An.Order(o => o with
    {
        CustomFields = shown.Where(static s => s.Value is not null).ToDictionary(static s => s.Name, static s => JsonSerializer.SerializeToElement(s.Value))
    });

    private static string? Written(OrderStatusPlan plan, string field) =>
        plan.Changes.OfType<OrderChange.SetCustomField>().SingleOrDefault(c => c.Name == field)?.Value?.GetString();
}
