using System.Globalization;

namespace Connector.Simulators.ShipStation.Orders;

/// <summary>
/// The address check that runs some seconds after an order was written. Domestic (US, CA) addresses only; one from elsewhere stays unvalidated. The word
/// "Unclear" in <c>street1</c> gives a warning, "Nowhere" a failure; any other address is found and normalised.
/// </summary>
internal static class AddressCheck
{
    public const string NotYet = "Address not yet validated";
    public const string Valid = "Address validated successfully";
    public const string Warning = "Address validation warning";
    public const string Failed = "Address validation failed";

    public static (Address Address, string Result) Run(Address typed)
    {
        if (typed.Country is not ("US" or "CA" or "us" or "ca")) return (typed, NotYet);
        if (Says(typed.Street1, "Nowhere")) return (typed, Failed);
        if (Says(typed.Street1, "Unclear")) return (typed, Warning);
        return (Normalised(typed), Valid);
    }

    private static bool Says(string? street, string word) => street is not null && street.Contains(word, StringComparison.OrdinalIgnoreCase);

    private static Address Normalised(Address typed) => typed with
    {
        Company = typed.Company?.ToUpperInvariant(),
        Street1 = typed.Street1?.ToUpperInvariant(),
        Street2 = typed.Street2?.ToUpperInvariant(),
        Street3 = typed.Street3?.ToUpperInvariant(),
        City = typed.City?.ToUpperInvariant(),
        State = typed.State?.ToUpperInvariant(),
        PostalCode = PostalCode(typed),
        Residential = typed.Residential is null ? null : false,
    };

    /// <summary>A five-digit US code gets four more digits, the same ones for the same street.</summary>
    private static string? PostalCode(Address typed)
    {
        if (typed.PostalCode is not { Length: 5 } code || !code.All(char.IsAsciiDigit) || typed.Country is not ("US" or "us")) return typed.PostalCode?.ToUpperInvariant();
        var sum = (typed.Street1 ?? "").ToUpperInvariant().Aggregate(7, (total, letter) => (total * 31 + letter) % 8999);
        return string.Create(CultureInfo.InvariantCulture, $"{code}-{1000 + sum}");
    }
}
