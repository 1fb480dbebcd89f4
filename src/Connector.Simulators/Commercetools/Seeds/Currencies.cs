namespace Connector.Simulators.Commercetools.Seeds;

/// <summary>Digits after the point, by ISO 4217.</summary>
internal static class Currencies
{
    public static int FractionDigits(string currency) => currency switch
    {
        "JPY" or "KRW" or "VND" or "CLP" or "ISK" or "PYG" => 0,
        "KWD" or "BHD" or "OMR" or "JOD" or "TND" or "IQD" => 3,
        _ => currency.EndsWith('0') ? 0 : 2,
    };
}
