using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Connector.Core.Model.Shipping;

/// <summary>The canonical JSON of a shipping order: members in declaration order, nulls left out, so that equal content gives equal bytes.</summary>
public static class PayloadJson
{
    public static byte[] Write(ShippingOrder order) => JsonSerializer.SerializeToUtf8Bytes(order, PayloadJsonContext.Default.ShippingOrder);

    public static ShippingOrder Read(ReadOnlySpan<byte> canonical) =>
        JsonSerializer.Deserialize(canonical, PayloadJsonContext.Default.ShippingOrder) ?? throw new JsonException("The payload is null.");

    /// <summary>SHA-256 in lower-case hex.</summary>
    public static string Hash(ReadOnlySpan<byte> canonical) => Convert.ToHexStringLower(SHA256.HashData(canonical));

    public static byte[] Compress(ReadOnlySpan<byte> canonical)
    {
        using var target = new MemoryStream(canonical.Length / 2);
        using (var brotli = new BrotliStream(target, CompressionLevel.Fastest, leaveOpen: true)) brotli.Write(canonical);
        return target.ToArray();
    }

    public static byte[] Decompress(byte[] compressed)
    {
        using var source = new BrotliStream(new MemoryStream(compressed), CompressionMode.Decompress);
        using var target = new MemoryStream();
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
