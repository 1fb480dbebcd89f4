using System.Text.Json;
using System.Text.Json.Serialization;
using commercetools.Sdk.Api.Models.Orders;

namespace Connector.StandIns.Commercetools;

internal static class SdkJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);
}

/// <summary>Writes an enumeration's interface as its word.</summary>
internal abstract class WordConverter<T>(Func<T, string> word) : JsonConverter<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(word(value));
}

internal sealed class ShipmentStateConverter() : WordConverter<IShipmentState>(static state => state.JsonName);

internal sealed class OrderStateConverter() : WordConverter<IOrderState>(static state => state.JsonName);

internal sealed class ReturnStateConverter() : WordConverter<IReturnShipmentState>(static state => state.JsonName);
