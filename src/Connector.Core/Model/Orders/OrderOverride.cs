using System.Text.Json;
using System.Text.Json.Serialization;

namespace Connector.Core.Model.Orders;

/// <summary>A value for one mapped field of one order, which somebody set instead of what the shop and the rules say. Kept apart from the order.</summary>
/// <param name="Field">As the mapping names it: "ShipTo.Phone".</param>
/// <param name="By">Who set it.</param>
/// <param name="Reason">Why; null where nobody said.</param>
public sealed record OrderOverride(string OrderId, string Field, string Value, string By, DateTimeOffset At, string? Reason)
{
    public string Write() => JsonSerializer.Serialize(this, OrderOverrideJson.Default.OrderOverride);
    public static OrderOverride Read(string json) => JsonSerializer.Deserialize(json, OrderOverrideJson.Default.OrderOverride) ?? throw new JsonException("The row is null.");
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(OrderOverride))]
internal sealed partial class OrderOverrideJson : JsonSerializerContext;
