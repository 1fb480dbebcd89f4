using System.Text.Json;

namespace Connector.Azure.Tests.Infra;

/// <summary>One node of a syntax tree, as parse.mjs writes it.</summary>
/// <param name="Kind">The grammar's word, or the token itself.</param>
/// <param name="Field">Its role in the parent, or null.</param>
/// <param name="Named">False for punctuation and keywords.</param>
/// <param name="Bad">Text that fits nowhere, or something that should have stood here.</param>
internal sealed record BicepNode(string Kind, string? Field, string Text, int Line, int LastLine, bool Named, bool Bad, IReadOnlyList<BicepNode> Children)
{
    public IEnumerable<BicepNode> Parts => Children.Where(c => c.Named && c.Kind is not ("comment" or "diagnostic_comment"));

    public IEnumerable<BicepNode> AndBelow() => Children.SelectMany(c => c.AndBelow()).Prepend(this);

    public IEnumerable<BicepNode> Below(string kind) => AndBelow().Where(n => n.Kind == kind);

    public BicepNode? Part(string kind) => Parts.FirstOrDefault(c => c.Kind == kind);

    public bool Has(string token) => Children.Any(c => !c.Named && c.Kind == token);

    /// <summary>Text of a string without its quotes, with * for each interpolation.</summary>
    public string Literal => Kind != "string"
        ? Text
        : string.Concat(Children.Where(c => c.Named).Select(c => c.Kind switch { "interpolation" => "*", "escape_sequence" => c.Text[1..], _ => c.Text }));

    public static BicepNode Of(JsonElement json, string text)
    {
        var (from, to) = (json.GetProperty("s").GetInt32(), json.GetProperty("e").GetInt32());
        var line = json.GetProperty("l").GetInt32();
        return new BicepNode(
            json.GetProperty("k").GetString()!, json.TryGetProperty("f", out var field) ? field.GetString() : null, text[from..to], line, line + text[from..to].Count(c => c == '\n'),
            json.TryGetProperty("n", out _), json.TryGetProperty("b", out _), [.. json.GetProperty("x").EnumerateArray().Select(child => Of(child, text))]);
    }
}
