using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Connector.Simulators.ShipStation.Account;
using Connector.Simulators.ShipStation.Http;
using Connector.Simulators.ShipStation.Labels;

namespace Connector.Simulators.ShipStation.Control;

/// <summary>The switches of rates, labels, batches and money: what is sent is merged into what is set.</summary>
internal sealed class LabelSwitchControl(ShipStationAccount account)
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    public Response Show() => Response.Json(writer => JsonSerializer.Serialize(writer, account.Switches, s_json));

    public Response Set(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object) throw new ControlException(400, "The body must be a JSON object.");
        var set = JsonSerializer.SerializeToNode(account.Switches, s_json)!.AsObject();
        MergePatch.Apply(set, JsonNode.Parse(body.GetRawText())!.AsObject());
        try
        {
            account.Switches = set.Deserialize<LabelSwitches>(s_json)!;
        }
        catch (JsonException wrong)
        {
            throw new ControlException(400, $"That is no switch: {wrong.Message}");
        }
        return Show();
    }
}
