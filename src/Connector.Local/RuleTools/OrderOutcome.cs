using System.Text.Json;
using System.Text.Json.Nodes;
using Connector.Core.Model.Shipping;
using Connector.Core.Rules.Mapping;
using Connector.Core.Rules.Selection.Routing;

namespace Connector.Local.RuleTools;

/// <summary>What the rules make of one order.</summary>
/// <param name="Decision">send, waiting, notForShipping, cancelled or unreadable.</param>
internal sealed record OrderOutcome(string OrderNumber, string Decision)
{
    private byte[][]? _payloads;

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

    /// <summary>The values of the document by their paths, as <see cref="DocumentDifference"/> names them.</summary>
    public IReadOnlyDictionary<string, string> ToValues()
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal) { ["orderNumber"] = OrderNumber, ["decision"] = Decision };
        if (Reason is not null) values["reason"] = Reason;
        if (Until is { } until) values["until"] = until.ToString("u", System.Globalization.CultureInfo.InvariantCulture);
        if (Problem is { } problem) (values["problem.code"], values["problem.field"], values["problem.text"]) = (problem.Code, problem.Field, problem.Text);
        for (var i = 0; i < Warnings.Count; i++) values[$"warnings[{i}]"] = Warnings[i];
        for (var i = 0; i < Parts.Count; i++)
        {
            var (at, group) = ($"parts[{i}]", Parts[i].Group);
            (values[$"{at}.part"], values[$"{at}.warehouse"], values[$"{at}.account"]) = (group.GroupKey, group.Location.Key, group.Location.Account);
            using var order = JsonDocument.Parse(Payload(i));
            DocumentDifference.Flatten($"{at}.order", order.RootElement, values);
        }
        return values;
    }

    /// <summary>Whether both say the same; cheaper than to write and compare the documents.</summary>
    public bool IsSame(OrderOutcome other) =>
        Decision == other.Decision && Reason == other.Reason && Until == other.Until && Problem == other.Problem && Warnings.SequenceEqual(other.Warnings, StringComparer.Ordinal)
        && Parts.Count == other.Parts.Count && Enumerable.Range(0, Parts.Count).All(i => IsSame(Parts[i].Group, other.Parts[i].Group) && Payload(i).AsSpan().SequenceEqual(other.Payload(i)));

    private static bool IsSame(FulfillmentGroup a, FulfillmentGroup b) => a.GroupKey == b.GroupKey && a.Location.Key == b.Location.Key && a.Location.Account == b.Location.Account;

    /// <summary>What would be sent; written once.</summary>
    private byte[] Payload(int part) => (_payloads ??= new byte[Parts.Count][])[part] ??= PayloadJson.Write(Parts[part].Order);

    private static JsonObject Part(MappedOrder mapped) => new()
    {
        ["part"] = mapped.Group.GroupKey, ["warehouse"] = mapped.Group.Location.Key, ["account"] = mapped.Group.Location.Account, ["order"] = JsonNode.Parse(PayloadJson.Write(mapped.Order))
    };
}
