using System.Buffers;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Connector.Core.Model.Shipping;

/// <summary>The canonical JSON of a shipping order: members in declaration order, nulls left out, so that equal content gives equal bytes.</summary>
public static class PayloadJson
{
    private const int Quickest = 1;
    private const int Window = 22;

    /// <summary>So much longer most texts are than what they were compressed to.</summary>
    private const int UsualFactor = 4;

    public static byte[] Write(ShippingOrder order) => JsonSerializer.SerializeToUtf8Bytes(order, PayloadJsonContext.Default.ShippingOrder);

    public static ShippingOrder Read(ReadOnlySpan<byte> canonical) =>
        JsonSerializer.Deserialize(canonical, PayloadJsonContext.Default.ShippingOrder) ?? throw new JsonException("The payload is null.");

    /// <summary>SHA-256 in lower-case hex.</summary>
    public static string Hash(ReadOnlySpan<byte> canonical) => Convert.ToHexStringLower(SHA256.HashData(canonical));

    /// <summary>Brotli, its quickest level.</summary>
    public static byte[] Compress(ReadOnlySpan<byte> plain)
    {
        var target = ArrayPool<byte>.Shared.Rent(BrotliEncoder.GetMaxCompressedLength(plain.Length));
        try
        {
            return BrotliEncoder.TryCompress(plain, target, out var written, Quickest, Window) ? target[..written] : throw new InvalidOperationException("The text was not compressed.");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(target);
        }
    }

    /// <summary>As the overload for bytes, of the text in UTF-8.</summary>
    public static byte[] Compress(string text)
    {
        var plain = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetByteCount(text));
        try
        {
            return Compress(plain.AsSpan(0, Encoding.UTF8.GetBytes(text, plain)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(plain);
        }
    }

    /// <summary>The order of a compressed payload.</summary>
    /// <exception cref="InvalidDataException">The bytes are not what was compressed.</exception>
    public static ShippingOrder Unpack(byte[] compressed)
    {
        var plain = Decompress(compressed, out var length);
        try
        {
            return Read(plain.AsSpan(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(plain);
        }
    }

    /// <exception cref="InvalidDataException">The bytes are not what was compressed.</exception>
    public static byte[] Decompress(byte[] compressed)
    {
        var plain = Decompress(compressed, out var length);
        try
        {
            return plain[..length];
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(plain);
        }
    }

    /// <returns>Memory of the shared pool.</returns>
    private static byte[] Decompress(ReadOnlySpan<byte> compressed, out int length)
    {
        using var decoder = new BrotliDecoder();
        var plain = ArrayPool<byte>.Shared.Rent(compressed.Length * UsualFactor);
        length = 0;
        while (true)
        {
            var status = decoder.Decompress(compressed, plain.AsSpan(length), out var consumed, out var written);
            compressed = compressed[consumed..];
            length += written;
            if (status == OperationStatus.Done) return plain;
            if (status != OperationStatus.DestinationTooSmall)
            {
                ArrayPool<byte>.Shared.Return(plain);
                throw new InvalidDataException("The bytes are not what was compressed.");
            }
            var larger = ArrayPool<byte>.Shared.Rent(plain.Length * 2);
            plain.AsSpan(0, length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(plain);
            plain = larger;
        }
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(ShippingOrder))]
[JsonSerializable(typeof(ShippingOrderSnapshot))]
[JsonSerializable(typeof(Shipment))]
public sealed partial class PayloadJsonContext : JsonSerializerContext;
