using System.Text.Json.Nodes;
using Connector.Simulators.Commercetools.Responses;
using Connector.Simulators.Commercetools.Storage;

namespace Connector.Simulators.Commercetools.Updates;

/// <summary>
/// Carries out a request {version, actions}: all actions or none. The version rises by the number of actions that changed something, so nobody can get
/// by with counting; when none did, the order stays as it is.
/// </summary>
internal static class OrderUpdater
{
    public const int MaxActions = 500;

    public static StoredOrder Apply(Project project, StoredOrder present, JsonObject body, string? clientId, string? externalUserId)
    {
        var (version, actions) = Read(body);
        while (true)
        {
            if (present.Version != version) throw Refusal.Conflict(present.Id, version, present.Version);
            var document = JsonNode.Parse(present.Json)!.AsObject();
            var now = project.Stamp(present.ModifiedAt);
            var context = new UpdateContext(document, project, now);
            var changes = actions.Count(action => OrderActions.Apply(context, action));
            if (changes == 0) return present;
            Stamp(document, version + changes, now, By(clientId, externalUserId));
            var next = StoredOrder.Read(ApiResponse.ToUtf8(document));
            var obstacle = project.Orders.TryPut(next, present);
            if (obstacle is null)
            {
                OrderMessages.WriteFor(project, next, actions, document);
                return next;
            }
            if (obstacle.Id != present.Id) throw Refusal.Duplicate("orderNumber", next.Number!);
            present = project.Orders.FindById(present.Id) ?? throw Refusal.NotFoundById(present.Id);
        }
    }

    public static (long Version, IReadOnlyList<JsonObject> Actions) Read(JsonObject body)
    {
        var version = Shape.OptionalInteger(body, "version", "body") ?? throw Refusal.InvalidJson("version: Missing required value");
        var actions = Shape.OptionalArray(body, "actions", "body") ?? throw Refusal.InvalidJson("actions: Missing required value");
        if (actions.Count > MaxActions) throw Refusal.InvalidInput($"At most {MaxActions} update actions are allowed, there are {actions.Count}.");
        return (version, [.. Shape.Objects(actions, "actions")]);
    }

    public static void Stamp(JsonObject document, long version, string now, JsonObject by)
    {
        document["version"] = version;
        document["lastModifiedAt"] = now;
        document["lastModifiedBy"] = by;
    }

    public static JsonObject By(string? clientId, string? externalUserId)
    {
        var by = new JsonObject();
        if (clientId is not null) by["clientId"] = clientId;
        if (externalUserId is not null) by["externalUserId"] = externalUserId;
        return by;
    }
}
