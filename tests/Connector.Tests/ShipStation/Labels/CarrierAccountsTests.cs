using System.Net;
using Connector.Core.Model.Labels;
using Connector.Core.Model.Messages;
using Connector.Core.Ports.Labels;
using Connector.Tests.ShipStation.Doubles;
using Xunit;

namespace Connector.Tests.ShipStation.Labels;

public sealed class CarrierAccountsTests
{
    private const string V1Carriers =
        """
        [ { "name": "UPS by ShipStation", "code": "ups_walleted", "accountNumber": 12, "requiresFundedAccount": true, "balance": 184.22, "nickname": "Main wallet", "shippingProviderId": 880017, "primary": true },
          { "name": "FedEx", "code": "fedex", "accountNumber": null, "requiresFundedAccount": false, "balance": 9.99, "nickname": "", "shippingProviderId": 0 }, null, { "name": "no code" } ]
        """;

    private const string V2Carriers =
        """
        { "carriers": [
          { "carrier_id": "se-880017", "carrier_code": "ups_walleted", "requires_funded_amount": true, "balance": 184.22, "nickname": "Main wallet", "friendly_name": "UPS by ShipStation", "primary": true, "disabled_by_billing_plan": false,
            "services": [ { "service_code": "ups_ground", "name": "UPS Ground", "domestic": true, "international": false, "is_multi_package_supported": true }, { "name": "no code" }, null ],
            "packages": [ { "package_code": "package", "name": "Package" } ] },
          { "carrier_id": "se-880019", "carrier_code": "ups_walleted", "disabled_by_billing_plan": true,
            "services": [ { "service_code": "ups_ground", "name": "UPS Ground" }, { "service_code": "ups_next_day_air", "name": "Next day", "international": true } ], "packages": [ { "package_code": "package" } ] },
          null, { "carrier_id": "se-1" } ] }
        """;

    private readonly Rig _rig = new();

    private ICarrierAccounts Create(bool v2)
    {
        if (v2) _rig.Options.V2ApiKey = "v2-key-1";
        _rig.Http.On("GET /carriers", V1Carriers).On("GET /v2/carriers", V2Carriers)
            .On("GET /carriers/listservices", """[ { "carrierCode": "ups_walleted", "code": "ups_ground", "name": "UPS Ground", "domestic": true, "international": false }, { "name": "no code" } ]""")
            .On("GET /carriers/listpackages", """[ { "carrierCode": "ups_walleted", "code": "package", "name": "Package", "domestic": true, "international": true } ]""");
        return _rig.Labels.Carriers;
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Accounts_are_kept_for_a_day_without_balances(bool v2)
    {
        var carriers = Create(v2);
        var first = (await carriers.ListAsync(default))[0];
        Assert.Equal(
            new CarrierAccount { Code = "ups_walleted", AccountId = 880017, Name = "UPS by ShipStation", Nickname = "Main wallet", RequiresFunds = true, IsPrimary = true }, first);
        _rig.Clock.Advance(TimeSpan.FromHours(23));
        await carriers.ListAsync(default);
        Assert.Single(_rig.Http.Requests);
        _rig.Clock.Advance(TimeSpan.FromHours(1));
        await carriers.ListAsync(default);
        Assert.Equal(2, _rig.Http.Requests.Count);
        Assert.All(_rig.Budget.Taken, taken => Assert.Equal((v2 ? "default/v2" : "default", RateLane.Preparing), taken));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Balances_are_read_each_time_and_only_where_they_count(bool v2)
    {
        var carriers = Create(v2);
        await carriers.ReadBalancesAsync(default);
        var accounts = await carriers.ReadBalancesAsync(default);
        Assert.Equal(2, _rig.Http.Requests.Count);
        Assert.Equal([184.22m, null], accounts.Select(a => a.Balance));
        Assert.Null((await carriers.ListAsync(default))[0].Balance);
        Assert.DoesNotContain("184.22", string.Concat(_rig.Journal.Exchanges.Select(e => e.ToString())), StringComparison.Ordinal);
    }

    [Fact]
    public async Task V1_reads_services_and_packages_of_each_carrier_once_a_day()
    {
        var carriers = Create(v2: false);
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal([new CarrierService("ups_walleted", "ups_ground", "UPS Ground", true, false)], await carriers.ListServicesAsync("ups_walleted", default));
            Assert.Equal([new CarrierPackage("ups_walleted", "package", "Package")], await carriers.ListPackagesAsync("ups_walleted", default));
        }
        Assert.Equal(["/carriers/listservices?carrierCode=ups_walleted", "/carriers/listpackages?carrierCode=ups_walleted"], _rig.Http.Requests.Select(r => r.PathAndQuery));
    }

    [Fact]
    public async Task V2_brings_everything_with_one_call()
    {
        var carriers = Create(v2: true);
        Assert.Equal(
            [new CarrierService("ups_walleted", "ups_ground", "UPS Ground", true, false, true), new CarrierService("ups_walleted", "ups_next_day_air", "Next day", false, true)],
            await carriers.ListServicesAsync("ups_walleted", default));
        Assert.Equal([new CarrierPackage("ups_walleted", "package", "Package")], await carriers.ListPackagesAsync("ups_walleted", default));
        Assert.Empty(await carriers.ListServicesAsync("fedex", default));
        Assert.Equal([false, true], (await carriers.ListAsync(default)).Select(a => a.IsDisabled));
        Assert.Single(_rig.Http.Requests);
    }

    [Fact]
    public async Task A_failure_is_not_kept()
    {
        var carriers = Create(v2: false);
        _rig.Http.Then(HttpStatusCode.Unauthorized, "");
        await Rig.FailureOf(() => carriers.ListAsync(default));
        Assert.Equal(2, (await carriers.ListAsync(default)).Count);
    }
}
