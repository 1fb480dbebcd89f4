using System.Text.Json.Serialization;
using Connector.ShipStation.Wire;

namespace Connector.ShipStation.V2.Labels.Wire;

/// <summary>How the label records of API V2 are read and written: as <see cref="V2Json"/> does.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    PropertyNameCaseInsensitive = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters =
    [
        typeof(LenientDecimalConverter), typeof(LenientLongConverter), typeof(LenientIntConverter), typeof(LenientBoolConverter), typeof(LenientStringConverter)
    ])]
[JsonSerializable(typeof(WireV2Rates))]
[JsonSerializable(typeof(WireV2RatesRequest))]
[JsonSerializable(typeof(WireV2Label))]
[JsonSerializable(typeof(WireV2LabelRequest))]
[JsonSerializable(typeof(WireV2Void))]
[JsonSerializable(typeof(WireV2Shipment))]
[JsonSerializable(typeof(WireV2Carriers))]
[JsonSerializable(typeof(WireV2Batch))]
[JsonSerializable(typeof(WireV2BatchRequest))]
[JsonSerializable(typeof(WireV2BatchProcess))]
[JsonSerializable(typeof(WireV2BatchError))]
internal sealed partial class V2LabelsJson : JsonSerializerContext;

/// <param name="Currency">ISO 4217, lower case.</param>
internal sealed record WireMoney(string? Currency, decimal? Amount);

/// <param name="Unit">pound, ounce, gram or kilogram.</param>
internal sealed record WireV2Weight(decimal? Value, string? Unit);

/// <param name="Unit">inch or centimeter.</param>
internal sealed record WireV2Dimensions(string? Unit, decimal? Length, decimal? Width, decimal? Height);

/// <summary>Body of POST /v2/rates for a shipment that exists. An inline shipment would store a new one each time.</summary>
internal sealed record WireV2RatesRequest(string ShipmentId, WireV2RateOptions RateOptions);

internal sealed record WireV2RateOptions
{
    public required IReadOnlyList<string> CarrierIds { get; init; }
    public IReadOnlyList<string>? ServiceCodes { get; init; }
    public IReadOnlyList<string>? PackageTypes { get; init; }
}

internal sealed record WireV2Rates(WireV2RateResponse? RateResponse);

internal sealed record WireV2RateResponse
{
    public IReadOnlyList<WireV2Rate?>? Rates { get; init; }
    public IReadOnlyList<WireV2Rate?>? InvalidRates { get; init; }
    public string? RateRequestId { get; init; }
    public string? Status { get; init; }
    public IReadOnlyList<WireV2Error?>? Errors { get; init; }
}

internal sealed record WireV2Rate
{
    public string? RateId { get; init; }
    public string? CarrierId { get; init; }
    public string? CarrierCode { get; init; }
    public string? ServiceCode { get; init; }
    public string? ServiceType { get; init; }
    public string? PackageType { get; init; }
    public WireMoney? ShippingAmount { get; init; }
    public WireMoney? InsuranceAmount { get; init; }
    public WireMoney? ConfirmationAmount { get; init; }
    public WireMoney? OtherAmount { get; init; }
    public int? DeliveryDays { get; init; }
    public string? EstimatedDeliveryDate { get; init; }
    public string? ShipDate { get; init; }
    public bool? GuaranteedService { get; init; }
    public bool? Trackable { get; init; }
    public string? ValidationStatus { get; init; }
    public IReadOnlyList<string?>? WarningMessages { get; init; }
    public IReadOnlyList<string?>? ErrorMessages { get; init; }
    public IReadOnlyList<string?>? RateAttributes { get; init; }
}

internal sealed record WireV2Error
{
    public string? ErrorCode { get; init; }
    public string? Message { get; init; }
    public string? CarrierId { get; init; }
    public string? CarrierCode { get; init; }
}

/// <summary>Body of POST /v2/labels/rates/{id} and POST /v2/labels/shipment/{id}: what is bought is fixed by the id, this is only the form of the document.</summary>
internal sealed record WireV2LabelRequest
{
    public string ValidateAddress { get; init; } = "no_validation";
    public required string LabelFormat { get; init; }
    public required string LabelLayout { get; init; }
    public string LabelDownloadType { get; init; } = "url";
    public string DisplayScheme { get; init; } = "label";
}

