using Connector.Simulators.ShipStation.Account;
using Connector.Simulators.ShipStation.Orders;
using Connector.Simulators.ShipStation.Quotes;
using Xunit;

namespace Connector.Tests.Simulators.ShipStation.Quotes;

public sealed class PriceListTests
{
    [Theory]
    // A pound and less, further pounds, a farther zone.
    [InlineData("stamps_com", "usps_ground_advantage", "package", 2, 16, "none", false, "4.60 + 0.00 + 0.00")]
    [InlineData("stamps_com", "usps_ground_advantage", "package", 2, 4, "none", false, "4.60 + 0.00 + 0.00")]
    [InlineData("stamps_com", "usps_ground_advantage", "package", 2, 48, "none", false, "6.00 + 0.00 + 0.00")]
    [InlineData("stamps_com", "usps_ground_advantage", "package", 7, 16, "none", false, "5.98 + 0.00 + 0.00")]
    // Flat rates have one price.
    [InlineData("stamps_com", "usps_priority_mail", "medium_flat_rate_box", 8, 900, "none", false, "17.10 + 0.00 + 0.00")]
    // Fuel, the home, a signature.
    [InlineData("ups_walleted", "ups_ground", "package", 2, 16, "none", false, "8.10 + 0.97 + 0.00")]
    [InlineData("ups_walleted", "ups_ground", "package", 2, 16, "signature", true, "8.10 + 2.42 + 3.20")]
    [InlineData("fedex", "fedex_ground", "package", 2, 16, "direct_signature", false, "8.40 + 1.01 + 4.10")]
    public void A_price_is_made_of_its_parts(string carrier, string service, string package, int zone, int ounces, string confirmation, bool isHome, string expected)
    {
        var price = PriceList.Compute(carrier, service, package, zone, [new Parcel(new Weight(ounces, "ounces"), null)], confirmation, isHome);
        Assert.Equal(expected, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{price.Shipping:0.00} + {price.Other:0.00} + {price.Confirmation:0.00}"));
    }

    [Fact]
    public void Room_is_priced_where_it_is_measured_and_boxes_add_up()
    {
        var light = new Weight(1, "pounds");
        var small = PriceList.Compute("fedex", "fedex_ground", "package", 2, [new Parcel(light, null)], "none", isHome: false);
        var large = PriceList.Compute("fedex", "fedex_ground", "package", 2, [new Parcel(light, new Dimensions(20, 20, 20, "inches"))], "none", isHome: false);
        Assert.Equal(8.40m, small.Shipping);
        Assert.Equal(decimal.Round(8.40m + 0.90m * (8000m / 139m - 1m), 2), large.Shipping);
        Assert.Equal(large.Shipping, PriceList.Compute("fedex", "fedex_ground", "package", 2, [new Parcel(light, new Dimensions(50.8m, 50.8m, 50.8m, "centimeters"))], "none", isHome: false).Shipping);
        Assert.Equal(3 * small.Shipping, PriceList.Compute("fedex", "fedex_ground", "package", 2, Enumerable.Repeat(new Parcel(light, null), 3), "none", isHome: false).Shipping);
        Assert.Equal(1.00m + 4.00m, PriceList.Compute("fedex", "fedex_ground", "package", 2, [new Parcel(light, null, 20m), new Parcel(light, null, 400m)], "none", isHome: false).Insurance);
    }

    [Theory]
    [InlineData("43004", "43201", "US", 2)]
    [InlineData("43004", "97301", "US", 7)]
    [InlineData("02134", "97301", "US", 8)]
    [InlineData(null, "97301", "US", 6)]
    [InlineData("43004", "M5V 2T6", "CA", 9)]
    [InlineData("43004", "00901", "PR", 9)]
    public void Zones_go_by_the_first_digit(string? from, string to, string country, int zone) => Assert.Equal(zone, PriceList.Zone(from, to, country));

    [Theory]
    [InlineData("2026-03-06", 1, "2026-03-07")]
    [InlineData("2026-03-06", 2, "2026-03-09")]
    [InlineData("2026-03-08", 1, "2026-03-10")]
    public void Sundays_do_not_count(string shipDate, int days, string arrival) =>
        Assert.Equal(DateOnly.Parse(arrival, System.Globalization.CultureInfo.InvariantCulture), TransitTimes.Arrival(DateOnly.Parse(shipDate, System.Globalization.CultureInfo.InvariantCulture), days));

    [Fact]
    public void Every_service_has_a_price_and_a_time_of_its_own()
    {
        var unknown = PriceList.Compute("fedex", "none_such", "package", 2, [new Parcel(new Weight(1, "pounds"), null)], "none", isHome: false).Shipping;
        foreach (var carrier in AccountData.Carriers)
            foreach (var service in carrier.Services)
            {
                Assert.NotEqual(unknown, PriceList.Compute(carrier.Code, service.Code, "package", 2, [new Parcel(new Weight(1, "pounds"), null)], "none", isHome: false).Shipping);
                Assert.InRange(TransitTimes.Days(service.Code, 2), 1, 12);
            }
    }

    [Theory]
    [InlineData("usps_priority_mail", "small_flat_rate_box", true)]
    [InlineData("usps_ground_advantage", "small_flat_rate_box", false)]
    [InlineData("usps_first_class_mail", "letter", true)]
    [InlineData("usps_ground_advantage", "letter", false)]
    [InlineData("ups_ground", "ups_tube", true)]
    public void Packages_fit_their_services(string service, string package, bool fits) => Assert.Equal(fits, ServiceOffer.Fits(service, package));

    [Fact]
    public void Places_without_postal_codes_need_none()
    {
        var to = new Address { Name = "Lin", Street1 = "1 Pier Road", City = "Central", Country = "HK", Phone = "555-0100" };
        Assert.Null(LabelRules.Address("dhl_express_worldwide", to));
        Assert.NotNull(LabelRules.Address("dhl_express_worldwide", to with { Country = "FR" }));
    }
}
