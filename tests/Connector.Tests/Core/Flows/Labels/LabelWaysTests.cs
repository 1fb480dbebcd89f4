using Connector.Core.Flows.Labels;
using Connector.Core.Flows.Push;
using Connector.Core.Model.Labels;
using Connector.Core.Model.Shipping;
using Connector.Core.Rules.Labels;
using Connector.Core.Rules.Labels.Times;
using Connector.TestSupport;
using Connector.Tests.Core.Rules.Labels;
using Xunit;

namespace Connector.Tests.Core.Flows.Labels;

public sealed class LabelWaysTests
{
    private static readonly LabelLimits s_limits = new();

    /// <summary>The order, the rules, whether there is a V2 key; by which interface it is quoted, and why it is not bought.</summary>
    public static TheoryData<string, Func<ShippingOrder, ShippingOrder>, Action<LabelRules>, bool, string, string?> Cases => new()
    {
        { "V1", static o => o, static _ => { }, false, "V1", null },
        { "V1 with a V2 key", static o => o, static _ => { }, true, "V2", null },
        { "V1, a signature that is not stored", static o => o, static r => r.Purchase.Confirmation = "signature", true, "V1", null },
        { "V1, a signature that is stored", static o => o with { Confirmation = "signature" }, static r => r.Purchase.Confirmation = "signature", true, "V2", null },
        { "V1, insured, bought without", Insured, static r => r.Purchase.Insurance = false, true, "V1", null },
        { "V1, several packages", static o => o, static r => r.Packages.MaxWeightGrams = 400, true, "V2", "several" },
        { "V2", static o => o, V2, true, "V2", null },
        { "V2 without a key", static o => o, V2, false, "V2", "no key" },
        { "V2, several packages", static o => o, static r => { V2(r); r.Packages.MaxWeightGrams = 400; }, true, "V2", null },
        { "V2, another signature", static o => o, static r => { V2(r); r.Purchase.Confirmation = "signature"; }, true, "V2", "confirmation" },
        { "V2, insured, bought without", Insured, static r => { V2(r); r.Purchase.Insurance = false; }, true, "V2", "insurance" },
        { "V2, not insured", static o => o, static r => { V2(r); r.Purchase.Insurance = false; }, true, "V2", null }
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void How_a_label_is_quoted_and_why_not_bought(string name, Func<ShippingOrder, ShippingOrder> order, Action<LabelRules> set, bool hasV2, string quotes, string? problem)
    {
        var (content, rules) = (order(Content()), Rules(set));
        Assert.True(quotes == LabelWays.QuoteBy(content, rules, hasV2).ToString(), name);
        var found = LabelWays.FindProblem(content, rules, hasV2);
        Assert.Equal(problem is null ? null : LabelCodes.NotBuyable, found?.Code);
        if (problem is not null) Assert.Contains(problem, found!.Text, StringComparison.Ordinal);
    }

    /// <summary>How an order is bought with others, and what keeps it from that.</summary>
    public static TheoryData<string, Func<ShippingOrder, ShippingOrder>, Action<LabelRules>, string> Batches => new()
    {
        { "ready", static o => o, static _ => { }, "AsStored" },
        { "V1", static o => o, static r => r.Route = LabelApi.V1, "None" },
        { "shopped", static o => o, static r => r.Services.By = ServicePick.Cheapest, "ByRate" },
        { "shopped, by V1", static o => o, static r => (r.Services.By, r.Route) = (ServicePick.Cheapest, LabelApi.V1), "None" },
        { "shopped, several packages", static o => o, static r => (r.Services.By, r.Packages.MaxWeightGrams) = (ServicePick.Cheapest, 400), "None" },
        { "no warehouse", static o => o with { WarehouseId = null }, static _ => { }, "None" },
        { "no service", static o => o with { ServiceCode = null }, static _ => { }, "None" },
        { "no service, shopped", static o => o with { ServiceCode = null }, static r => r.Services.By = ServicePick.Cheapest, "ByRate" },
        { "a day that has passed", static o => o with { ShipDate = LabelSample.Today.AddDays(-1) }, static _ => { }, "ByRate" },
        { "today", static o => o with { ShipDate = LabelSample.Today }, static _ => { }, "AsStored" },
        { "no package, the usual one", static o => o with { PackageCode = null }, static _ => { }, "AsStored" },
        { "no package, another one", static o => o with { PackageCode = null }, static r => r.Purchase.Package = "letter", "ByRate" },
        { "several packages", static o => o, static r => r.Packages.MaxWeightGrams = 400, "None" },
        { "an account of its own", static o => o, static r => r.Services.Allowed.Add(new AllowedService { Carrier = "stamps_com", Service = "usps_priority_mail", CarrierAccount = 7 }), "ByRate" }
    };

    [Theory]
    [MemberData(nameof(Batches))]
    public void Who_is_bought_with_others(string name, Func<ShippingOrder, ShippingOrder> order, Action<LabelRules> set, string expected)
    {
        var rules = Rules(r => { V2(r); set(r); });
        Assert.True(expected == LabelWays.FindBatchWay(order(Content()), new LabelPolicy(LabelMode.Buy, rules.Services, s_limits, null, []), rules, LabelSample.Today).ToString(), name);
    }

    [Theory]
    [InlineData("V1", "Mapped", null, "601101")]
    [InlineData("V2", "Mapped", null, "601101")]
    [InlineData("V2", "Cheapest", null, "601101 601105")]
    [InlineData("V1", "Cheapest", null, "601101")]
    [InlineData("V2", "Mapped", 601105L, "601105")]
    [InlineData("V1", "Cheapest", 601105L, "")]
    [InlineData("V2", "Cheapest", 601109L, "")]
    public void Which_accounts_of_a_carrier_are_asked(string route, string by, long? named, string expected)
    {
        CarrierAccount[] accounts =
        [
            new() { Code = "stamps_com", AccountId = 601105 }, new() { Code = "stamps_com", AccountId = 601101, IsPrimary = true }, new() { Code = "stamps_com", AccountId = 601109, IsDisabled = true },
            new() { Code = "fedex", AccountId = 601102, IsPrimary = true }
        ];
        var found = LabelWays.Resolve([new CarrierReference("stamps_com", named)], accounts, Enum.Parse<LabelApi>(route), Enum.Parse<ServicePick>(by));
        Assert.Equal(expected, string.Join(' ', found.Select(static c => c.AccountId)));
    }

    [Fact]
    public void Packages_are_compared_in_any_order_and_unit()
    {
        PackageRequest[] wanted = [new(new Weight(1000m, WeightUnit.Grams)), new(new Weight(500m, WeightUnit.Grams))];
        StoredPackage Stored(decimal grams) => new("package", new Weight(grams, WeightUnit.Grams), null);
        Assert.True(LabelWays.AreStored(wanted, [Stored(500m), Stored(1000m)]));
        Assert.False(LabelWays.AreStored(wanted, [Stored(500m)]));
        Assert.False(LabelWays.AreStored(wanted, [Stored(500m), Stored(900m)]));
        Assert.False(LabelWays.AreStored(wanted, [Stored(500m), new StoredPackage("package", null, null)]));
    }

    [Fact]
    public void Labels_of_one_warehouse_go_together_and_few_go_alone()
    {
        var works = Enumerable.Range(0, 23).Select(n => Work(n, n < 12 ? 1 : n < 21 ? 2 : 3)).ToList();
        var (batches, alone) = LabelBatchDraft.Split(works, work => work.Row.ShippingOrderId != 5);
        Assert.Equal([11], batches.Select(static b => b.Count));
        Assert.Equal(12, alone.Count);
        Assert.Contains(works[5], alone);
    }

    private static LabelWork Work(int number, long warehouse)
    {
        var row = LabelCandidate.Create(A.SyncRow(), "", new LabelCalendar(new LabelTimes()), LabelSample.Now) with { ShippingOrderId = number };
        return new LabelWork(row, new PlannedOrder(new LoadedOrder(A.PushOrder(), An.Order(), []), []), "main") { Remote = A.Snapshot(A.ShippingOrder(o => o with { WarehouseId = warehouse })) };
    }

    private static ShippingOrder Content() => LabelSample.Facts(o => o with
    {
        WarehouseId = 88001, Items = [.. o.Items.Select(static i => i with { Quantity = 2, Weight = new Weight(350m, WeightUnit.Grams) })]
    }).Remote!.Content;

    private static ShippingOrder Insured(ShippingOrder order) => order with { Insurance = new Insurance("carrier", true, 100m) };

    private static void V2(LabelRules rules) => rules.Route = LabelApi.V2;

    private static LabelRules Rules(Action<LabelRules> set)
    {
        var rules = new LabelRules();
        set(rules);
        return rules;
    }
}
