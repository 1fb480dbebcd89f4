using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Connector.Operations.Page;

/// <summary>Addresses of the page. Pure.</summary>
internal static class PageAddress
{
    public const string Root = "/ops";

    /// <summary>What a form did is shown once: these are left out of addresses that people keep.</summary>
    private static readonly string[] s_results = [PageResults.Done, PageResults.Number];

    public static string Create(string path, params ReadOnlySpan<(string Name, string? Value)> query)
    {
        var address = path.Length == 0 ? Root : $"{Root}/{path}";
        foreach (var (name, value) in query)
            if (!string.IsNullOrEmpty(value)) address = QueryHelpers.AddQueryString(address, name, value);
        return address;
    }

    public static string Order(string numberOrId) => Create("order", ("q", numberOrId));

    /// <summary>The same with one part of the query changed; null takes it away. The page begins at its start then.</summary>
    public static string With(string address, string name, string? value)
    {
        var (path, query) = Split(address);
        query.Remove("after");
        if (value is null) query.Remove(name);
        else query[name] = value;
        return QueryHelpers.AddQueryString(path, query);
    }

    /// <summary>Where a form came from, without what an earlier form did. Anything but an address of the page is its first view.</summary>
    public static string Back(string? address)
    {
        if (address is null || !IsOwn(address)) return Root;
        var (path, query) = Split(address);
        foreach (var name in s_results) query.Remove(name);
        return QueryHelpers.AddQueryString(path, query);
    }

    private static bool IsOwn(string address) =>
        address.StartsWith(Root, StringComparison.Ordinal) && (address.Length == Root.Length || address[Root.Length] is '/' or '?') && !address.Any(static c => c == '\\' || char.IsControl(c));

    private static (string Path, Dictionary<string, StringValues> Query) Split(string address)
    {
        var at = address.IndexOf('?', StringComparison.Ordinal);
        return at < 0 ? (address, []) : (address[..at], QueryHelpers.ParseQuery(address[at..]));
    }
}
