using System.Globalization;
using System.Text;

namespace Connector.Operations.Api;

/// <summary>Lines of CSV (RFC 4180) that a spreadsheet may open.</summary>
internal static class Csv
{
    public static void Row(StringBuilder text, params ReadOnlySpan<string?> cells)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            if (i > 0) text.Append(',');
            text.Append(Quoted(Safe(cells[i])));
        }
        text.Append("\r\n");
    }

    /// <summary>Spreadsheets take a text that begins like this for a formula; a number is none.</summary>
    private static string Safe(string? text) =>
        text is { Length: > 0 } && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' && !decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _)
            ? "'" + text
            : text ?? "";

    private static string Quoted(string cell) => cell.AsSpan().IndexOfAny(",\"\r\n") < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
