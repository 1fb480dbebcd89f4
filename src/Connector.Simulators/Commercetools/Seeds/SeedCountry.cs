namespace Connector.Simulators.Commercetools.Seeds;

internal sealed record SeedPlace(string City, string? State, string PostalCode, string Street);

/// <summary>A market of the invented merchant.</summary>
/// <param name="Phone">Beginning of telephone numbers; two digits follow.</param>
internal sealed record SeedCountry(
    string Code, string Currency, string Locale, string Store, string NumberPrefix, string TaxName, decimal TaxRate, bool TaxIncluded, string Phone,
    IReadOnlyList<SeedPlace> Places)
{
    public static SeedCountry UnitedStates { get; } = new("US", "USD", "en-US", "us-web", "US", "Sales tax", 0.0825m, false, "+1 512 555 01",
    [
        new("Austin", "TX", "78701", "Congress Avenue"), new("Portland", "OR", "97205", "Morrison Street"), new("Madison", "WI", "53703", "State Street"),
        new("Denver", "CO", "80202", "Larimer Street"), new("Savannah", "GA", "31401", "Broughton Street"), new("Buffalo", "NY", "14202", "Main Street"),
    ]);

    public static SeedCountry Canada { get; } = new("CA", "CAD", "en-CA", "ca-web", "CA", "HST", 0.13m, false, "+1 416 555 01",
        [new("Toronto", "ON", "M5V 2T6", "King Street West"), new("Halifax", "NS", "B3J 1S9", "Barrington Street")]);

    public static SeedCountry Britain { get; } = new("GB", "GBP", "en-GB", "uk-web", "UK", "VAT", 0.20m, true, "+44 20 7946 00",
        [new("Leeds", null, "LS1 4AP", "Park Row"), new("Bristol", null, "BS1 4ST", "Queen Square"), new("Edinburgh", null, "EH1 1YZ", "High Street")]);

    public static SeedCountry Germany { get; } = new("DE", "EUR", "de-DE", "eu-web", "DE", "MwSt.", 0.19m, true, "+49 30 231250",
        [new("Berlin", null, "10115", "Invalidenstraße"), new("Köln", null, "50667", "Hohe Straße"), new("München", null, "80331", "Sendlinger Straße")]);

    public static SeedCountry France { get; } = new("FR", "EUR", "fr-FR", "eu-web", "FR", "TVA", 0.20m, true, "+33 1 99 00 00 ",
        [new("Lyon", null, "69002", "Rue de la République"), new("Besançon", null, "25000", "Grande Rue")]);

    public static SeedCountry Japan { get; } = new("JP", "JPY", "ja-JP", "jp-web", "JP", "Consumption tax", 0.10m, true, "+81 3 0000 00",
        [new("Shibuya-ku", "Tokyo", "150-0002", "Shibuya 2-chome"), new("Kyoto", "Kyoto", "600-8216", "Karasuma-dori")]);

    public static SeedCountry Kuwait { get; } = new("KW", "KWD", "en-US", "me-web", "KW", "No tax", 0m, true, "+965 2200 00",
        [new("Kuwait City", null, "13001", "Abdullah Al Salem Street")]);

    public static IReadOnlyList<SeedCountry> All { get; } = [UnitedStates, Canada, Britain, Germany, France, Japan, Kuwait];

    /// <summary>Most orders come from the home market.</summary>
    public static SeedCountry Pick(SeedRandom random) => random.Next(20) switch
    {
        < 9 => UnitedStates,
        < 11 => Canada,
        < 14 => Britain,
        < 17 => Germany,
        17 => France,
        18 => Japan,
        _ => Kuwait,
    };
}
