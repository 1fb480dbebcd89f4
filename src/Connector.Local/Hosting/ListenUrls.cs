using System.Globalization;
using System.Net;
using Microsoft.Extensions.Configuration;

namespace Connector.Local.Hosting;

/// <summary>
/// Where the host may listen. The server takes any name that it does not know for "all addresses of this machine", and a port with a typing error for a name:
/// so only literal addresses pass.
/// </summary>
internal static class ListenUrls
{
    public const string Option = "--urls";

    public const string Default = "http://127.0.0.1:5280";

    /// <summary>The setting, and the variable that ASP.NET Core has for the same.</summary>
    private const string Setting = "Urls";
    public const string Variable = "ASPNETCORE_URLS";

    /// <summary>The option wins over the setting, the setting over the variable.</summary>
    /// <param name="option">Null where it was not given.</param>
    /// <returns>The addresses, and what names them.</returns>
    public static (string Urls, string Source) Choose(string? option, IConfiguration configuration)
    {
        if (option is not null) return (option, Option);
        if (configuration[Setting] is { } setting) return (setting, Setting);
        return configuration[Variable] is { } variable ? (variable, Variable) : (Default, Option);
    }

    /// <summary>Null when every address is valid; else one sentence that names where it comes from.</summary>
    public static string? Problem(string urls, string source)
    {
        var all = urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return all.Length == 0 ? $"{source}: an address is required, for example {Default}." : all.Select(ProblemOf).Where(static problem => problem is not null).Select(problem => $"{source}: {problem}").FirstOrDefault();
    }

    /// <summary>The same address at another port, as a suggestion.</summary>
    public static string NextPort(string urls) =>
        Uri.TryCreate(urls.Split(';')[0].Trim(), UriKind.Absolute, out var address) && address.Port is > 0 and < ushort.MaxValue ? $"http://{address.Host}:{address.Port + 1}" : "http://127.0.0.1:5281";

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

    private static string Sentence(string url, string problem) => $"'{url}' {problem}.";
}
