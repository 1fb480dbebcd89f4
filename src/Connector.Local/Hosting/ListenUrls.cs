using System.Globalization;
using System.Net;

namespace Connector.Local.Hosting;

/// <summary>
/// Where the host may listen. The server takes any name that it does not know for "all addresses of this machine", and a port with a typing error for a name:
/// so only literal addresses pass.
/// </summary>
internal static class ListenUrls
{
    public const string Option = "--urls";

    /// <summary>Null when every address is valid; else one sentence that names the option.</summary>
    public static string? Problem(string urls)
    {
        var all = urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return all.Length == 0 ? $"{Option}: an address is required, for example http://127.0.0.1:5280." : all.Select(ProblemOf).FirstOrDefault(static problem => problem is not null);
    }

    private static string? ProblemOf(string url)
    {
        var end = url.IndexOf("://", StringComparison.Ordinal);
        var scheme = end < 0 ? "" : url[..end].ToLowerInvariant();
        if (scheme == "https") return Sentence(url, "is https, which the connector does not support itself: put a proxy in front of it");
        if (scheme != "http") return Sentence(url, "does not begin with http://");
        var (host, port, path) = Parts(url[(end + 3)..]);
        if (path is not ("" or "/")) return Sentence(url, "has a path; an address ends with its port");
        if (port is not null && !IsPort(port)) return Sentence(url, $"has the port '{port}', which is no number from 0 to 65535");
        return IsHost(host) ? null : Sentence(url, "is no address of this machine: use an IP address, localhost, or * for all");
    }

    private static (string Host, string? Port, string Path) Parts(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var (authority, path) = slash < 0 ? (text, "") : (text[..slash], text[slash..]);
        var colon = authority.LastIndexOf(':');
        // The colons of an IPv6 address stand inside its brackets.
        return colon > authority.LastIndexOf(']') ? (authority[..colon], authority[(colon + 1)..], path) : (authority, null, path);
    }

    private static bool IsPort(string text) => ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    private static bool IsHost(string host)
    {
        if (host is "*" or "+" || string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) || string.Equals(host, Dns.GetHostName(), StringComparison.OrdinalIgnoreCase)) return true;
        if (host.StartsWith('[')) return host.EndsWith(']') && IPAddress.TryParse(host[1..^1], out _);
        // Four numbers; the parser alone would take one number for an address too.
        return host.Count(static c => c == '.') == 3 && IPAddress.TryParse(host, out _);
    }

    private static string Sentence(string url, string problem) => $"{Option}: '{url}' {problem}.";
}
