using System.Text.Json.Nodes;
using Connector.Core.Model.Shipping;
using Connector.Core.Rules.Mapping;

namespace Connector.Local.RuleTools;

/// <summary>What the rules make of one order.</summary>
/// <param name="Decision">send, waiting, notForShipping, cancelled or unreadable.</param>
internal sealed record OrderOutcome(string OrderNumber, string Decision)
{
    /// <summary>Why it is not sent now; null when it is.</summary>
    public string? Reason { get; init; }

    /// <summary>When it is due.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Set when it cannot be routed, mapped or read.</summary>
    public MappingProblem? Problem { get; init; }

    /// <summary>Code and field of each warning.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>One for each shipping order. Mapped whatever the decision says, so that old orders are of use.</summary>
    public IReadOnlyList<MappedOrder> Parts { get; init; } = [];

    /// <summary>As a document for people and files; what is empty is left out.</summary>
    public JsonObject ToDocument()
    {
        var document = new JsonObject { ["orderNumber"] = OrderNumber, ["decision"] = Decision };
        if (Reason is not null) document["reason"] = Reason;
        if (Until is { } until) document["until"] = until.ToString("u", System.Globalization.CultureInfo.InvariantCulture);
        if (Problem is { } problem) document["problem"] = new JsonObject { ["code"] = problem.Code, ["field"] = problem.Field, ["text"] = problem.Text };
        if (Warnings.Count > 0) document["warnings"] = new JsonArray([.. Warnings.Select(static w => (JsonNode)w)]);
        if (Parts.Count > 0) document["parts"] = new JsonArray([.. Parts.Select(Part)]);
        return document;
    }

    /// <summary>Whether both say the same; cheaper than to write and compare the documents.</summary>
    public bool IsSame(OrderOutcome other) =>
        Decision == other.Decision && Reason == other.Reason && Until == other.Until && Problem == other.Problem && Warnings.SequenceEqual(other.Warnings, StringComparer.Ordinal)
        && Parts.Count == other.Parts.Count && Parts.Zip(other.Parts).All(static pair => IsSame(pair.First, pair.Second));

    private static bool IsSame(MappedOrder a, MappedOrder b) =>
        a.Group.GroupKey == b.Group.GroupKey && a.Group.Location.Key == b.Group.Location.Key && a.Group.Location.Account == b.Group.Location.Account
        && PayloadJson.Write(a.Order).AsSpan().SequenceEqual(PayloadJson.Write(b.Order));

    private static JsonObject Part(MappedOrder mapped) => new()
    {
        ["part"] = mapped.Group.GroupKey, ["warehouse"] = mapped.Group.Location.Key, ["account"] = mapped.Group.Location.Account, ["order"] = JsonNode.Parse(PayloadJson.Write(mapped.Order))
    };
}
