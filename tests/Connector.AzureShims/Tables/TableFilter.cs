using System.Globalization;

namespace Azure.Data.Tables;

/// <summary>Values in the words of a query filter.</summary>
internal static class TableFilter
{
    public static string Of(FormattableString filter) =>
        string.Format(CultureInfo.InvariantCulture, filter.Format, [.. filter.GetArguments().Select(static a => (object)Literal(a))]);

    public static string Quote(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static string Literal(object? value) => value switch
    {
        string text => Quote(text),
        bool flag => flag ? "true" : "false",
        int number => number.ToString(CultureInfo.InvariantCulture),
        long number => number.ToString(CultureInfo.InvariantCulture) + "L",
        _ => throw new NotSupportedException($"No filter literal for {value?.GetType()}.")
    };
}
