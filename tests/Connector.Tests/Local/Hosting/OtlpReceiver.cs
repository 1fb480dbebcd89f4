using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Connector.Tests.Local.Hosting;

/// <summary>Receives OTLP over HTTP with protobuf, on a free loopback port, and keeps every text of what it is sent.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, HashSet<string>> _texts = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _news = new(0);

    private OtlpReceiver()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.MapPost("/{**path}", async (HttpRequest request) =>
        {
            if (request.ContentType != "application/x-protobuf") return Results.StatusCode(StatusCodes.Status415UnsupportedMediaType);
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            var known = _texts.GetOrAdd(request.Path, static _ => new HashSet<string>(StringComparer.Ordinal));
            lock (known)
            {
                if (!ProtobufTexts.TryCollect(body.ToArray(), known)) return Results.BadRequest();
            }
            _news.Release();
            // An empty response message is one without a partial success.
            return Results.Bytes([], "application/x-protobuf");
        });
    }

    public string Address => _app.Urls.First();
    public IEnumerable<string> Paths => _texts.Keys;

    public static async Task<OtlpReceiver> StartAsync()
    {
        var receiver = new OtlpReceiver();
        await receiver._app.StartAsync();
        return receiver;
    }

    public IReadOnlyList<string> Texts(string path)
    {
        if (!_texts.TryGetValue(path, out var known)) return [];
        lock (known) return [.. known];
    }

    /// <summary>Throws with what is missing when it does not arrive.</summary>
    public async Task WaitForAsync(string path, params string[] texts)
    {
        using var limit = new CancellationTokenSource(s_patience);
        while (texts.Except(Texts(path), StringComparer.Ordinal).ToList() is { Count: > 0 } missing)
        {
            try
            {
                await _news.WaitAsync(limit.Token);
            }
            catch (OperationCanceledException e)
            {
                throw new TimeoutException($"{path}: {string.Join(", ", missing)} did not arrive; there are {string.Join(", ", Texts(path).Order(StringComparer.Ordinal))}", e);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _news.Dispose();
    }
}

/// <summary>The texts of a protobuf message, whatever its fields are called.</summary>
internal static class ProtobufTexts
{
    private static readonly UTF8Encoding s_strict = new(false, throwOnInvalidBytes: true);

    /// <summary>False for bytes that are no message.</summary>
    public static bool TryCollect(ReadOnlySpan<byte> message, HashSet<string> texts)
    {
        var found = new List<string>();
        while (message.Length > 0)
        {
            if (!TryNumber(ref message, out var tag) || tag >> 3 == 0) return false;
            switch (tag & 7)
            {
                case 0 when TryNumber(ref message, out _):
                    break;
                case 1 when message.Length >= 8:
                    message = message[8..];
                    break;
                case 5 when message.Length >= 4:
                    message = message[4..];
                    break;
                case 2 when TryNumber(ref message, out var length) && length <= (ulong)message.Length:
                    var part = message[..(int)length];
                    message = message[(int)length..];
                    if (Text(part) is { } text) found.Add(text);
                    // A text may look like a message, and what it seems to hold is not asked for.
                    TryCollect(part, texts);
                    break;
                default:
                    return false;
            }
        }
        texts.UnionWith(found);
        return true;
    }

    private static string? Text(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return s_strict.GetString(bytes) is { Length: > 0 } text && !text.Any(char.IsControl) ? text : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static bool TryNumber(ref ReadOnlySpan<byte> bytes, out ulong number)
    {
        number = 0;
        for (var i = 0; i < Math.Min(bytes.Length, 10); i++)
        {
            number |= (ulong)(bytes[i] & 0x7f) << (7 * i);
            if (bytes[i] >= 0x80) continue;
            bytes = bytes[(i + 1)..];
            return true;
        }
        return false;
    }
}
