using Connector.Core.Model.Orders;
using Connector.Core.Rules.Mapping;
using Connector.Core.Rules.Mapping.Places;
using Xunit;

namespace Connector.Tests.Core.Rules.Mapping.Places;

public sealed class SubdivisionsTests
{
    [Theory]
    [InlineData("US", "tx", "TX")]
    [InlineData("US", "Tex.", "TX")]
    [InlineData("US", "State of Texas", "TX")]
    [InlineData("US", "US-TX", "TX")]
    [InlineData("US", "N. Mex.", "NM")]
    [InlineData("US", "Washington, D.C.", "DC")]
    [InlineData("US", "Hawai\u02BBi", "HI")]
    [InlineData("US", "U.S. Virgin Islands", "VI")]
    [InlineData("US", "St. Croix", "VI")]
    [InlineData("US", "P.R.", "PR")]
    [InlineData("US", "Saipan", "MP")]
    [InlineData("US", "Commonwealth of the Northern Mariana Islands", "MP")]
    [InlineData("US", "Palau", "PW")]
    [InlineData("US", "Armed Forces - Pacific", "AP")]
    [InlineData("PR", "Puerto Rico", "PR")]
    [InlineData("GU", "guam", "GU")]
    [InlineData("CA", "Qu\u00E9bec", "QC")]
    [InlineData("CA", "Que\u0301bec", "QC")]
    [InlineData("CA", "PQ", "QC")]
    [InlineData("CA", "P.E.I.", "PE")]
    [InlineData("CA", "Nfld", "NL")]
    [InlineData("CA", "Newfoundland & Labrador", "NL")]
    [InlineData("CA", "Territoires du Nord-Ouest", "NT")]
    [InlineData("AU", "New South Wales", "NSW")]
    [InlineData("AU", "AU-NSW", "NSW")]
    [InlineData("AU", "Qld.", "QLD")]
    [InlineData("AU", "Western Australia", "WA")]
    [InlineData("MX", "Nuevo Le\u00F3n", "NLE")]
    [InlineData("MX", "Estado de M\u00E9xico", "MEX")]
    [InlineData("MX", "Edo. M\u00E9x.", "MEX")]
    [InlineData("MX", "CDMX", "CMX")]
    [InlineData("MX", "Ciudad de Mexico", "CMX")]
    [InlineData("MX", "MX-JAL", "JAL")]
    [InlineData("MX", "JA", "JAL")]
    [InlineData("BR", "S\u00E3o Paulo", "SP")]
    [InlineData("BR", "Sao Paulo", "SP")]
    [InlineData("BR", "Estado do Rio de Janeiro", "RJ")]
    [InlineData("BR", "BR-MG", "MG")]
    [InlineData("MY", "Penang", "PNG")]
    [InlineData("MY", "W.P. Kuala Lumpur", "KUL")]
    [InlineData("MY", "MY-10", "SGR")]
    [InlineData("MY", "Johore", "JHR")]
    [InlineData("IE", "Co. Dublin", "Dublin")]
    [InlineData("IE", "Cork", "Cork")]
    [InlineData("US", "Bavaria", null)]
    [InlineData("DE", "Bayern", null)]
    public void A_code_a_name_and_their_spellings_are_one_place(string country, string text, string? code) => Assert.Equal(code, Subdivisions.Code(country, text));

    /// <summary>Codes are the country's own: CA is California here and Canada there.</summary>
    [Fact]
    public void The_same_letters_mean_another_place_in_another_country()
    {
        Assert.Equal(("CA", "SP", "SA"), (Subdivisions.Code("US", "CA"), Subdivisions.Code("BR", "SP"), Subdivisions.Code("AU", "SA")));
        Assert.Null(Subdivisions.Code("CA", "TX"));
    }

    [Theory]
    [InlineData("US", "TX", "Texas", "TX", null)]
    [InlineData("US", "TX", "Travis County", "TX", "Travis County")]
    [InlineData("US", "Travis", "TX", "TX", "Travis")]
    [InlineData("GB", "Kent", "South East", "Kent", "South East")]
    [InlineData("GB", "Kent", "KENT", "Kent", null)]
    [InlineData("MX", "Jalisco", "Col. Centro", "JAL", "Col. Centro")]
    public void What_stands_beside_the_state_is_kept_in_another_line(string country, string state, string region, string expected, string? kept)
    {
        var result = (Sample.Order() with { ShippingAddress = Sample.Address() with { Country = country, State = state, Region = region } }).Map();
        var to = result.Orders[0].Order.ShipTo;
        Assert.Equal((expected, kept), (to.State, to.Street2));
        Assert.Equal(kept is not null, result.Warnings.Any(w => w is { Code: WarningCodes.RegionMoved, Field: "ShipTo.Street1" }));
    }

    [Fact]
    public void A_territory_that_is_sent_as_a_country_is_its_own_state() =>
        Assert.Equal("GU", (Sample.Order() with { ShippingAddress = new PostalAddress { FirstName = "Ada", StreetName = "1 Marine Drive", City = "Tamuning", PostalCode = "96913", Country = "GU" } })
            .MapOne().ShipTo.State);
}
