using System.Text.Json;
using System.Text.Json.Serialization;
using Connector.ShipStation.Wire;

namespace Connector.ShipStation.Labels.Wire;

/// <summary>How the label records of API V1 are read and written: as <see cref="WireJson"/> does.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    PropertyNameCaseInsensitive = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters =
    [
        typeof(LenientDecimalConverter), typeof(LenientLongConverter), typeof(LenientIntConverter), typeof(LenientBoolConverter), typeof(LenientStringConverter)
    ])]
[JsonSerializable(typeof(WireLabelRequest))]
[JsonSerializable(typeof(WireLabel))]
[JsonSerializable(typeof(WireRateRequest))]
[JsonSerializable(typeof(IReadOnlyList<WireRate>))]
[JsonSerializable(typeof(WireVoidRequest))]
[JsonSerializable(typeof(IReadOnlyList<WireCarrier>))]
internal sealed partial class LabelsJson : JsonSerializerContext;

/// <summary>Body of POST /orders/createlabelfororder. Addresses are those of the order; the vendor ignores any that are sent.</summary>
internal sealed record WireLabelRequest
{
    public long OrderId { get; init; }
    public string? CarrierCode { get; init; }
    public string? ServiceCode { get; init; }
    public string? PackageCode { get; init; }
    public string? Confirmation { get; init; }
    public string? ShipDate { get; init; }
    public WireWeight? Weight { get; init; }
    public WireDimensions? Dimensions { get; init; }
    public WireInsuranceOptions? InsuranceOptions { get; init; }
    public WireInternationalOptions? InternationalOptions { get; init; }
    public bool TestLabel { get; init; }
}

/// <summary>Its response.</summary>
internal sealed record WireLabel
{
    public long? ShipmentId { get; init; }
    public decimal? ShipmentCost { get; init; }
    public decimal? InsuranceCost { get; init; }
    public string? TrackingNumber { get; init; }

    /// <summary>The label; null also for a text that is no base64.</summary>
    [JsonConverter(typeof(LenientBytesConverter))]
    public byte[]? LabelData { get; init; }

    /// <summary>Customs forms; the same.</summary>
    [JsonConverter(typeof(LenientBytesConverter))]
    public byte[]? FormData { get; init; }
}

/// <summary>Body of POST /shipments/getrates.</summary>
internal sealed record WireRateRequest
{
    public string? CarrierCode { get; init; }
    public string? ServiceCode { get; init; }
    public string? PackageCode { get; init; }
    public string? FromPostalCode { get; init; }
    public string? FromCity { get; init; }
    public string? FromState { get; init; }
    public string? ToState { get; init; }
    public string? ToCountry { get; init; }
    public string? ToPostalCode { get; init; }
    public string? ToCity { get; init; }
    public WireWeight? Weight { get; init; }
    public WireDimensions? Dimensions { get; init; }
    public string? Confirmation { get; init; }
    public bool? Residential { get; init; }
}

internal sealed record WireRate(string? ServiceName, string? ServiceCode, decimal? ShipmentCost, decimal? OtherCost);

internal sealed record WireVoidRequest(long ShipmentId);

/// <summary>A row of GET /carriers.</summary>
internal sealed record WireCarrier
{
    public string? Name { get; init; }
    public string? Code { get; init; }
    public string? Nickname { get; init; }
    public bool? RequiresFundedAccount { get; init; }
    public decimal? Balance { get; init; }
    public long? ShippingProviderId { get; init; }
    public bool? Primary { get; init; }
}

/// <summary>A document that cannot be decoded must not make the purchase unreadable that brought it.</summary>
internal sealed class LenientBytesConverter : JsonConverter<byte[]>
{
    public override byte[]? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String) return reader.TryGetBytesFromBase64(out var bytes) ? bytes : null;
        reader.Skip();
        return null;
    }

    public override void Write(Utf8JsonWriter writer, byte[] value, JsonSerializerOptions options) => throw new NotSupportedException("Documents are never sent.");
}
