using System.Globalization;
using Connector.Simulators.ShipStation.Account;
using Connector.Simulators.ShipStation.Http;
using Connector.Simulators.ShipStation.Shipments;

namespace Connector.Simulators.ShipStation.Documents;

/// <summary>Public links to documents: the token in the path is the only secret, and it lives for 90 days. A fresh one is made for each response that shows a label.</summary>
internal sealed class DownloadBook(ShipStationAccount account)
{
    private static readonly TimeSpan s_life = TimeSpan.FromDays(90);
    private static readonly TimeSpan s_reuse = TimeSpan.FromHours(1);

    private readonly Dictionary<string, Link> _byToken = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _newest = new(StringComparer.Ordinal);

    /// <summary>Where the document of a label is.</summary>
    public string LinkTo(ShipmentRecord label, string format) =>
        LinkTo(string.Create(CultureInfo.InvariantCulture, $"label-{label.ShipmentId}.{format}"), format, () => [label]);

    /// <summary>The customs form.</summary>
    public string LinkToForm(ShipmentRecord label) => LinkTo(string.Create(CultureInfo.InvariantCulture, $"form-{label.ShipmentId}.pdf"), "form", () => [label]);

    /// <summary>One document of all labels of a batch, as they are when it is fetched.</summary>
    public string LinkToBatch(long batchId, string format) =>
        LinkTo(string.Create(CultureInfo.InvariantCulture, $"labels-{batchId}.{format}"), format, () => [.. account.Shipments.ListBatch(batchId).Where(static label => label.VoidDate is null)]);

    /// <summary>GET /v2/downloads/{n}/{token}/{file}: needs no key and costs no rate.</summary>
    public Response Fetch(string token, string file)
    {
        var now = account.Clock.GetUtcNow();
        var switches = account.Switches;
        if (!_byToken.TryGetValue(token, out var link) || link.File != file) return Response.Empty(404);
        if (now > link.MadeAt + s_life) return Response.Empty(switches.ExpiredLinkStatus);
        var labels = link.Labels();
        if (labels.Count == 0 || now < labels.Max(static label => label.Details.BoughtAt).AddSeconds(switches.DownloadMissingSeconds)) return Response.Empty(404);
        if (switches.DownloadRedirect is { } target && !link.WasRedirected)
        {
            link.WasRedirected = target == "self";
            return Response.Redirect(target == "self" ? new Uri(account.Address, $"/v2/downloads/12/{token}/{file}").ToString() : target);
        }
        var bytes = link.Format == "form" ? LabelDocument.Form(labels[0]) : LabelDocument.Write(labels, link.Format, labels[0].Details.Layout, switches.PdfPages);
        if (switches.DownloadTruncateAt is { } cut && cut < bytes.Length) bytes = bytes[..cut];
        return Response.Bytes(bytes, LabelDocument.ContentType(link.Format));
    }

    public void Clear()
    {
        _byToken.Clear();
        _newest.Clear();
    }

    private string LinkTo(string file, string format, Func<IReadOnlyList<ShipmentRecord>> labels)
    {
        var now = account.Clock.GetUtcNow();
        if (!_newest.TryGetValue(file, out var token) || now > _byToken[token].MadeAt + s_reuse)
        {
            token = Guid.NewGuid().ToString("N");
            _newest[file] = token;
            _byToken[token] = new Link(file, format, now, labels);
        }
        return new Uri(account.Address, $"/v2/downloads/12/{token}/{file}").ToString();
    }

    private sealed record Link(string File, string Format, DateTimeOffset MadeAt, Func<IReadOnlyList<ShipmentRecord>> Labels)
    {
        public bool WasRedirected { get; set; }
    }
}
