using Connector.Core.Model.Orders;
using Connector.Core.Rules.Files;
using Connector.Core.Rules.Mapping.Services;
using Xunit;

namespace Connector.Tests.Core.Rules.Mapping.Services;

using Sample = Connector.Tests.Core.Rules.Selection.Routing.Sample;

public sealed class ServiceMapTests
{
    private static readonly ServiceRule[] Rules =
    [
        new() { Name = "light", Methods = ["std*"], Countries = ["US"], MaxWeightGrams = 450m, Carrier = "stamps_com", Service = "usps_first_class_mail", Confirmation = "delivery" },
        new() { Name = "heavy", Methods = ["std*"], Countries = ["US"], MinWeightGrams = 450m, Carrier = "ups", Service = "ups_ground", Package = "package", RequestedService = "Ground" },
        new() { Name = "outlet", Methods = ["Standard"], Stores = ["outlet"], RequestedService = "Slow" },
        new() { Methods = ["std*"], RequestedService = "Abroad" }
    ];

    [Theory]
    [InlineData("std-us", "US", 450, null, "light")]
    [InlineData("STD-us", "US", 451, null, "heavy")]
    [InlineData("std-us", "US", null, null, "Services.Rules[3]")]
    [InlineData("std-us", "DE", 10, null, "Services.Rules[3]")]
    [InlineData("std-us", null, 10, null, "Services.Rules[3]")]
    [InlineData("std-us", "DE", 10, "outlet", "outlet")]
    [InlineData("other", "US", 10, null, null)]
    [InlineData(null, "US", 10, "outlet", "outlet")]
    public void The_first_rule_that_matches_wins(string? key, string? country, int? grams, string? store, string? expected) =>
        Assert.Equal(expected, Map().Choose(Sample.Order() with { StoreKey = store }, Method(key), grams, country).Rule);

    [Fact]
    public void A_rule_gives_what_it_says_and_else_the_methods_name()
    {
        Assert.Equal(
            new ServiceChoice(ServiceChoiceKind.Mapped, "Standard", "stamps_com", "usps_first_class_mail", null, "delivery", "light"),
            Map().Choose(Sample.Order(), Method("std"), 1m, "us"));
        Assert.Equal(
            new ServiceChoice(ServiceChoiceKind.Mapped, "Ground", "ups", "ups_ground", "package", null, "heavy"),
            Map().Choose(Sample.Order(), Method("std"), 900m, "US"));
    }

    [Theory]
    [InlineData(UnmappedMethod.Pass, ServiceChoiceKind.Pass)]
    [InlineData(UnmappedMethod.Hold, ServiceChoiceKind.Hold)]
    [InlineData(UnmappedMethod.Reject, ServiceChoiceKind.Reject)]
    public void An_unmapped_method_is_handled_as_configured(UnmappedMethod configured, ServiceChoiceKind expected)
    {
        var choice = Map(r => r.Unmapped = configured).Choose(Sample.Order(), new OrderShipping { MethodKey = "courier" }, 10m, "US");
        Assert.Equal(new ServiceChoice(expected, "courier", null, null, null, null, null), choice);
    }

    [Fact]
    public void No_method_is_not_an_unmapped_one()
    {
        Assert.Equal(ServiceChoiceKind.NoMethod, Map(r => r.Unmapped = UnmappedMethod.Reject).Choose(Sample.Order(), null, null, null).Kind);
        Assert.Equal(ServiceChoiceKind.NoMethod, Map().Choose(Sample.Order(), new OrderShipping { MethodName = " " }, null, null).Kind);
        Assert.Equal(ServiceChoiceKind.Mapped, Map(r => r.Rules.Add(new ServiceRule { RequestedService = "Any" })).Choose(Sample.Order(), null, null, null).Kind);
    }

    [Theory]
    [InlineData("std-us", "x", true)]
    [InlineData(null, "standard", true)]
    [InlineData("courier", "Courier", false)]
    public void Methods_that_nobody_mapped_can_be_listed(string? key, string? name, bool expected) => Assert.Equal(expected, Map().IsMapped(key, name));

    [Theory]
    [InlineData("ups_walleted", "UPS")]
    [InlineData("UPS", "UPS")]
    [InlineData("stamps_com", "USPS")]
    [InlineData("fedex", "FedEx")]
    [InlineData("dhl_express_worldwide", "DHL Express")]
    [InlineData("regional_post", "Regional Post")]
    [InlineData("who", "who")]
    public void Carriers_have_names_for_people(string code, string expected) => Assert.Equal(expected, Map().CarrierName(code));

    [Theory]
    [InlineData("ups", "ups_2nd_day_air", "Two days")]
    [InlineData("UPS", "UPS_ground", "UPS")]
    [InlineData("stamps_com", "usps_first_class_mail", null)]
    [InlineData("fedex", "fedex_2day", "Fast")]
    [InlineData("fedex", null, null)]
    [InlineData(null, "x", null)]
    public void Bought_services_go_by_the_merchants_names(string? carrier, string? service, string? expected) => Assert.Equal(expected, Map(r =>
    {
        r.Bought = [new() { Carrier = "ups", Name = "UPS" }, new() { Carrier = "ups", Service = "ups_2nd_day_air", Name = "Two days" }];
        r.Rules.Add(new ServiceRule { Methods = ["express"], RequestedService = "Fast", Carrier = "fedex", Service = "fedex_2day" });
    }).MerchantService(carrier, service));

    [Theory]
    [InlineData("stamps_com", "9400 1", "https://tools.usps.com/go/TrackConfirmAction?tLabels=9400%201")]
    [InlineData("ups_walleted", "1Z/9", "https://www.ups.com/track?tracknum=1Z%2F9")]
    [InlineData("FedEx", " 77 ", "https://www.fedex.com/fedextrack/?trknbr=77")]
    [InlineData("regional_post", "A&b=1", "https://track.example.com/?n=A%26b%3D1")]
    [InlineData("who", "1", null)]
    [InlineData("ups", "", null)]
    [InlineData(null, "1", null)]
    public void Parcels_have_tracking_pages(string? carrier, string? number, string? expected) => Assert.Equal(expected, Map().TrackingUrl(carrier, number));

    private static OrderShipping Method(string? key) => new() { MethodKey = key, MethodName = key == "other" ? "Other" : "Standard" };

    private static ServiceMap Map(Action<ServiceRules>? with = null)
    {
        var rules = new ConnectorRules();
        rules.Services.Rules = [.. Rules];
        rules.Services.Carriers = [new CarrierRule { Code = "regional_post", Name = "Regional Post", TrackingUrl = "https://track.example.com/?n={number}" }];
        with?.Invoke(rules.Services);
        return rules.CreateServiceMap();
    }
}
