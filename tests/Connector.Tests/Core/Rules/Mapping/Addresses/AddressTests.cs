using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Rules.Mapping;
using Xunit;

namespace Connector.Tests.Core.Rules.Mapping.Addresses;

public sealed class AddressTests
{
    [Fact]
    public void An_ordinary_address_maps_whole()
    {
        var order = Sample.Order().MapOne();
        Assert.Equal(
            new ShippingAddress
            {
                Name = "Ida Moss", Street1 = "12 Alder Way", City = "Portland", State = "OR", PostalCode = "97205", Country = "US", Phone = "+15035550142"
            },
            order.ShipTo);
        Assert.Equal(order.ShipTo, order.BillTo);
    }

    [Theory]
    [InlineData("Ida", "Moss", null, "Ida Moss")]
    [InlineData("Ida", null, null, "Ida")]
    [InlineData(" ", "Moss &amp; Sons", null, "Moss & Sons")]
    [InlineData(null, null, "Fern Works", "Fern Works")]
    [InlineData(null, null, null, "ida@example.com")]
    public void The_name_is_never_empty(string? first, string? last, string? company, string expected)
    {
        var address = Sample.Address() with { FirstName = first, LastName = last, Company = company };
        Assert.Equal(expected, (Sample.Order() with { ShippingAddress = address, BillingAddress = null }).MapOne().ShipTo.Name);
    }

    [Fact]
    public void A_name_taken_from_foreign_is_reported()
    {
        var result = (Sample.Order() with { CustomerEmail = null, BillingAddress = null, ShippingAddress = Sample.Address() with { FirstName = null, LastName = "" } }).Map();
        Assert.Equal("US-100245", result.Orders[0].Order.ShipTo.Name);
        Assert.Contains(result.Warnings, w => w is { Code: WarningCodes.NameMissing, Field: "ShipTo.Name" });
    }

    [Fact]
    public void Titles_are_put_before_the_name_when_wanted()
    {
        var order = Sample.Order() with { ShippingAddress = Sample.Address() with { Salutation = "Ms", Title = "Dr." } };
        Assert.Equal("Ms Dr. Ida Moss", order.MapOne(r => r.Addresses.WithTitle = true).ShipTo.Name);
    }

    [Fact]
    public void Company_and_department_stand_together_and_a_long_department_moves_to_the_street()
    {
        Assert.Equal("Fern Works, Receiving", Ship(Sample.Address() with { Company = "Fern Works", Department = "Receiving" }).Company);
        Assert.Equal("Receiving", Ship(Sample.Address() with { Department = "Receiving" }).Company);
        var moved = Ship(Sample.Address() with { Company = new string('f', 95), Department = "Receiving" });
        Assert.Equal((new string('f', 95), "Receiving"), (moved.Company, moved.Street2));
    }

    [Theory]
    [InlineData("US", "TX", null, "TX")]
    [InlineData("US", "tx", null, "TX")]
    [InlineData("US", "Texas", null, "TX")]
    [InlineData("US", null, "Texas", "TX")]
    [InlineData("US", "Travis", "TX", "TX")]
    [InlineData("US", "US-TX", null, "TX")]
    [InlineData("CA", "Québec", null, "QC")]
    [InlineData("DE", "Bayern", null, "Bayern")]
    [InlineData("GB", null, "Kent", "Kent")]
    [InlineData("NZ", null, null, null)]
    public void States_are_two_letters_where_carriers_want_them(string country, string? state, string? region, string? expected) =>
        Assert.Equal(expected, Ship(Sample.Address() with { Country = country, State = state, Region = region }).State);

    [Fact]
    public void An_unknown_state_is_sent_as_it_is_and_reported()
    {
        var result = (Sample.Order() with { ShippingAddress = Sample.Address() with { State = "Orgeon" } }).Map();
        Assert.Equal("Orgeon", result.Orders[0].Order.ShipTo.State);
        Assert.Contains(result.Warnings, w => w is { Code: WarningCodes.StateUnknown });
    }

    [Theory]
    [InlineData("us", "US")]
    [InlineData(" DE ", "DE")]
    public void Countries_are_capital_letters(string country, string expected) => Assert.Equal(expected, Ship(Sample.Address() with { Country = country }).Country);

    [Theory]
    [InlineData("")]
    [InlineData("USA")]
    [InlineData("U1")]
    public void A_ship_to_country_that_is_none_is_refused(string country)
    {
        var result = (Sample.Order() with { ShippingAddress = Sample.Address() with { Country = country } }).Map();
        Assert.Equal((ErrorCodes.FieldInvalid, "ShipTo.Country"), (result.Problem!.Code, result.Problem.Field));
    }

    [Fact]
    public void A_bill_to_without_country_is_no_reason_to_stop()
    {
        var result = (Sample.Order() with { BillingAddress = Sample.Address() with { Country = "" } }).Map();
        Assert.Null(result.Problem);
        Assert.Contains(result.Warnings, w => w is { Code: WarningCodes.CountryMissing, Field: "BillTo.Country" });
    }

    [Fact]
    public void Without_a_billing_address_the_ship_to_stands_in()
    {
        var order = (Sample.Order() with { BillingAddress = null }).MapOne();
        Assert.Equal(order.ShipTo, order.BillTo);
    }

    [Fact]
    public void Without_a_shipping_address_the_order_is_refused_or_goes_to_the_billing_address()
    {
        var order = Sample.Order() with { ShippingAddress = null };
        Assert.Equal(ErrorCodes.MissingAddress, order.Map().Problem!.Code);
        Assert.Equal("12 Alder Way", order.MapOne(r => r.Addresses.WhenShipToMissing = MissingAddressChoice.UseBillTo).ShipTo.Street1);
        Assert.Equal(
            ErrorCodes.MissingAddress,
            (order with { BillingAddress = null }).Map(Sample.Rules(r => r.Addresses.WhenShipToMissing = MissingAddressChoice.UseBillTo)).Problem!.Code);
    }

    [Fact]
    public void Mobile_stands_in_for_phone_and_a_phone_that_is_too_long_is_left_out()
    {
        Assert.Equal("+1 512", Ship(Sample.Address() with { Phone = " ", Mobile = "+1 512" }).Phone);
        var result = (Sample.Order() with { ShippingAddress = Sample.Address() with { Phone = new string('5', 51) } }).Map();
        Assert.Null(result.Orders[0].Order.ShipTo.Phone);
        Assert.Contains(result.Warnings, w => w is { Code: WarningCodes.ValueLeftOut, Field: "ShipTo.Phone" });
    }

    [Theory]
    [InlineData("name")]
    [InlineData("city")]
    [InlineData("postal")]
    public void What_an_address_cannot_do_without_is_refused_when_it_is_too_long(string part)
    {
        var text = new string('x', 101);
        var address = part switch
        {
            "name" => Sample.Address() with { LastName = text },
            "city" => Sample.Address() with { City = text },
            _ => Sample.Address() with { PostalCode = text }
        };
        Assert.Equal(ErrorCodes.FieldTooLong, (Sample.Order() with { ShippingAddress = address }).Map().Problem!.Code);
    }

    private static ShippingAddress Ship(PostalAddress address) => (Sample.Order() with { ShippingAddress = address }).MapOne().ShipTo;
}
