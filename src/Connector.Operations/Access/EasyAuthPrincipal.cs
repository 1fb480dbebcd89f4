using System.Text.Json;
using System.Text.Json.Serialization;

namespace Connector.Operations.Access;

/// <summary>Whom the platform in front of a function app authenticated, as its header says. Anyone can send that header to an app without such a platform.</summary>
internal static class EasyAuthPrincipal
{
    public const string Header = "X-MS-CLIENT-PRINCIPAL";
    private const int MaxHeader = 64 * 1024;

    /// <summary>Null without the header or the setting, for a header that cannot be read, and for somebody without a role.</summary>
    public static OperatorIdentity? Read(HttpRequest request, EasyAuthSettings? settings)
    {
        if (settings is not { Enabled: true } || request.Headers[Header].ToString() is not { Length: > 0 and < MaxHeader } text) return null;
        try
        {
            var principal = JsonSerializer.Deserialize(Convert.FromBase64String(text), EasyAuthJson.Default.ClientPrincipal);
            if (principal?.Claims is not { } claims) return null;
            List<(string Type, string Value)> known = [.. claims.Where(static c => c is { Typ: not null, Val: not null }).Select(static c => (c.Typ!, c.Val!))];
            var name = known.Find(c => c.Type == settings.NameClaim).Value ?? known.Find(c => c.Type == principal.NameTyp).Value;
            return name is { Length: > 0 } && settings.Find(known) is { } role ? new OperatorIdentity(name, role) { IsSignedIn = true } : null;
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            return null;
        }
    }
}

internal sealed record ClientPrincipal(
    [property: JsonPropertyName("claims")] IReadOnlyList<ClientClaim>? Claims, [property: JsonPropertyName("name_typ")] string? NameTyp);

internal sealed record ClientClaim([property: JsonPropertyName("typ")] string? Typ, [property: JsonPropertyName("val")] string? Val);

[JsonSerializable(typeof(ClientPrincipal))]
internal sealed partial class EasyAuthJson : JsonSerializerContext;
