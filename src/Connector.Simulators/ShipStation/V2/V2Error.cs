using System.Text.Json;
using Connector.Simulators.ShipStation.Account;

namespace Connector.Simulators.ShipStation.V2;

/// <summary>One error of a V2 response.</summary>
internal sealed record V2Error(string Type, string Code, string Message)
{
    public string Source { get; init; } = "ShipStation";
    public string? Field { get; init; }
    public CarrierData? Carrier { get; init; }

    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("error_source", Source);
        writer.WriteString("error_type", Type);
        writer.WriteString("error_code", Code);
        writer.WriteString("message", Message);
        if (Field is not null) writer.WriteString("field_name", Field);
        if (Carrier is not null)
        {
            writer.WriteId("carrier_id", Carrier.ProviderId);
            writer.WriteString("carrier_code", Carrier.Code);
            writer.WriteString("carrier_name", Carrier.DisplayName);
        }
        writer.WriteEndObject();
    }
}
