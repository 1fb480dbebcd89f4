using System.Text.Json.Serialization;

namespace Connector.Commercetools.Wire;

/// <summary>The vendor's JSON: camel case, nulls left out, unknown members ignored.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(LenientDate), typeof(WholeNumber)])]
[JsonSerializable(typeof(WireOrder))]
[JsonSerializable(typeof(WireUpdate<WireOrderAction>))]
[JsonSerializable(typeof(WireUpdate<WireResourceAction>))]
[JsonSerializable(typeof(WireResource))]
[JsonSerializable(typeof(WireShippingMethod))]
[JsonSerializable(typeof(WireType))]
[JsonSerializable(typeof(WireProduct))]
[JsonSerializable(typeof(WireProductType))]
[JsonSerializable(typeof(WireChannelDraft))]
[JsonSerializable(typeof(WireTypeDraft))]
[JsonSerializable(typeof(WireToken))]
[JsonSerializable(typeof(WireFailure))]
[JsonSerializable(typeof(WireNotification))]
internal sealed partial class WireJson : JsonSerializerContext;
