using Connector.Core.Model.Orders;
using Connector.Core.Rules.Mapping;
using Connector.Core.Rules.Mapping.Addresses;
using Xunit;

namespace Connector.Tests.Core.Rules.Mapping.Addresses;

/// <summary>Names and phones, and the characters that they may hold.</summary>
public sealed class ContactTests
{
    [Theory]
    [InlineData("503-555-0142", "US", "+15035550142", true)]
    [InlineData("(503) 555 0142", "US", "+15035550142", true)]
    [InlineData("+44 20 7946 0958", "US", "+442079460958", true)]
    [InlineData("020 7946 0958", "GB", "+442079460958", true)]
    [InlineData("0171/1234567", "DE", "+491711234567", true)]
    [InlineData("00 49 30 231250", "FR", "+4930231250", true)]
    [InlineData("01 23 45 67 89", "FR", "+33123456789", true)]
    [InlineData("555-0100", "US", "555-0100", false)]
    [InlineData("call me", "US", "call me", false)]
    [InlineData("12345678", "", "12345678", false)]
    [InlineData("+1 555", "US", "+1 555", false)]
    public void A_phone_that_can_be_read_is_written_as_carriers_take_it(string text, string country, string expected, bool read) =>
        Assert.Equal((expected, read), (PhoneText.From(text, country).Text, PhoneText.From(text, country).Read));

    [Fact]
    public void A_phone_that_cannot_be_read_and_an_extension_are_reported()
    {
        var odd = With(static a => a with { Phone = "call me" });
        Assert.Equal("call me", odd.Orders[0].Order.ShipTo.Phone);
        Assert.Contains(odd.Warnings, static w => w is { Code: WarningCodes.PhoneUnreadable, Field: "ShipTo.Phone" });
        var extended = With(static a => a with { Phone = "503-555-0142 x12" });
        Assert.Equal("+15035550142", extended.Orders[0].Order.ShipTo.Phone);
        Assert.Contains(extended.Warnings, static w => w is { Code: WarningCodes.ValueLeftOut, Field: "ShipTo.Phone" });
    }

    [Fact]
    public void Name_and_phone_that_the_address_lacks_are_those_of_the_billing_address()
    {
        var result = (Sample.Order() with
        {
            ShippingAddress = Sample.Address() with { FirstName = null, LastName = null, Phone = null },
            BillingAddress = Sample.Address() with { FirstName = "Ada", LastName = "Quill", Country = "FR", Phone = "01 23 45 67 89" }
        }).Map();
        var to = result.Orders[0].Order.ShipTo;
        Assert.Equal(("Ada Quill", "+33123456789"), (to.Name, to.Phone));
        Assert.Contains(result.Warnings, static w => w is { Code: WarningCodes.NameMissing, Field: "ShipTo.Name" });
        Assert.Contains(result.Warnings, static w => w is { Code: WarningCodes.PhoneMissing, Field: "ShipTo.Phone" });
    }

    [Fact]
    public void The_company_of_the_address_comes_before_the_payer_and_the_payers_company_before_an_e_mail()
    {
        var nameless = Sample.Address() with { FirstName = null, LastName = null };
        Assert.Equal("Fern Works", (Sample.Order() with { ShippingAddress = nameless with { Company = "Fern Works" } }).MapOne().ShipTo.Name);
        Assert.Equal("Moss Ltd", (Sample.Order() with { ShippingAddress = nameless, BillingAddress = nameless with { Company = "Moss Ltd" } }).MapOne().ShipTo.Name);
    }

    [Theory]
    [InlineData("Ada \U0001F600 Quill", "Ada Quill", true)]
    [InlineData("Ada\U0001F468\u200D\U0001F469\u200D\U0001F467Quill", "Ada Quill", true)]
    [InlineData("Ada\u0007 Quill", "Ada Quill", true)]
    [InlineData("^XA Ada~", "XA Ada", true)]
    [InlineData("Ada \uD83D", "Ada", true)]
    [InlineData("A\u2060d\u200Fa", "Ada", false)]
    [InlineData("Ana Di\u0301az", "Ana D\u00EDaz", false)]
    [InlineData("Th\u1EBF", "Th\u1EBF", false)]
    [InlineData("The\u0302\u0301", "Th\u1EBF", false)]
    [InlineData("Łódź & Söhne™", "Łódź & Söhne", true)]
    [InlineData("日本語の名前", "日本語の名前", false)]
    public void Labels_hold_letters_only(string given, string expected, bool reported)
    {
        var result = With(a => a with { FirstName = given, LastName = null, City = given });
        var to = result.Orders[0].Order.ShipTo;
        Assert.Equal((expected, expected), (to.Name, to.City));
        Assert.Equal(reported, result.Warnings.Any(static w => w is { Code: WarningCodes.CharactersRemoved, Field: "ShipTo.City" }));
    }

    [Fact]
    public void Full_width_digits_of_a_postal_code_are_digits() =>
        Assert.Equal("150-0002", With(static a => a with { Country = "JP", PostalCode = "〒１５０－０００２" }).Orders[0].Order.ShipTo.PostalCode);

    private static MappingResult With(Func<PostalAddress, PostalAddress> change) => (Sample.Order() with { ShippingAddress = change(Sample.Address()), BillingAddress = null }).Map();
}
