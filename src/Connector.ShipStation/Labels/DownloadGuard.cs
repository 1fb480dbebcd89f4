namespace Connector.ShipStation.Labels;

/// <summary>
/// Decides whether a link may be followed: the vendor's hosts, or our own setting for API V2, and only below their paths for downloads. Links come from responses and
/// redirects, and a document from anywhere else could be anything.
/// </summary>
internal sealed class DownloadGuard(string v2BaseAddress)
{
    private const int MaxLength = 2000;
    private static readonly HashSet<string> s_hosts = new(StringComparer.OrdinalIgnoreCase) { "api.shipstation.com", "api.shipengine.com" };
    private static readonly string[] s_paths = ["/v1/downloads/", "/v2/downloads/"];

    private readonly Uri _own = new(v2BaseAddress);

    public bool Allows(Uri link) =>
        link.IsAbsoluteUri && link.OriginalString.Length <= MaxLength && link.UserInfo.Length == 0 && IsHost(link)
        && s_paths.Any(path => link.AbsolutePath.StartsWith(path, StringComparison.Ordinal)) && !link.AbsolutePath.Contains('%', StringComparison.Ordinal);

    private bool IsHost(Uri link) =>
        (link.Scheme == Uri.UriSchemeHttps && link.IsDefaultPort && s_hosts.Contains(link.IdnHost))
        || Uri.Compare(link, _own, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) == 0;
}
