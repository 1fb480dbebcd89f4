using Connector.Core.Model.Labels;
using Connector.Core.Model.Shipping;
using Connector.ShipStation.Labels.Mapping;
using Connector.Tests.ShipStation.Doubles;
using Connector.Tests.ShipStation.Labels.Doubles;
using Xunit;

namespace Connector.Tests.ShipStation.Labels.Mapping;

public sealed class PurchaseChecksTests
{
    private static readonly Dictionary<string, Func<PurchaseRequest, PurchaseRequest>> s_mistakes = new()
    {
        ["V1 number"] = r => r with { ShippingOrderId = 0 },
        ["V1 weight"] = r => r with { Weight = new Weight(0, WeightUnit.Grams) },
        ["V1 box"] = r => r with { Dimensions = new Dimensions(1, 0, 1, LengthUnit.Inches) },
        ["V1 carrier"] = r => r with { CarrierCode = "" },
        ["V1 service"] = r => r with { ServiceCode = " " },
        ["V1 package"] = r => r with { PackageCode = "" },
        ["V1 confirmation"] = r => r with { Confirmation = "" },
        ["V1 rate"] = r => r with { RateId = "se-1" },
        ["V1 packages"] = r => r with { Packages = [new PackageRequest(new Weight(1, WeightUnit.Pounds)), new PackageRequest(new Weight(2, WeightUnit.Pounds))] },
        ["V1 format"] = r => r with { Format = DocumentFormat.Zpl },
        ["V2 rate missing"] = r => r with { Route = PurchaseRoute.ByRate },
        ["V2 rate with a path"] = r => r with { Route = PurchaseRoute.ByRate, RateId = "se-1/../../carriers" },
        ["V2 rate beside a shipment"] = r => r with { Route = PurchaseRoute.ByShipment, RateId = "se-1" },
        ["V2 shipment with a query"] = r => r with { Route = PurchaseRoute.ByShipment, ShipmentId = "se-1?x=1" },
        ["V2 test"] = r => r with { Route = PurchaseRoute.ByRate, RateId = "se-1", IsTest = true },
        ["V2 layout"] = r => r with { Route = PurchaseRoute.ByRate, RateId = "se-1", Format = DocumentFormat.Png, Layout = "letter" }
    };

    public static TheoryData<string> Mistakes => [.. s_mistakes.Keys];

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task A_request_that_cannot_be_right_is_refused_before_anything_is_sent(string mistake)
    {
        var rig = new Rig { Options = { V2ApiKey = "v2-key-1" } };
        var refusal = Assert.IsType<PurchaseResult.Refused>(await rig.Labels.Purchases.BuyAsync(s_mistakes[mistake](Sample.Purchase()), default)).Refusal;
        Assert.Equal((RefusalKind.InvalidRequest, 0), (refusal.Kind, refusal.Status));
        Assert.Empty(rig.Http.Requests);
        Assert.Empty(rig.Budget.Taken);
    }

    [Theory]
    [InlineData(PurchaseRoute.ByOrder)]
    [InlineData(PurchaseRoute.ByRate)]
    [InlineData(PurchaseRoute.ByShipment)]
    public void A_whole_request_has_no_problem(PurchaseRoute route) => Assert.Null(PurchaseChecks.Problem(Sample.Purchase(route), hasV2: true));

    [Fact]
    public async Task Without_a_V2_key_its_routes_are_refused()
    {
        var rig = new Rig();
        Assert.False(rig.Labels.HasV2);
        Assert.Null(rig.Labels.Batches);
        Assert.IsType<PurchaseResult.Refused>(await rig.Labels.Purchases.BuyAsync(Sample.Purchase(PurchaseRoute.ByRate), default));
        Assert.IsType<VoidOutcome.Refused>(await rig.Labels.Voids.VoidAsync(new VoidRequest(LabelApi.V2, 7), default));
        await Assert.ThrowsAsync<InvalidOperationException>(() => rig.Labels.Readings.FindAsync("se-7", default, default));
        Assert.Empty(rig.Http.Requests);
    }
}
