using System.Globalization;
using Connector.Operations.Api;
using Microsoft.Extensions.Primitives;

namespace Connector.Operations.Page;

/// <summary>The fields that a form sent.</summary>
internal sealed class PageForm(IReadOnlyDictionary<string, StringValues> fields)
{
    /// <summary>The field with the address that the browser comes back to.</summary>
    public const string BackField = "back";

    private const int MaxBody = 256 * 1024;
    private const int MaxIds = 1000;
    private const int MaxText = 1000;

    /// <summary>False for what is no form, is too long, or does not say how long it is.</summary>
    public static bool IsOne(HttpRequest request) =>
        request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) is true && request.ContentLength is >= 0 and <= MaxBody;

    public static async Task<PageForm> ReadAsync(HttpRequest request, CancellationToken cancellationToken) =>
        new((await request.ReadFormAsync(cancellationToken)).ToDictionary(static f => f.Key, static f => f.Value, StringComparer.Ordinal));

    public string Back => PageAddress.Back(Text(BackField));

    /// <summary>Null where it is left out or empty; what is too long is cut.</summary>
    public string? Text(string name) => fields.TryGetValue(name, out var value) && value.ToString().Trim() is { Length: > 0 } text ? text.Length <= MaxText ? text : text[..MaxText] : null;

    public IReadOnlyList<string> Texts(string name) => fields.TryGetValue(name, out var values) ? [.. values.OfType<string>().Where(static v => v.Length is > 0 and <= JsonBody.MaxText).Take(MaxIds)] : [];

    public int? Number(string name) => int.TryParse(Text(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}

/// <summary>Something that people do on the page. Doing it twice is harmless.</summary>
internal interface IPageForm
{
    /// <summary>Below /ops.</summary>
    string Path { get; }

    /// <summary>Returns where the browser goes.</summary>
    /// <param name="who">Null where nobody said.</param>
    Task<string> SubmitAsync(PageForm form, string? who, CancellationToken cancellationToken);
}
