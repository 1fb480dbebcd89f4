namespace Connector.Core.Model.Orders;

/// <summary>An amount in major units (12.50 means twelve and a half), exact, with the digits its currency uses.</summary>
/// <param name="Amount">Major units. May carry more digits than <paramref name="FractionDigits"/> for high-precision prices.</param>
/// <param name="Currency">ISO 4217, upper case.</param>
/// <param name="FractionDigits">Digits of the smallest unit: 0 for JPY, 2 for USD, 3 for KWD.</param>
public readonly record struct Money(decimal Amount, string Currency, int FractionDigits)
{
    /// <summary>From a count of smallest units, as shops store it.</summary>
    public static Money FromMinor(long minorUnits, string currency, int fractionDigits) =>
        new(minorUnits / PowerOfTen(fractionDigits), currency, fractionDigits);

    private static decimal PowerOfTen(int digits)
    {
        var power = 1m;
        for (var i = 0; i < digits; i++) power *= 10m;
        return power;
    }
}