internal sealed record WireV2Label
{
    public string? LabelId { get; init; }
    public string? Status { get; init; }
    public string? ShipmentId { get; init; }
    public string? ExternalShipmentId { get; init; }
    public string? ExternalOrderId { get; init; }
    public string? ShipDate { get; init; }
    public string? CreatedAt { get; init; }
    public WireMoney? ShipmentCost { get; init; }
    public WireMoney? InsuranceCost { get; init; }
    public string? TrackingNumber { get; init; }
    public bool? IsReturnLabel { get; init; }
    public string? BatchId { get; init; }
    public string? CarrierId { get; init; }
    public string? CarrierCode { get; init; }
    public string? ServiceCode { get; init; }
    public string? PackageCode { get; init; }
    public bool? Voided { get; init; }
    public string? VoidedAt { get; init; }
    public string? LabelFormat { get; init; }
    public bool? Trackable { get; init; }
    public WireV2Weight? CarrierWeight { get; init; }
    public WireV2Download? LabelDownload { get; init; }
    public WireV2Download? FormDownload { get; init; }
    public IReadOnlyList<WireV2Package?>? Packages { get; init; }
}

internal sealed record WireV2Download(string? Href, string? Pdf, string? Png, string? Zpl);

/// <summary>What is read of GET /v2/shipments/{id}; the rest is kept as it came.</summary>
internal sealed record WireV2Shipment
{
    public string? ShipmentId { get; init; }
    public string? ExternalShipmentId { get; init; }
    public string? ShipmentStatus { get; init; }
    public string? CarrierId { get; init; }
    public string? ServiceCode { get; init; }
    public string? Confirmation { get; init; }
    public string? ShipDate { get; init; }
    public string? WarehouseId { get; init; }
    public IReadOnlyList<WireV2Package?>? Packages { get; init; }
}

internal sealed record WireV2Package
{
    public string? PackageCode { get; init; }
    public int? Sequence { get; init; }
    public string? TrackingNumber { get; init; }
    public WireV2Weight? Weight { get; init; }
    public WireV2Dimensions? Dimensions { get; init; }
}

internal sealed record WireV2Void(bool? Approved, string? Message, string? ReasonCode);

internal sealed record WireV2Carriers(IReadOnlyList<WireV2Carrier?>? Carriers);

internal sealed record WireV2Carrier
{
    public string? CarrierId { get; init; }
    public string? CarrierCode { get; init; }
    public bool? RequiresFundedAmount { get; init; }
    public decimal? Balance { get; init; }
    public string? Nickname { get; init; }
    public string? FriendlyName { get; init; }
    public bool? Primary { get; init; }
    public bool? DisabledByBillingPlan { get; init; }
    public IReadOnlyList<WireV2Service?>? Services { get; init; }
    public IReadOnlyList<WireV2CarrierPackage?>? Packages { get; init; }
}

internal sealed record WireV2Service
{
    public string? ServiceCode { get; init; }
    public string? Name { get; init; }
    public bool? Domestic { get; init; }
    public bool? International { get; init; }
    public bool? IsMultiPackageSupported { get; init; }
}

internal sealed record WireV2CarrierPackage(string? PackageCode, string? Name);

/// <summary>Body of POST /v2/batches, without what would buy at once.</summary>
internal sealed record WireV2BatchRequest
{
    public string? ExternalBatchId { get; init; }
    public string? BatchNotes { get; init; }
    public IReadOnlyList<string>? ShipmentIds { get; init; }
    public IReadOnlyList<string>? RateIds { get; init; }
}

internal sealed record WireV2BatchProcess
{
    public required string ShipDate { get; init; }
    public required string LabelLayout { get; init; }
    public required string LabelFormat { get; init; }
    public string DisplayScheme { get; init; } = "label";
}

internal sealed record WireV2Batch
{
    public string? BatchId { get; init; }
    public string? ExternalBatchId { get; init; }
    public string? CreatedAt { get; init; }
    public string? ProcessedAt { get; init; }
    public string? Status { get; init; }
    public int? Count { get; init; }
    public int? Errors { get; init; }
    public int? Warnings { get; init; }
    public int? Completed { get; init; }
}

internal sealed record WireV2BatchError
{
    public string? Error { get; init; }
    public string? ShipmentId { get; init; }
    public string? ExternalShipmentId { get; init; }
}
