using System.Globalization;
using System.Text;
using Connector.Core.Engine.Watch;

namespace Connector.Operations.Api;

/// <summary>The report of labels as CSV (RFC 4180): one line for each label, then one for each currency.</summary>
public static class LabelCsv
{
    private const string Heads = "order,label,account,location,state,at,carrier,service,tracking,currency,quoted,charged,bought,refunded,adjusted";

    public static string Write(LabelReport report)
    {
        var text = new StringBuilder(Heads).Append("\r\n");
        foreach (var line in report.Lines)
        {
            Row(text, Safe(line.OrderNumber), Safe(line.Id), Safe(line.Account), Safe(line.Location), line.State.ToString(), line.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
                Safe(line.CarrierCode), Safe(line.ServiceCode), Safe(line.TrackingNumber), line.Currency, Number(line.Quoted), Number(line.Charged), Number(line.Bought), Number(line.Refunded), Number(line.Adjusted));
        }
        foreach (var sum in report.Totals)
        {
            Row(text, "Total", sum.Labels.ToString(CultureInfo.InvariantCulture), "", "", "", "", "", "", "", sum.Currency, Number(sum.Quoted), Number(sum.Charged), Number(sum.Bought), Number(sum.Refunded), Number(sum.Adjusted));
        }
        return text.ToString();
    }

    private static void Row(StringBuilder text, params string[] cells) => text.AppendJoin(',', cells.Select(Quoted)).Append("\r\n");

    private static string Number(decimal? amount) => amount?.ToString("0.00##", CultureInfo.InvariantCulture) ?? "";

    private static string Quoted(string cell) => cell.AsSpan().IndexOfAny(",\"\r\n") < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>Spreadsheets take a text that begins like this for a formula.</summary>
    private static string Safe(string? text) => text is { Length: > 0 } && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + text : text ?? "";
}
