namespace Connector.Simulators.ShipStation.Orders;

/// <summary>What the service refuses in a ship-to address, with its own sentence and status 500. Reported for the postal code; only for countries that ask for one.</summary>
internal static class AddressRules
{
    private static readonly HashSet<string> PostalCodeAsked = new(
        ("US AS GU MP FM MH PW VI PR UM CA AU BR CN IN IT ES JP KR TW PF AT AX BE BL CH DE DK FI FR GB GF GG GL GP GR IM JE LI LU MF MQ MX MY NC NL NO NZ PL PM PT RE "
        + "RU SE SG SJ SM TR WF YT ZA").Split(' '), StringComparer.OrdinalIgnoreCase);

    /// <summary>Null when it is fine.</summary>
    public static string? Check(Address shipTo)
    {
        if (string.IsNullOrWhiteSpace(shipTo.PostalCode) && PostalCodeAsked.Contains(shipTo.Country ?? "")) return "Postal Code must be provided.";
        return null;
    }
}
