using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Rules.Mapping;
using Connector.Core.Rules.Mapping.Addresses;
using Xunit;

namespace Connector.Tests.Core.Rules.Mapping.Addresses;

public sealed class StreetTests
{
    [Theory]
    [InlineData("US", "12 Alder Way")]
    [InlineData("GB", "12 Alder Way")]
    [InlineData("CA", "12 Alder Way")]
    [InlineData("AU", "12 Alder Way")]
    [InlineData("FR", "12 Alder Way")]
    [InlineData("DE", "Alder Way 12")]
    [InlineData("AT", "Alder Way 12")]
    [InlineData("CH", "Alder Way 12")]
    [InlineData("NL", "Alder Way 12")]
    [InlineData("ES", "Alder Way 12")]
    public void The_number_stands_where_the_country_writes_it(string country, string expected) =>
        Assert.Equal(expected, Ship(Sample.Address() with { Country = country }).Street1);

    [Theory]
    [InlineData("US", "Alder Way 12", null, "Alder Way 12")]
    [InlineData("DE", "Alder Way 12", "12", "Alder Way 12")]
    [InlineData("US", "12 Alder Way", "12", "12 Alder Way")]
    [InlineData("US", "Street 112", "12", "12 Street 112")]
    [InlineData("US", null, "12", "12")]
    public void A_number_that_is_in_the_street_already_is_not_said_twice(string country, string? street, string? number, string expected) =>
        Assert.Equal(expected, Ship(Sample.Address() with { Country = country, StreetName = street, StreetNumber = number }).Street1);

    /// <summary>Where the number comes first, one at the end belongs to the name; where it comes last, one at the beginning does.</summary>
    [Theory]
    [InlineData("US", "Highway 12", "12", "12 Highway 12")]
    [InlineData("CA", "Concession 7", "7", "7 Concession 7")]
    [InlineData("AU", "County Road, 5", "5", "5 County Road, 5")]
    [InlineData("DE", "17 Juni Platz", "17", "17 Juni Platz 17")]
    [InlineData("IT", "4 Novembre", "4", "4 Novembre 4")]
    [InlineData("BR", "Rua das Flores", "12", "Rua das Flores, 12")]
    [InlineData("BR", "Rua das Flores, 12", "12", "Rua das Flores, 12")]
    [InlineData("PR", "Calle Luna", "12", "12 Calle Luna")]
    public void A_number_at_the_other_end_is_part_of_the_name(string country, string street, string number, string expected) =>
        Assert.Equal(expected, Ship(Sample.Address() with { Country = country, State = "SP", StreetName = street, StreetNumber = number }).Street1);

    [Fact]
    public void Configured_countries_replace_the_built_in_ones()
    {
        var order = Sample.Order() with { ShippingAddress = Sample.Address() with { Country = "DE" } };
        Assert.Equal("12 Alder Way", order.MapOne(r => r.Addresses.NumberFirstCountries = ["DE"]).ShipTo.Street1);
    }

    [Fact]
    public void Additions_take_lines_of_their_own_while_there_are_lines()
    {
        var to = Ship(Sample.Address() with { AdditionalStreetInfo = "Rear entrance", Building = "B", Apartment = "4C" });
        Assert.Equal(["12 Alder Way", "Rear entrance", "Bldg B, Apt 4C"], Lines(to));
    }

    [Fact]
    public void More_than_three_parts_are_joined_and_that_is_reported()
    {
        var address = Sample.Address() with
        {
            AdditionalStreetInfo = "Rear entrance", Building = "Building North", Apartment = "4C", PostOfficeBox = "778", AdditionalAddressInfo = "Ring twice"
        };
        var result = (Sample.Order() with { ShippingAddress = address }).Map();
        var to = result.Orders[0].Order.ShipTo;
        Assert.Equal(["12 Alder Way, Rear entrance,", "Building North, Apt 4C, PO Box 778", "Ring twice"], Lines(to));
        Assert.Contains(result.Warnings, w => w is { Code: WarningCodes.AddressReflowed, Field: "ShipTo.Street1" });
    }

    [Fact]
    public void A_long_street_breaks_at_words_and_loses_nothing()
    {
        var address = Sample.Address() with { StreetName = "Very Long Boulevard of the Friends of Quiet Harbours and Lighthouses", StreetNumber = "1204" };
        var to = Ship(address);
        Assert.Equal(["1204 Very Long Boulevard of the", "Friends of Quiet Harbours and", "Lighthouses"], Lines(to));
    }

    [Fact]
    public void What_does_not_fit_three_lines_gets_longer_lines_and_a_warning()
    {
        var street = string.Join(' ', Enumerable.Repeat("harbour", 20));
        var result = (Sample.Order() with { ShippingAddress = Sample.Address() with { StreetName = street, StreetNumber = null } }).Map();
        var lines = Lines(result.Orders[0].Order.ShipTo);
        Assert.Equal(street, string.Join(' ', lines));
        Assert.All(lines, line => Assert.InRange(line.Length, 36, 60));
        Assert.Contains(result.Warnings, w => w is { Code: WarningCodes.StreetLineLong });
    }

    [Fact]
    public void What_does_not_fit_at_all_is_refused_and_never_cut()
    {
        var result = (Sample.Order() with { ShippingAddress = Sample.Address() with { StreetName = new string('x', 201) } }).Map();
        Assert.Empty(result.Orders);
        Assert.Equal((ErrorCodes.FieldTooLong, "ShipTo.Street3"), (result.Problem!.Code, result.Problem.Field));
    }

    [Theory]
    [InlineData(20)]
    [InlineData(35)]
    [InlineData(60)]
    public void The_merchant_chooses_the_length_of_a_line(int length)
    {
        var address = Sample.Address() with { AdditionalStreetInfo = "second house behind the old mill" };
        var to = (Sample.Order() with { ShippingAddress = address }).MapOne(r => r.Addresses.LineLength = length).ShipTo;
        Assert.All(Lines(to), line => Assert.InRange(line.Length, 1, length));
        Assert.Equal("12 Alder Way second house behind the old mill", string.Join(' ', Lines(to)).Replace(",", "", StringComparison.Ordinal));
    }

    [Fact]
    public void Reflow_of_nothing_is_nothing()
    {
        Assert.Empty(StreetReflow.Fit([], 35, 200, out _, out var changed)!);
        Assert.False(changed);
    }

    private static ShippingAddress Ship(PostalAddress address) => (Sample.Order() with { ShippingAddress = address }).MapOne().ShipTo;

    private static List<string> Lines(ShippingAddress address) =>
        new[] { address.Street1, address.Street2, address.Street3 }.Where(l => l is not null).Select(l => l!).ToList();
}
