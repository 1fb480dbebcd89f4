using System.Net;
using System.Text.RegularExpressions;

namespace Connector.Tests.Operations.Page;

/// <summary>Reads views and sends forms as a browser without scripts does: with cookies, hidden fields, and no redirect unseen.</summary>
internal sealed partial class PageReader : IAsyncDisposable
{
    private readonly HttpClient _http;

    private PageReader(Uri address) =>
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = address };

    public static PageReader At(Uri address) => new(address);

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return ValueTask.CompletedTask;
    }

    public async Task<(HttpStatusCode Status, string Html, string? Location)> GetAsync(string path)
    {
        using var response = await _http.GetAsync(path);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers.Location?.OriginalString);
    }

    public async Task<string> HtmlAsync(string path) => (await GetAsync(path)).Html;

    /// <summary>Words of a view without marks, blanks made one.</summary>
    public static string Text(string html) => Blanks().Replace(WebUtility.HtmlDecode(Marks().Replace(html, " ")), " ");

    /// <summary>Sends the form of a view, with its token and the fields given. Returns where the browser goes.</summary>
    public async Task<(HttpStatusCode Status, string? Location)> SubmitAsync(string view, string action, params (string Name, string Value)[] fields)
    {
        var token = Token().Match(await HtmlAsync(view)).Groups["value"].Value;
        return await PostAsync(action, [("form-token", token), ("back", view), .. fields]);
    }

    public async Task<(HttpStatusCode Status, string? Location)> PostAsync(string action, (string Name, string Value)[] fields, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, action) { Content = new FormUrlEncodedContent(fields.Select(static f => KeyValuePair.Create(f.Name, f.Value))) };
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var response = await _http.SendAsync(request);
        return (response.StatusCode, response.Headers.Location?.OriginalString);
    }

    [GeneratedRegex("name=\"form-token\" value=\"(?<value>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Token();

    [GeneratedRegex("<[^>]+>", RegexOptions.None, 1000)]
    private static partial Regex Marks();

    [GeneratedRegex(@"\s+", RegexOptions.None, 1000)]
    private static partial Regex Blanks();
}
