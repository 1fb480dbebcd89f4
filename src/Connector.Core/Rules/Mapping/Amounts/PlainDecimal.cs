namespace Connector.Core.Rules.Mapping.Amounts;

/// <summary>Pure: one form for each number, so that 12.5 and 12.50 give the same bytes.</summary>
internal static class PlainDecimal
{
    /// <summary>Without trailing zeros.</summary>
    public static decimal From(decimal value) => value / 1.000000000000000000000000000000000m;
}
