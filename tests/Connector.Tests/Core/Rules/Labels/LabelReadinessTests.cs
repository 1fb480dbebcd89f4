using System.Text.Json;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Rules.Labels;
using Connector.Core.Rules.Mapping;
using Connector.TestSupport;
using Xunit;
using static Connector.Tests.Core.Rules.Labels.LabelSample;

namespace Connector.Tests.Core.Rules.Labels;

public sealed class LabelReadinessTests
{
    private static readonly Customs Declared = new("merchandise", "return_to_sender", [new CustomsItem("Mug", 2, 25m, "691110", "US")]);

    /// <summary>What is different about an order that is ready, and the codes of what it lacks then.</summary>
    public static TheoryData<string, Func<LabelFacts>, string> Cases() => new()
    {
        { "ready", () => Facts(), "" },
        { "not there", () => Facts() with { Remote = null }, "NotSent" },
        { "a change is on its way", () => Facts() with { IsCurrent = false }, "ChangePending" },
        { "cancelled in the shop", () => With(o => o with { State = OrderState.Cancelled }), "NotOpen" },
        { "shipped", () => Facts(remote: r => r with { Status = ShippingOrderStatus.Shipped }), "NotOpen" },
        { "cancelled", () => Facts(remote: r => r with { Status = ShippingOrderStatus.Cancelled }), "NotOpen" },
        { "a state of the future", () => Facts(remote: r => r with { Status = ShippingOrderStatus.Other }), "NotOpen" },
        { "split", () => Facts(remote: r => r with { MergedOrSplit = true }), "NotOpen" },
        { "on hold", () => Facts(remote: r => r with { Status = ShippingOrderStatus.OnHold }), "Held" },
        { "hold until tomorrow", () => Facts(remote: r => r with { HoldUntil = Today.AddDays(1) }), "Held" },
        { "hold until today", () => Facts(remote: r => r with { HoldUntil = Today }), "" },
        { "held by a field", () => With(o => o with { CustomFields = Field("labelByHand", true) }), "Held" },
        { "not paid", () => Facts(remote: r => r with { Status = ShippingOrderStatus.AwaitingPayment }), "NotPaid" },
        { "with a provider", () => Facts(remote: r => r with { Status = ShippingOrderStatus.PendingFulfillment }), "FulfilledByOthers" },
        { "fulfilled by others", () => Facts(remote: r => r with { ExternallyFulfilled = true }), "FulfilledByOthers" },
        { "ships later", () => Facts(o => o with { ShipDate = Today.AddDays(1) }), "NotDue" },
        { "ships today", () => Facts(o => o with { ShipDate = Today }), "" },
        { "has a label", () => Facts() with { Labels = [Label()] }, "HasLabel" },
        { "has a return label", () => Facts() with { Labels = [Label(l => l with { IsReturn = true })] }, "" },
        { "voided before", () => Facts() with { Labels = [Label(l => l with { IsVoided = true })] }, "VoidedBefore" },
        { "voided and released", () => Facts() with { Labels = [Label(l => l with { IsVoided = true })], IsReleased = true }, "" },
        { "released with a label", () => Facts() with { Labels = [Label(l => l with { IsVoided = true }), Label(l => l with { LabelId = "se-2" })], IsReleased = true }, "HasLabel" },
        { "purchase not known", () => Facts() with { HasOpenPurchase = true }, "PurchaseOpen" },
        { "no street", () => Facts(o => o with { ShipTo = A.ShipTo(a => a with { Street1 = " " }) }), "AddressIncomplete" },
        { "address failed", () => Facts(remote: r => r with { AddressCheck = AddressCheck.Failed }), "AddressFailed" },
        { "address failed earlier", () => Facts(remote: r => r with { AddressCheck = AddressCheck.NotYet, AddressWasBad = true }), "AddressFailed" },
        { "address failed earlier and passed", () => Facts(remote: r => r with { AddressCheck = AddressCheck.Valid, AddressWasBad = true }), "" },
        { "address with warnings", () => Facts(remote: r => r with { AddressCheck = AddressCheck.Warning }), "AddressNotVerified" },
        { "address not checked", () => Facts(remote: r => r with { AddressCheck = AddressCheck.NotYet }), "AddressNotVerified" },
        { "address accepted", () => Facts(remote: r => r with { AddressCheck = AddressCheck.Failed }) with { IsAddressAccepted = true }, "" },
        { "no weight", () => Facts(o => o with { Weight = null }), "WeightMissing" },
        { "weight zero", () => Facts(o => o with { Weight = new Weight(0m, WeightUnit.Grams) }), "WeightMissing" },
        { "no size", () => Facts(o => o with { Dimensions = null }), "DimensionsMissing" },
        { "a side of zero", () => Facts(o => o with { Dimensions = new Dimensions(30m, 0m, 10m, LengthUnit.Centimeters) }), "DimensionsMissing" },
        { "abroad", () => Abroad(Declared), "" },
        { "abroad, not checked", () => Abroad(Declared, AddressCheck.NotYet), "" },
        { "abroad, failed", () => Abroad(Declared, AddressCheck.Failed), "AddressFailed" },
        { "no declaration", () => Abroad(null), "CustomsIncomplete" },
        { "an empty declaration", () => Abroad(Declared with { Items = [] }), "CustomsIncomplete" },
        { "no contents", () => Abroad(Declared with { Contents = null }), "CustomsIncomplete" },
        { "no description", () => Abroad(Item(i => i with { Description = "" })), "CustomsIncomplete" },
        { "no quantity", () => Abroad(Item(i => i with { Quantity = 0 })), "CustomsIncomplete" },
        { "no value", () => Abroad(Item(i => i with { Value = 0m })), "CustomsIncomplete" },
        { "no tariff code", () => Abroad(Item(i => i with { HarmonizedTariffCode = null })), "CustomsIncomplete" },
        { "no origin", () => Abroad(Item(i => i with { CountryOfOrigin = null })), "CustomsIncomplete" },
        { "no service", () => Facts(o => o with { ServiceCode = null }), "ServiceMissing" },
        { "several at once", () => Facts(o => o with { Weight = null, CarrierCode = null }, r => r with { Status = ShippingOrderStatus.OnHold }), "Held WeightMissing ServiceMissing" }
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_an_order_lacks(string what, Func<LabelFacts> facts, string codes)
    {
        var reasons = new LabelReadiness(Rules(), American()).Check(facts(), Policy(), Now, lastRun: null);

        Assert.True(codes == string.Join(' ', reasons.Select(r => r.Code)), $"{what}: {string.Join("; ", reasons)}");
        Assert.All(reasons, r => Assert.NotEmpty(r.Text));
        Assert.All(reasons, r => Assert.Contains(r.Code, LabelCodes.All));
    }

    /// <summary>What the rules demand, what was found out, and whether it is enough.</summary>
    [Theory]
    [InlineData(AddressDemand.Valid, AddressCheck.Warning, false)]
    [InlineData(AddressDemand.ValidOrWarning, AddressCheck.Warning, true)]
    [InlineData(AddressDemand.ValidOrWarning, AddressCheck.None, false)]
    [InlineData(AddressDemand.NotFailed, AddressCheck.None, true)]
    [InlineData(AddressDemand.NotFailed, AddressCheck.Unknown, true)]
    [InlineData(AddressDemand.NotFailed, AddressCheck.Failed, false)]
    [InlineData(AddressDemand.Valid, AddressCheck.Valid, true)]
    public void Addresses_are_as_the_rules_demand(AddressDemand demand, AddressCheck found, bool ready)
    {
        var rules = Rules(r => r.Readiness.Address = demand);
        Assert.Equal(ready, new LabelReadiness(rules, American()).Check(Facts(remote: r => r with { AddressCheck = found }), Policy(), Now, null).Count == 0);
    }

    [Fact]
    public void Within_a_union_nothing_is_declared() =>
        Assert.Empty(new LabelReadiness(Rules(), new CustomsRules { ShipFromCountry = "FR" }).Check(Abroad(null), Policy(), Now, null));

    [Fact]
    public void With_cut_offs_an_order_waits_for_the_next_one()
    {
        var readiness = new LabelReadiness(Rules(r => (r.Times.When, r.Times.CutOffs) = (LabelSchedule.AtCutOffs, ["0 18 * * *"])), American());

        var reason = Assert.Single(readiness.Check(Facts(), Policy(), Now, lastRun: Now.AddHours(-1)));
        Assert.Equal((LabelCodes.NotDue, "the next cut-off is 2026-03-04 18:00Z"), (reason.Code, reason.Text));
        Assert.Empty(readiness.Check(Facts(), Policy(), Now.AddHours(1), lastRun: Now.AddHours(-1)));
        Assert.Empty(readiness.Check(Facts(), Policy(), Now, lastRun: null));
    }

    [Fact]
    public void A_promise_is_needed_where_a_rule_says_so()
    {
        var policy = Policy(new ServiceSelectionRules { RequirePromise = true, PromiseField = "promisedOn" });
        var readiness = new LabelReadiness(Rules(), American());

        Assert.Equal(LabelCodes.PromiseMissing, Assert.Single(readiness.Check(Facts(), policy, Now, null)).Code);
        Assert.Empty(readiness.Check(With(o => o with { CustomFields = Field("promisedOn", "2026-03-09") }), policy, Now, null));
    }

    [Fact]
    public void A_service_is_not_needed_where_one_is_chosen() =>
        Assert.Empty(new LabelReadiness(Rules(), American()).Check(Facts(o => o with { CarrierCode = null, ServiceCode = null }), Policy(new() { By = ServicePick.Cheapest }), Now, null));

    [Fact]
    public void Several_packages_need_a_size_of_their_own()
    {
        var rules = Rules(r => r.Packages.MaxWeightGrams = 699m);
        Assert.Equal([LabelCodes.DimensionsMissing], new LabelReadiness(rules, American()).Check(Facts(), Policy(), Now, null).Select(r => r.Code));
        rules.Packages.Size = new() { Length = 20m, Width = 20m, Height = 20m };
        Assert.Empty(new LabelReadiness(rules, American()).Check(Facts(), Policy(), Now, null));
        rules.Packages.MaxPackages = 1;
        Assert.Equal([LabelCodes.TooManyPackages], new LabelReadiness(rules, American()).Check(Facts(), Policy(), Now, null).Select(r => r.Code));
    }

    private static LabelRules Rules(Action<LabelRules>? with = null)
    {
        var rules = new LabelRules { Mode = LabelMode.Buy, Currency = "USD", Readiness = { HoldWhen = [new() { Name = "labelByHand" }] } };
        with?.Invoke(rules);
        return rules;
    }

    private static CustomsRules American() => new() { ShipFromCountry = "US" };

    private static LabelFacts With(Func<Order, Order> order) => Facts() with { Order = An.Order(order) };

    private static LabelFacts Abroad(Customs? customs, AddressCheck check = AddressCheck.Valid) =>
        Facts(o => o with { ShipTo = A.ShipTo(a => a with { Country = "DE" }), Customs = customs }, r => r with { AddressCheck = check });

    private static Customs Item(Func<CustomsItem, CustomsItem> change) => Declared with { Items = [change(Declared.Items[0])] };

    private static Dictionary<string, JsonElement> Field(string name, object value) => new() { [name] = JsonSerializer.SerializeToElement(value) };
}
