using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Connector.Core.Model.Messages;
using Connector.Local.Hosting;
using Connector.Operations.Api;

namespace Connector.Local.Operators;

/// <summary>The operations API of a connector at an address. What goes wrong becomes one sentence that names the address.</summary>
internal sealed class RemoteApi : IDisposable
{
    /// <summary>The most that the API lists and takes at once.</summary>
    public const int PageSize = 500;

    private const string KeyHeader = "x-functions-key";
    /// <summary>A comparison of both sides takes minutes.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(15);

    /// <summary>A newer connector may say more; one that says less is of another version.</summary>
    private static readonly JsonSerializerOptions s_reading = new(OperationsJson.Default.Options)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true
    };

    private readonly HttpClient _http;
    private readonly Uri _address;
    private readonly TextWriter _error;

    public RemoteApi(string url, string? key, TextWriter error)
    {
        _address = Address(url);
        if (key is not null && _address is { Scheme: "http", IsLoopback: false }) throw new ConfigurationException($"--url: {url} is not encrypted, so the key could be read on the way. Use https.");
        _error = error;
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = _address, Timeout = s_patience };
        if (!string.IsNullOrEmpty(key)) _http.DefaultRequestHeaders.Add(KeyHeader, key);
    }

    public void Warn(string text) => _error.WriteLine(text);

    public async Task<T> GetAsync<T>(string path, CancellationToken cancellationToken) where T : class =>
        await FindAsync<T>(path, cancellationToken) ?? throw OtherVersion();

    /// <summary>Null when the connector says that there is none.</summary>
    public Task<T?> FindAsync<T>(string path, CancellationToken cancellationToken) where T : class => SendAsync<T>(new HttpRequestMessage(HttpMethod.Get, path), cancellationToken);

    public async Task<T> PostAsync<T>(string path, HttpContent body, CancellationToken cancellationToken) where T : class =>
        await SendAsync<T>(new HttpRequestMessage(HttpMethod.Post, path) { Content = body }, cancellationToken) ?? throw OtherVersion();

    /// <param name="verb">pause or resume.</param>
    public Task<T> ChangeFlowAsync<T>(string flow, string verb, string who, CancellationToken cancellationToken) where T : class =>
        PostAsync<T>($"api/flows/{Uri.EscapeDataString(flow)}/{verb}", JsonContent.Create(new PauseWish(null, who), OperationsJson.Default.PauseWish), cancellationToken);

    /// <summary>As a query has it.</summary>
    public static string? Instant(DateTimeOffset? at) => at?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    /// <summary>A query of those that have a value.</summary>
    public static string Query(params (string Name, string? Value)[] parts) =>
        string.Join('&', parts.Where(static p => p.Value is not null).Select(static p => $"{p.Name}={Uri.EscapeDataString(p.Value!)}"));

    public void Dispose() => _http.Dispose();

    /// <summary>A file as it comes; null when the connector says that there is none.</summary>
    public Task<byte[]?> DownloadAsync(string path, CancellationToken cancellationToken) => SendAsync(
        new HttpRequestMessage(HttpMethod.Get, path), (request, response, body) => response.IsSuccessStatusCode ? body : Read<HealthView>(request, response, body) is null ? null : throw OtherVersion(), cancellationToken);

    private Task<T?> SendAsync<T>(HttpRequestMessage request, CancellationToken cancellationToken) where T : class => SendAsync(request, Read<T>, cancellationToken);

    private async Task<T?> SendAsync<T>(HttpRequestMessage request, Func<HttpRequestMessage, HttpResponseMessage, byte[], T?> read, CancellationToken cancellationToken) where T : class
    {
        using (request)
        {
            try
            {
                using var response = await _http.SendAsync(request, cancellationToken);
                var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
                return read(request, response, body);
            }
            catch (HttpRequestException e)
            {
                throw Unreachable(e);
            }
            catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
            {
                throw Unreachable(e);
            }
        }
    }

    private T? Read<T>(HttpRequestMessage request, HttpResponseMessage response, byte[] body) where T : class
    {
        var isJson = response.Content.Headers.ContentType?.MediaType is { } type && (type == "application/json" || type.EndsWith("+json", StringComparison.Ordinal));
        var isProblem = isJson && response.Content.Headers.ContentType!.MediaType == "application/problem+json";
        if (response.StatusCode == HttpStatusCode.Unauthorized || (response.StatusCode == HttpStatusCode.Forbidden && !isProblem))
            throw new ConfigurationException($"{_address} refused the key ({(int)response.StatusCode}). Give the token of an operator, or the function key, with --key or in the variable {RemoteKey.Variable}.");
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            if (!isProblem) throw OtherVersion("it lets nobody in from here, ");
            return request.Method == HttpMethod.Get ? null : throw new ConfigurationException(Sentence(body));
        }
        if (isProblem) throw response.StatusCode == HttpStatusCode.ServiceUnavailable ? new ConnectorException(FailureKind.Transient, ErrorCodes.ServerError, $"{_address}: {Sentence(body)}") : new ConfigurationException($"{_address}: {Sentence(body)}");
        // Health says in words why it is not well, with 503.
        if (!isJson || !(response.IsSuccessStatusCode || response.StatusCode == HttpStatusCode.ServiceUnavailable)) throw OtherVersion($"it responded with {(int)response.StatusCode}, ");
        try
        {
            return JsonSerializer.Deserialize(body, (JsonTypeInfo<T>)s_reading.GetTypeInfo(typeof(T))) ?? throw OtherVersion();
        }
        catch (JsonException e)
        {
            throw OtherVersion("", e);
        }
    }

    private static string Sentence(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            foreach (var name in (string[])["detail", "title"])
                if (document.RootElement.TryGetProperty(name, out var text) && text.GetString() is { } words) return words;
            return "refused";
        }
        catch (JsonException)
        {
            return "refused";
        }
    }

    private ConnectorException Unreachable(Exception inner) => new(FailureKind.Transient, ErrorCodes.ConnectionFailed, $"{_address}: could not connect. Check --url and whether the connector runs.", inner);

    private ConfigurationException OtherVersion(string reason = "", Exception? inner = null) => new($"{_address} cannot be asked: {reason}is no connector, or one of another version than this command.", inner);

    /// <summary>The address of the page will do as well.</summary>
    private static Uri Address(string url)
    {
        var text = url.TrimEnd('/');
        foreach (var end in (string[])["/ops", "/api"]) if (text.EndsWith(end, StringComparison.OrdinalIgnoreCase)) text = text[..^end.Length];
        return Uri.TryCreate(text + "/", UriKind.Absolute, out var address) && address.Scheme is ("http" or "https")
            ? address
            : throw new ConfigurationException($"--url: '{url}' is no address; write https://app.example.com or http://127.0.0.1:5280.");
    }
}

/// <summary>Where the key of a remote connector comes from.</summary>
internal static class RemoteKey
{
    /// <summary>Options of a process can be read by others of the machine; variables not.</summary>
    public const string Variable = "CONNECTOR_KEY";
}
