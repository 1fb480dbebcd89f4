using System.Globalization;
using Connector.Simulators.ShipStation.Http;

namespace Connector.Simulators.ShipStation.V2;

/// <summary>Which verb on which V2 path is answered by what. Paths do not ignore case. What is not here answers 404.</summary>
internal static class V2Routes
{
    private const string LabelPath = "/v2/labels/";
    private const string HookPath = "/v2/environment/webhooks";

    public static bool IsOne(string path) => path == "/jwks" || path.StartsWith("/v2/", StringComparison.Ordinal);

    public static RouteTable.Match Find(string verb, string path)
    {
        if (path.StartsWith(LabelPath, StringComparison.Ordinal) && path.EndsWith("/track", StringComparison.Ordinal) && verb == "GET" && path.Length > LabelPath.Length + 6)
            return WithId("GET /v2/labels/{id}/track", path[LabelPath.Length..^"/track".Length], TrackRoutes.Get);
        if (path == HookPath && verb == "GET") return new("GET " + HookPath, SignedHooks.List, 0, IsPath: true);
        if (path == HookPath && verb == "POST") return new("POST " + HookPath, SignedHooks.Create, 0, IsPath: true);
        if (path.StartsWith(HookPath + "/", StringComparison.Ordinal) && verb == "DELETE") return WithId($"DELETE {HookPath}/{{id}}", path[(HookPath.Length + 1)..], SignedHooks.Delete);
        return new($"{verb} (unknown)", static _ => V2Refusals.NotFound(), 0, IsPath: true);
    }

    private static RouteTable.Match WithId(string route, string text, Handle handle) =>
        text.StartsWith("se-", StringComparison.Ordinal) && long.TryParse(text.AsSpan(3), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? new(route, handle, id, IsPath: true)
            : new(route, static _ => V2Refusals.BadId(), 0, IsPath: true);
}
