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
        var plain = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        try
        {
            return Compress(plain.AsSpan(0, Encoding.UTF8.GetBytes(text, plain)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(plain);
        }
    }

    public static byte[] Decompress(byte[] compressed)
    {
        using var source = new BrotliStream(new MemoryStream(compressed), CompressionMode.Decompress);
        using var target = new MemoryStream(compressed.Length * 4);
        source.CopyTo(target);
        return target.ToArray();
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
