using System.Text.Json.Nodes;

namespace Connector.Simulators.ShipStation.Control;

/// <summary>JSON merge patch, RFC 7396: members replace, null removes, objects merge, arrays replace whole.</summary>
internal static class MergePatch
{
    public static void Apply(JsonObject target, JsonObject patch)
    {
        foreach (var (name, value) in patch)
        {
            switch (value)
            {
                case null:
                    target.Remove(name);
                    break;
                case JsonObject inner when target[name] is JsonObject existing:
                    Apply(existing, inner);
                    break;
                case JsonObject inner:
                    var fresh = new JsonObject();
                    Apply(fresh, inner);
                    target[name] = fresh;
                    break;
                default:
                    target[name] = value.DeepClone();
                    break;
            }
        }
    }
}
