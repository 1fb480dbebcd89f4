using System.Text.Json;
using Connector.Simulators.ShipStation.Http;

namespace Connector.Simulators.ShipStation.V2;

/// <summary>The body of a V2 call, read with the refusals of V2: no body, members that are not known, words that are none.</summary>
internal sealed class V2Body(JsonElement root)
{
    private static readonly Dictionary<string, string[]> s_words = new(StringComparer.Ordinal)
    {
        ["validate_address"] = ["no_validation", "validate_only", "validate_and_clean"],
        ["label_format"] = ["pdf", "png", "zpl"],
        ["label_layout"] = ["4x6", "letter", "A4", "A6"],
        ["label_download_type"] = ["url", "inline"],
        ["display_scheme"] = ["label", "qr_code", "label_and_qr_code", "paperless", "label_and_paperless"],
        ["charge_event"] = ["carrier_default", "on_creation", "on_carrier_acceptance"],
        ["rate_type"] = ["check", "shipment", "quick"],
        ["confirmation"] = ["none", "delivery", "signature", "adult_signature", "direct_signature", "delivery_mailed", "verbal_confirmation"]
    };

    private readonly BindingErrors _errors = new();

    public JsonView View => new(root, "", _errors);

    /// <summary>The first member of a wrong type, as a refusal; null when all that was read could be read.</summary>
    public Response? Unreadable => _errors.Any ? V2Refusals.Wrong(_errors.ByPath.First().Key) : null;

    public bool Has(string name) => root.TryGetProperty(name, out var member) && member.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined);

    public V2Body Part(string name) => root.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.Object ? new(member) : new(Empty());

    /// <summary>The strings of an array; null when there is none.</summary>
    public IReadOnlyList<string>? Texts(string name)
    {
        if (!Has(name)) return null;
        var member = root.GetProperty(name);
        if (member.ValueKind == JsonValueKind.Array && member.EnumerateArray().All(static entry => entry.ValueKind == JsonValueKind.String)) return [.. member.EnumerateArray().Select(static entry => entry.GetString()!)];
        _errors.Add(name, "Not an array of strings.");
        return null;
    }

    /// <summary>Reads the body and checks names and words of its top level.</summary>
    /// <param name="known">Members that the call has; others are refused unless the switch says otherwise.</param>
    public static (V2Body Body, Response? Refusal) Read(ApiCall call, params string[] known)
    {
        if (call.Body.ValueKind == JsonValueKind.Undefined) return (new(Empty()), V2Refusals.NoBody());
        if (call.Body.ValueKind != JsonValueKind.Object) return (new(Empty()), V2Refusals.Wrong("request"));
        var body = new V2Body(call.Body);
        if (!call.Account.Switches.IgnoreUnknownFields)
            foreach (var member in call.Body.EnumerateObject())
                if (!known.Contains(member.Name)) return (body, V2Refusals.Wrong(member.Name, $"{member.Name} is not a field of this request."));
        return (body, body.WrongWord());
    }

    /// <summary>A member of the top level whose word is not one of those allowed.</summary>
    public Response? WrongWord()
    {
        foreach (var member in root.EnumerateObject())
        {
            if (!s_words.TryGetValue(member.Name, out var words) || member.Value.ValueKind == JsonValueKind.Null) continue;
            if (member.Value.ValueKind != JsonValueKind.String || !words.Contains(member.Value.GetString())) return V2Refusals.Wrong(member.Name);
        }
        return null;
    }

    private static JsonElement Empty()
    {
        using var document = JsonDocument.Parse("{}");
        return document.RootElement.Clone();
    }
}
