using System.Net;

namespace Connector.Operations.Api;

/// <summary>Whom the operations API lets in; pure.</summary>
internal static class OperatorRules
{
    /// <summary>Beginnings of the headers by which proxies, load balancers and content networks make themselves known.</summary>
    private static readonly string[] ProxyHeaders =
    [
        "Forwarded", "X-Forwarded", "X-Real-", "X-Original-", "X-Client-", "X-Cluster-", "X-Proxy", "X-Envoy-", "X-Azure-", "X-Amzn-", "X-Amz-Cf-", "X-Arr-", "Via", "CF-", "CDN-", "True-Client-",
        "Client-IP", "Fastly-", "Akamai-", "Proxy-"
    ];

    /// <summary>True for a request of this machine that came by no other. A proxy on this machine lets remote senders in from its own loopback address.</summary>
    public static bool IsLocal(HttpContext http) =>
        http.Connection.RemoteIpAddress is { } remote && IPAddress.IsLoopback(remote) && IsLoopbackName(http.Request.Host.Host) && !IsProxied(http.Request);

    /// <summary>
    /// True when the name that the request uses is one of the listed ones: a foreign page, whose name points here by its own DNS, uses another. Without a list
    /// only the address of the connection itself will do.
    /// </summary>
    public static bool IsAllowedHost(HttpContext http, IReadOnlyCollection<string> allowed) =>
        allowed.Count > 0 ? IsListed(http.Request.Host, allowed) : IsOwnAddress(http.Request.Host.Host, http.Connection.LocalIpAddress);

    /// <summary>
    /// Programs that are no browser send neither header; browsers cannot leave them out. <paramref name="allowed"/>: names under which a proxy shows our page.
    /// </summary>
    public static bool IsOwnPage(HttpRequest request, IReadOnlyCollection<string> allowed)
    {
        if (request.Headers.TryGetValue("Sec-Fetch-Site", out var site) && site.ToString() is not ("same-origin" or "none")) return false;
        if (!request.Headers.TryGetValue("Origin", out var origin)) return true;
        if (!Uri.TryCreate(origin.ToString(), UriKind.Absolute, out var from) || from.Scheme is not ("http" or "https")) return false;
        var authority = new HostString(from.Authority);
        return string.Equals(authority.Value, AuthorityOf(request, from.Scheme), StringComparison.OrdinalIgnoreCase) || IsListed(authority, allowed);
    }

    /// <summary>No browser and no tool of today speaks HTTP/1.0; proxies do.</summary>
    private static bool IsProxied(HttpRequest request) =>
        HttpProtocol.IsHttp10(request.Protocol)
        || request.Headers.Any(static header => ProxyHeaders.Any(beginning => header.Key.StartsWith(beginning, StringComparison.OrdinalIgnoreCase)));

    /// <summary>An entry with a port holds for that port, one without for every port.</summary>
    private static bool IsListed(HostString host, IReadOnlyCollection<string> allowed) =>
        host.HasValue && allowed.Any(entry =>
            string.Equals(entry, host.Value, StringComparison.OrdinalIgnoreCase) || (entry.Length > 0 && string.Equals(entry.Trim('[', ']'), host.Host.Trim('[', ']'), StringComparison.OrdinalIgnoreCase)));

    private static bool IsOwnAddress(string host, IPAddress? own)
    {
        if (own is null) return false;
        if (IPAddress.IsLoopback(own)) return IsLoopbackName(host);
        return IPAddress.TryParse(host.Trim('[', ']'), out var address) && Plain(address).Equals(Plain(own));
    }

    private static bool IsLoopbackName(string host)
    {
        var name = host.Trim('[', ']');
        return string.Equals(name, "localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(name, out var address) && IPAddress.IsLoopback(address));
    }

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    /// <summary>As <see cref="Uri.Authority"/> writes it: without the scheme's own port.</summary>
    private static string AuthorityOf(HttpRequest request, string scheme) =>
        Uri.TryCreate($"{scheme}://{request.Host.Value}", UriKind.Absolute, out var own) ? own.Authority : "";
}
