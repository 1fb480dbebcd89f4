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
            Csv.Row(text, line.OrderNumber, line.Id, line.Account, line.Location, line.State.ToString(), line.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
                line.CarrierCode, line.ServiceCode, line.TrackingNumber, line.Currency, Number(line.Quoted), Number(line.Charged), Number(line.Bought), Number(line.Refunded), Number(line.Adjusted));
        }
        foreach (var sum in report.Totals)
        {
            Csv.Row(text, "Total", sum.Labels.ToString(CultureInfo.InvariantCulture), "", "", "", "", "", "", "", sum.Currency, Number(sum.Quoted), Number(sum.Charged), Number(sum.Bought), Number(sum.Refunded), Number(sum.Adjusted));
        }
        return text.ToString();
    }

    private static string Number(decimal? amount) => amount?.ToString("0.00##", CultureInfo.InvariantCulture) ?? "";
}
