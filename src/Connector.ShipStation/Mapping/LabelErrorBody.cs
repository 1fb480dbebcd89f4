using System.Text.Json;

namespace Connector.ShipStation.Mapping;

/// <summary>What an error body proves, in the shape of either API.</summary>
/// <param name="HasException">V1: the program's own words are there, so it came to an end.</param>
/// <param name="IsFromCarrier">V2: the carrier said it.</param>
/// <param name="Code">V2: of the first error that has one.</param>
internal sealed record LabelErrorBody(bool HasException, bool IsFromCarrier, string? Code)
{
    private static readonly LabelErrorBody s_nothing = new(HasException: false, IsFromCarrier: false, null);

    public static LabelErrorBody Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object) return s_nothing;
            var errors = Member(root, "errors") is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.Object).ToList() : [];
            return new LabelErrorBody(
                Text(root, "ExceptionMessage") is not null,
                errors.Exists(e => string.Equals(Text(e, "error_source"), "carrier", StringComparison.OrdinalIgnoreCase)),
                errors.Select(e => Text(e, "error_code")?.ToLowerInvariant()).FirstOrDefault(code => code is not (null or "unspecified" or "unknown")));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return s_nothing;
        }
    }

    private static string? Text(JsonElement element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.String } value && value.GetString() is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;

    private static JsonElement? Member(JsonElement element, string name)
    {
        foreach (var member in element.EnumerateObject())
            if (member.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) return member.Value;
        return null;
    }
}
