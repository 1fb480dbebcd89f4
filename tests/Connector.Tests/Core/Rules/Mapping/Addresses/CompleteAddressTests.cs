using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Rules.Mapping;
using Xunit;

namespace Connector.Tests.Core.Rules.Mapping.Addresses;

/// <summary>What a label needs, by country.</summary>
public sealed class CompleteAddressTests
{
    [Theory]
    [InlineData("US", "street city postal state", null)]
    [InlineData("US", "street city state", "postal code")]
    [InlineData("US", "street city postal", "state or province")]
    [InlineData("US", "city postal state", "street or post-office box")]
    [InlineData("US", "street postal state", "city")]
    [InlineData("US", "", "street or post-office box, city, postal code, state or province")]
    [InlineData("US", "box city postal state", null)]
    [InlineData("CA", "street city postal", "state or province")]
    [InlineData("AU", "street city postal", "state or province")]
    [InlineData("NL", "", "street or post-office box, city, postal code")]
    [InlineData("NL", "street city postal", null)]
    [InlineData("DE", "street city", "postal code")]
    [InlineData("GB", "street city", "postal code")]
    [InlineData("BR", "street city postal", null)]
    [InlineData("AE", "street city", null)]
    [InlineData("HK", "street", null)]
    [InlineData("SG", "street postal", null)]
    [InlineData("SG", "street", "postal code")]
    [InlineData("IE", "street city", null)]
    [InlineData("KW", "street", "city")]
    public void What_is_missing_is_named(string country, string given, string? missing)
    {
        var parts = given.Split(' ');
        var address = new PostalAddress
        {
            FirstName = "Ada", Country = country, StreetName = parts.Contains("street") ? "Alder Way" : null, PostOfficeBox = parts.Contains("box") ? "77" : null,
            City = parts.Contains("city") ? "Portland" : null, PostalCode = parts.Contains("postal") ? "97205" : null, State = parts.Contains("state") ? "OR" : null
        };
        var result = (Sample.Order() with { ShippingAddress = address }).Map();
        Assert.Equal(missing is null ? null : $"The shipping address ({country}) has no {missing}.", result.Problem?.Description);
        Assert.Equal(missing is null ? null : ErrorCodes.MissingAddress, result.Problem?.Code);
        Assert.Equal(missing is not null, result.Warnings.Any(w => w.Code == WarningCodes.AddressIncomplete));
    }

    [Fact]
    public void The_merchant_may_hold_such_orders_or_let_them_go()
    {
        var order = Sample.Order() with { ShippingAddress = Sample.Address() with { City = null } };
        Assert.Equal(ShippingOrderStatus.OnHold, order.MapOne(static r => r.Addresses.WhenIncomplete = IncompleteAddressChoice.Hold).Status);
        Assert.Equal(ShippingOrderStatus.AwaitingShipment, order.MapOne(static r => r.Addresses.WhenIncomplete = IncompleteAddressChoice.Leave).Status);
    }

    /// <summary>ShipStation takes no order without it, on hold or not.</summary>
    [Theory]
    [InlineData(IncompleteAddressChoice.Hold)]
    [InlineData(IncompleteAddressChoice.Leave)]
    public void Without_a_postal_code_an_order_is_refused_whatever_the_rule(IncompleteAddressChoice choice)
    {
        var order = Sample.Order() with { ShippingAddress = Sample.Address() with { PostalCode = null } };
        var problem = order.Map(Sample.Rules(r => r.Addresses.WhenIncomplete = choice)).Problem!;
        Assert.Equal((ErrorCodes.MissingAddress, "ShipTo.PostalCode"), (problem.Code, problem.Field));
    }

    [Fact]
    public void A_billing_address_may_be_incomplete() => Assert.Null((Sample.Order() with { BillingAddress = new PostalAddress { FirstName = "Ada", Country = "US" } }).Map().Problem);

    [Theory]
    [InlineData("UK", "GB")]
    [InlineData("EL", "GR")]
    [InlineData("IC", "ES")]
    public void Countries_that_carriers_do_not_know_are_sent_as_they_know_them(string country, string expected)
    {
        var result = (Sample.Order() with { ShippingAddress = Sample.Address() with { Country = country } }).Map();
        Assert.Equal(expected, result.Orders[0].Order.ShipTo.Country);
        Assert.Contains(result.Warnings, static w => w is { Code: WarningCodes.CountryChanged, Field: "ShipTo.Country" });
    }

    [Fact]
    public void Goods_for_no_address_of_several_are_named()
    {
        var order = Sample.Order(Sample.Line("a", sku: "CUP")) with { ShippingAddress = null, SeveralShippings = true };
        Assert.Equal("The order goes to several addresses, and none is given for: CUP.", order.Map().Problem!.Description);
    }
}
