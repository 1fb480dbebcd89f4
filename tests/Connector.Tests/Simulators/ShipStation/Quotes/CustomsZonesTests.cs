using Connector.Simulators.ShipStation.Orders;
using Connector.Simulators.ShipStation.Quotes;
using Xunit;

namespace Connector.Tests.Simulators.ShipStation.Quotes;

/// <summary>Places as a shop writes them: country, postal code, state.</summary>
public sealed class CustomsZonesTests
{
    private const string Ohio = "US 43004 OH";

    [Theory]
    [InlineData("stamps_com", Ohio, "US 97301 OR", false)]
    [InlineData("stamps_com", Ohio, "PR", false)]
    [InlineData("ups_walleted", Ohio, "PR", true)]
    [InlineData("ups_walleted", Ohio, "US 00901", true)]
    [InlineData("stamps_com", Ohio, "GU", true)]
    [InlineData("stamps_com", Ohio, "US 96910", true)]
    [InlineData("stamps_com", Ohio, "US 96799 AS", true)]
    [InlineData("stamps_com", Ohio, "US 00802 VI", true)]
    [InlineData("stamps_com", Ohio, "US 96601 AP", true)]
    [InlineData("stamps_com", "US 09021 AE", "US 34002 AA", true)]
    [InlineData("stamps_com", Ohio, "CA M5V2T6 ON", true)]
    [InlineData("fedex", "CA M5V2T6 ON", "CA V5K0A1 BC", false)]
    [InlineData("fedex", "CA M5V2T6 ON", Ohio, true)]
    [InlineData("fedex", "DE 10115", "FR 75001", false)]
    [InlineData("fedex", "DE 10115", "MC 98000", false)]
    [InlineData("fedex", "DE 10115", "PT 9000", false)]
    [InlineData("fedex", "DE 10115", "FR 97400", true)]
    [InlineData("fedex", "DE 10115", "RE 97400", true)]
    [InlineData("fedex", "DE 10115", "ES 28001", false)]
    [InlineData("fedex", "DE 10115", "ES 35001", true)]
    [InlineData("fedex", "ES 28001", "ES 38001", true)]
    [InlineData("fedex", "ES 35001", "ES 38001", false)]
    [InlineData("fedex", "DE 10115", "FI 22100", true)]
    [InlineData("fedex", "DE 10115", "DE 27498", true)]
    [InlineData("fedex", "DE 10115", "IT 00120", true)]
    [InlineData("fedex", "DE 10115", "AD AD100", true)]
    [InlineData("fedex", "NO 0150", "NO 9170", true)]
    [InlineData("fedex", "CH 8001", "LI 9490", false)]
    [InlineData("fedex", "CH 8001", "CH 8238", true)]
    [InlineData("fedex", "GB SW1A1AA", "IM IM11AA", false)]
    [InlineData("fedex", "GB SW1A1AA", "GB JE23AB", true)]
    [InlineData("fedex", "GB SW1A1AA", "DE 10115", true)]
    [InlineData("fedex", "GB SW1A1AA", "GB BT15GS", false)]
    [InlineData("fedex", "GB BT15GS", "GB SW1A1AA", false)]
    [InlineData("fedex", "DE 10115", "GB BT15GS", false)]
    [InlineData("fedex", "CN 100000", "HK", true)]
    public void Goods_are_declared_between_places(string carrier, string from, string to, bool declares) => Assert.Equal(declares, CustomsZones.Declares(carrier, Place(from), Place(to)));

    [Fact]
    public void What_a_company_in_Northern_Ireland_gets_is_declared() =>
        Assert.True(CustomsZones.Declares("fedex", Place("GB SW1A1AA"), Place("GB BT15GS") with { Company = "Holt and Sons" }));

    private static Address Place(string text)
    {
        var parts = text.Split(' ');
        return new Address { Country = parts[0], PostalCode = parts.ElementAtOrDefault(1), State = parts.ElementAtOrDefault(2) };
    }
}
