using System.Text.Json;
using System.Text.Json.Serialization;
using Connector.Core.Rules.Labels;

namespace Connector.Core.Flows.Labels;

/// <summary>How a label was chosen, for trace and page: the rule, the offers that were seen, the winner.</summary>
internal sealed record LabelExplanation(string? Rule, string? Choice, IReadOnlyList<string> Offers)
{
    /// <summary>More offers than this say nothing to people.</summary>
    private const int MostOffers = 20;

    public static string Write(LabelDecision decision) => JsonSerializer.Serialize(From(decision), LabelExplanationJson.Default.LabelExplanation);

    /// <summary>The reverse of <see cref="Write"/>; null for what this version cannot read.</summary>
    public static LabelExplanation? Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, LabelExplanationJson.Default.LabelExplanation);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static LabelExplanation From(LabelDecision decision) => new(
        decision.Policy.Rule, decision.Rates?.Explanation,
        [.. (decision.Rates?.Rates ?? []).Take(MostOffers).Select(r => FormattableString.Invariant($"{r.Rate.CarrierCode} {r.Rate.ServiceCode} {r.Price}{(r.Refusal is { } no ? $": {no.Code}, {no.Text}" : "")}"))]);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(LabelExplanation))]
internal sealed partial class LabelExplanationJson : JsonSerializerContext;
