using System.Text.Json;
using Connector.Simulators.ShipStation.Account;

namespace Connector.Simulators.ShipStation.Http;

/// <summary>A call that passed the door: what was asked, of which account.</summary>
/// <param name="Id">The id in the path, where the route has one.</param>
/// <param name="Texts">Parts of the path that are no number.</param>
/// <param name="Body">Undefined when none was sent.</param>
internal sealed record ApiCall(ShipStationAccount Account, QueryView Query, long Id, JsonElement Body, IReadOnlyList<string>? Texts = null)
{
    /// <summary>Reads the body as one object; anything else is an error under the root's name.</summary>
    public JsonView BodyObject(string root, BindingErrors errors)
    {
        if (Body.ValueKind == JsonValueKind.Object) return new JsonView(Body, root, errors);
        errors.Add(root, Body.ValueKind == JsonValueKind.Undefined ? "A body is required." : $"Cannot deserialize {JsonView.Kind(Body)} into an object.");
        return default;
    }
}

/// <summary>Answers one kind of call. Runs under the account's lock.</summary>
internal delegate Response Handle(ApiCall call);
