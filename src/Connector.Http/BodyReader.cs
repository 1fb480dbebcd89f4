using System.Buffers;
using System.Net;
using System.Net.Http.Headers;

namespace Connector.Http;

/// <summary>Reads a body up to a cap, whatever its headers say. The cap counts unpacked bytes, so a small packed response cannot grow without end.</summary>
public static class BodyReader
{
    /// <summary>Of a failure only the beginning is of use.</summary>
    private const int FailureCap = 64 * 1024;
    private const int FirstBuffer = 32 * 1024;
    private const int LargestTrustedLength = 8 * 1024 * 1024;

    /// <summary>Few bodies are read at once. The shared pool keeps arrays for each thread: that was up to 40 MB for pages of 500 orders.</summary>
    private static readonly ArrayPool<byte> s_pages = ArrayPool<byte>.Create(maxArrayLength: LargestTrustedLength, maxArraysPerBucket: 2);

    /// <summary>As the other overload; the memory is the caller's.</summary>
    public static async Task<(ReadOnlyMemory<byte> Body, bool TooLarge)> ReadAsync(HttpResponseMessage response, long cap, CancellationToken cancellationToken)
    {
        using var read = await ReadAsync(response, cap, rented: false, cancellationToken);
        return (read.Body, read.TooLarge);
    }

    /// <summary>The whole body of a success, empty when it is longer than the cap; the beginning of a failure. Without a byte order mark.</summary>
    /// <param name="rented">The memory belongs to the body until it is disposed, and then to others; else it is the caller's for good.</param>
    internal static async Task<Received> ReadAsync(HttpResponseMessage response, long cap, bool rented, CancellationToken cancellationToken)
    {
        if (!response.IsSuccessStatusCode) return await ReadUpToAsync(response.Content, FailureCap, isCut: false, rented: false, cancellationToken);
        if (response.Content.Headers.ContentLength > cap) return new Received([], 0, tooLarge: true, rented: false, response.Content.Headers.ContentType);
        return await ReadUpToAsync(response.Content, cap, isCut: true, rented, cancellationToken);
    }

    /// <param name="isCut">A longer body is of no use: then nothing is kept of it.</param>
    private static async Task<Received> ReadUpToAsync(HttpContent content, long cap, bool isCut, bool rented, CancellationToken cancellationToken)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        // One byte more than announced, so that the end is seen without growing.
        var expected = content.Headers.ContentLength is { } length and > 0 ? Math.Min(length + 1, LargestTrustedLength) : FirstBuffer;
        var buffer = Get((int)Math.Min(expected, cap + 1), rented);
        var (filled, tooLong) = (0, false);
        try
        {
            while (true)
            {
                var read = await stream.ReadAsync(buffer.AsMemory(filled), cancellationToken);
                if (read == 0) break;
                filled += read;
                tooLong = filled > cap;
                if (tooLong) break;
                if (filled < buffer.Length) continue;
                var larger = Get((int)Math.Min(Math.Max(buffer.Length * 2L, FirstBuffer), cap + 1), rented);
                buffer.AsSpan(0, filled).CopyTo(larger);
                Return(buffer, rented);
                buffer = larger;
            }
        }
        catch
        {
            Return(buffer, rented);
            throw;
        }
        return new Received(buffer, tooLong ? isCut ? 0 : (int)cap : filled, tooLong && isCut, rented, content.Headers.ContentType);
    }

    private static byte[] Get(int length, bool rented) => rented ? s_pages.Rent(length) : new byte[length];

    private static void Return(byte[] buffer, bool rented)
    {
        if (rented) s_pages.Return(buffer);
    }

    /// <summary>A body that was read, as the content of its response.</summary>
    internal sealed class Received : HttpContent
    {
        private readonly byte[] _buffer;
        private readonly bool _rented;
        private int _disposed;

        /// <param name="tooLarge">A success beyond the cap.</param>
        internal Received(byte[] buffer, int length, bool tooLarge, bool rented, MediaTypeHeaderValue? type)
        {
            (_buffer, _rented, TooLarge) = (buffer, rented, tooLarge);
            var body = buffer.AsMemory(0, length);
            Body = body.Span.StartsWith("\uFEFF"u8) ? body[3..] : body;
            Headers.ContentType = type;
        }

        public ReadOnlyMemory<byte> Body { get; }
        public bool TooLarge { get; }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => stream.WriteAsync(Body).AsTask();

        protected override bool TryComputeLength(out long length)
        {
            length = Body.Length;
            return true;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing && _rented && Interlocked.Exchange(ref _disposed, 1) == 0) s_pages.Return(_buffer);
            base.Dispose(disposing);
        }
    }
}
