using System.Text.Json.Nodes;
using Connector.Simulators.Commercetools.Responses;
using Connector.Simulators.Commercetools.Storage;

namespace Connector.Simulators.Commercetools.Control;

/// <summary>Puts orders into the project past the API's rules: as the shop, the merchant or an old version of commercetools would have left them.</summary>
internal sealed class OrderPlacer(Project project)
{
    private const string MerchantClient = "merchant-center";

    /// <summary>
    /// Stores a document as it is; a missing id, version, createdAt or lastModifiedAt is filled in. An id (or, without one, a number) that is known already is
    /// an edit: the document replaces the order with a new version and time.
    /// </summary>
    public StoredOrder Put(byte[] json)
    {
        var given = StoredOrder.Read(json);
        while (true)
        {
            var present = given.Id.Length > 0 ? project.Orders.FindById(given.Id) : given.Number is not null ? project.Orders.FindByNumber(given.Number) : null;
            var row = present is not null ? Replacement(json, present) : given.IsComplete ? given : Completed(json, given);
            var obstacle = project.Orders.TryPut(row, present);
            if (obstacle is null) return row;
            if (obstacle.Id != row.Id) throw new ControlException($"The order number '{row.Number}' belongs to the order {obstacle.Id} already.");
        }
    }

    /// <summary>A merchant's edit by JSON merge patch (RFC 7396): lists are replaced whole, null removes. The version rises by one.</summary>
    public StoredOrder Edit(string? id, string? number, JsonObject patch)
    {
        while (true)
        {
            var present = (id is not null ? project.Orders.FindById(id) : number is not null ? project.Orders.FindByNumber(number) : null)
                ?? throw new ControlException($"There is no order '{id ?? number}'.");
            var document = JsonNode.Parse(present.Json)!.AsObject();
            Merge(document, patch);
            document["id"] = present.Id;
            var row = Stamped(document, present);
            var obstacle = project.Orders.TryPut(row, present);
            if (obstacle is null) return row;
            if (obstacle.Id != row.Id) throw new ControlException($"The order number '{row.Number}' belongs to the order {obstacle.Id} already.");
        }
    }

    private StoredOrder Replacement(byte[] json, StoredOrder present)
    {
        var document = JsonNode.Parse(json)!.AsObject();
        document["id"] = present.Id;
        document["createdAt"] ??= project.Stamp();
        document["version"] = present.Version + 1;
        document["lastModifiedAt"] = project.Stamp(present.ModifiedAt);
        return StoredOrder.Read(ApiResponse.ToUtf8(document));
    }

    private StoredOrder Stamped(JsonObject document, StoredOrder present)
    {
        document["version"] = present.Version + 1;
        document["lastModifiedAt"] = project.Stamp(present.ModifiedAt);
        document["lastModifiedBy"] = new JsonObject { ["clientId"] = MerchantClient, ["isPlatformClient"] = true };
        return StoredOrder.Read(ApiResponse.ToUtf8(document));
    }

    private StoredOrder Completed(byte[] json, StoredOrder given)
    {
        var document = JsonNode.Parse(json)!.AsObject();
        if (given.Id.Length == 0) document["id"] = project.NewId();
        if (given.Version < 1) document["version"] = 1L;
        var now = project.Stamp();
        if (document["createdAt"] is not JsonValue) document["createdAt"] = now;
        if (given.ModifiedAt == DateTimeOffset.MinValue) document["lastModifiedAt"] = now;
        return StoredOrder.Read(ApiResponse.ToUtf8(document));
    }

    private static void Merge(JsonObject target, JsonObject patch)
    {
        foreach (var (name, value) in patch)
        {
            if (value is null) target.Remove(name);
            else if (value is JsonObject inner)
            {
                if (target[name] is not JsonObject present) target[name] = present = [];
                Merge(present, inner);
            }
            else target[name] = value.DeepClone();
        }
    }
}

/// <summary>A control call that makes no sense; the message tells why.</summary>
internal sealed class ControlException(string message) : Exception(message);
