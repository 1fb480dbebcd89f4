using Connector.Core.Model.Orders;
using Connector.Core.Rules.Mapping;
using Connector.TestSupport;
using Xunit;

namespace Connector.Tests.Core.Rules.Mapping;

public sealed class OverridableFieldsTests
{
    [Fact]
    public void Every_field_that_can_be_set_is_one_of_the_mapping()
    {
        var fields = TargetFields.All.Select(static f => f.Name).ToHashSet(StringComparer.Ordinal);
        Assert.All(OverridableFields.All, field => Assert.Contains(field, fields));
    }

    [Theory]
    [InlineData("shipTo.phone", "ShipTo.Phone")]
    [InlineData("SHIPTO.PHONE", "ShipTo.Phone")]
    [InlineData("customField1", "CustomField1")]
    [InlineData("amountPaid", null)]
    [InlineData("", null)]
    public void A_field_is_found_however_it_is_written(string name, string? expected) => Assert.Equal(expected, OverridableFields.Find(name));

    [Theory]
    [InlineData("ShipTo.Country", "DE", true)]
    [InlineData("ShipTo.Country", "Germany", false)]
    [InlineData("Gift", "true", true)]
    [InlineData("Gift", "perhaps", false)]
    [InlineData("ShipBy", "2026-12-01", true)]
    [InlineData("ShipBy", "soon", false)]
    [InlineData("CustomerNotes", "", false)]
    [InlineData("CustomerNotes", "two\nlines", true)]
    [InlineData("CustomerNotes", "bell\a", false)]
    public void A_value_fits_its_field(string field, string value, bool fits) => Assert.Equal(fits, OverridableFields.FindProblem(field, value) is null);

    [Fact]
    public void An_address_has_the_values_that_were_set_and_keeps_the_others()
    {
        var order = new Order { Id = "o", Version = 1, Total = A.Usd(1), ShippingAddress = new PostalAddress { FirstName = "A", LastName = "B", StreetName = "Old", StreetNumber = "1", City = "Berlin", Country = "DE", Phone = "1", Mobile = "2" } };
        var address = OverridableFields.Apply(order, [Set("ShipTo.Name", "C D"), Set("ShipTo.Street1", "New 2"), Set("ShipTo.Phone", "3"), Set("ShipTo.Country", "at"), Set("CustomerNotes", "x")]).ShippingAddress!;
        Assert.Equal(("C D", null, "New 2", null, "Berlin", "AT", "3", null), (address.FirstName, address.LastName, address.StreetName, address.StreetNumber, address.City, address.Country, address.Phone, address.Mobile));
    }

    [Fact]
    public void An_order_without_an_address_gets_one_only_from_a_value_of_it()
    {
        var order = new Order { Id = "o", Version = 1, Total = A.Usd(1), ShippingAddress = null };
        Assert.Null(OverridableFields.Apply(order, [Set("CustomerNotes", "x")]).ShippingAddress);
        Assert.Equal("Berlin", OverridableFields.Apply(order, [Set("ShipTo.City", "Berlin")]).ShippingAddress?.City);
        Assert.Same(order, OverridableFields.Apply(order, []));
    }

    private static OrderOverride Set(string field, string value) => new("o", field, value, "Ada", ManualTimeProvider.Start, null);
}
