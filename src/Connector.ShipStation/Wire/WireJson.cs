using System.Text.Json.Serialization;

namespace Connector.ShipStation.Wire;

/// <summary>How wire records are read and written: names in any case, numbers in any form, nulls left out, unknown members ignored.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    PropertyNameCaseInsensitive = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters =
    [
        typeof(LenientDecimalConverter), typeof(LenientLongConverter), typeof(LenientIntConverter), typeof(LenientBoolConverter), typeof(LenientStringConverter)
    ])]
[JsonSerializable(typeof(WireOrder))]
[JsonSerializable(typeof(IReadOnlyList<WireOrder>))]
[JsonSerializable(typeof(WireShipment))]
[JsonSerializable(typeof(WireFulfillment))]
[JsonSerializable(typeof(WireMarkShipped))]
[JsonSerializable(typeof(WireBulkResponse))]
[JsonSerializable(typeof(WireActionResponse))]
[JsonSerializable(typeof(WireNotification))]
[JsonSerializable(typeof(IReadOnlyList<StoreEntry>))]
[JsonSerializable(typeof(IReadOnlyList<WarehouseEntry>))]
[JsonSerializable(typeof(IReadOnlyList<CarrierEntry>))]
[JsonSerializable(typeof(IReadOnlyList<ServiceEntry>))]
[JsonSerializable(typeof(IReadOnlyList<TagEntry>))]
[JsonSerializable(typeof(WireWebhooks))]
[JsonSerializable(typeof(WireSubscription))]
internal sealed partial class WireJson : JsonSerializerContext;
