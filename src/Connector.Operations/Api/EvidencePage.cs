using System.Globalization;
using System.Net;
using System.Text;

namespace Connector.Operations.Api;

/// <summary>Pure: evidence as one HTML file without scripts and without anything from elsewhere. Whatever the order holds is text in it.</summary>
internal static class EvidencePage
{
    private const string Style =
        "body{font:14px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem}table{border-collapse:collapse;width:100%}td,th{border-bottom:1px solid #ccc;padding:.3rem;text-align:left;vertical-align:top}"
        + "code,pre{font-size:12px;overflow-wrap:anywhere;white-space:pre-wrap}";

    public static string Write(OrderEvidence evidence)
    {
        var html = new StringBuilder("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">");
        html.Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\"><title>Order ").Append(Text(evidence.Order)).Append("</title><style>").Append(Style).Append("</style></head><body>\n");
        html.Append("<h1>Order ").Append(Text(evidence.Order)).Append("</h1>\n<p>Evidence of ").Append(Time(evidence.CreatedAt)).Append(" (UTC). SHA-256 over the hashes of all parts: <code>").Append(evidence.Digest).Append("</code></p>\n");
        html.Append("<h2>History</h2>\n<table><thead><tr><th>When</th><th>Who</th><th>What</th><th>Why</th></tr></thead><tbody>\n");
        foreach (var happened in evidence.History)
        {
            html.Append("<tr><td>").Append(Time(happened.At)).Append("</td><td>").Append(Text(happened.By is { } by ? $"{happened.Actor}: {by}" : happened.Actor.ToString())).Append("</td><td>")
                .Append(Text(happened.Text)).Append("</td><td>").Append(Text(happened.Code is { } code ? $"{happened.Reason} {code}".Trim() : happened.Reason)).Append("</td></tr>\n");
        }
        html.Append("</tbody></table>\n<h2>Parts</h2>\n<p>Each hash is that of the text of the part, UTF-8.</p>\n");
        foreach (var part in evidence.Parts)
            html.Append("<details><summary>").Append(Text(part.Name)).Append(" <code>").Append(part.Sha256).Append("</code></summary><pre>").Append(Text(part.Text)).Append("</pre></details>\n");
        return html.Append("</body></html>\n").ToString();
    }

    private static string Text(string? text) => WebUtility.HtmlEncode(text ?? "");

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
