using System.Buffers;
using System.Collections.Concurrent;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Connector.Simulators.ShipStation.Http;

/// <summary>One HTTP answer, complete in memory. Buffers go back to a pool, because pages of 500 orders are megabytes.</summary>
internal sealed class Response : IDisposable
{
    private const int LargestKept = 8 * 1024 * 1024;
    private const int MostKept = 8;

    private static readonly ConcurrentBag<ArrayBufferWriter<byte>> Pool = [];

    private static readonly JsonWriterOptions WriterOptions = new()
    {
        // As the service writes it: letters of all scripts as themselves.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    private ArrayBufferWriter<byte>? _buffer;

    private Response(int status) => Status = status;

    public int Status { get; }
    public string ContentType { get; private init; } = "application/json; charset=utf-8";
    /// <summary>As V2 repeats it in a header of a refusal.</summary>
    public string? RequestId { get; private init; }

    /// <summary>Where a redirect leads.</summary>
    public string? Location { get; private init; }
    public ReadOnlyMemory<byte> Body => _buffer is null ? default : _buffer.WrittenMemory;

    public static Response Empty(int status = 200) => new(status);

    /// <summary>The callback writes exactly one JSON value.</summary>
    public static Response Json(Action<Utf8JsonWriter> write, int status = 200, string? requestId = null)
    {
        var response = new Response(status) { _buffer = Rent(), RequestId = requestId };
        using var writer = new Utf8JsonWriter(response._buffer, WriterOptions);
        write(writer);
        return response;
    }

    public static Response Text(int status, string body, string contentType)
    {
        var response = new Response(status) { ContentType = contentType, _buffer = Rent() };
        Encoding.UTF8.GetBytes(body.AsSpan(), response._buffer);
        return response;
    }

    public static Response Bytes(byte[] body, string contentType)
    {
        var response = new Response(200) { ContentType = contentType, _buffer = Rent() };
        response._buffer.Write(body);
        return response;
    }

    public static Response Redirect(string target) => new(302) { Location = target };

    public void Dispose()
    {
        if (_buffer is not { } buffer) return;
        _buffer = null;
        if (buffer.Capacity > LargestKept || Pool.Count >= MostKept) return;
        buffer.ResetWrittenCount();
        Pool.Add(buffer);
    }

    private static ArrayBufferWriter<byte> Rent() => Pool.TryTake(out var buffer) ? buffer : new ArrayBufferWriter<byte>(4096);
}
