namespace Connector.Core.Rules.Mapping.Sources;

/// <summary>
/// One place to look for a value, or a way to make it: exactly one of Pointer, Attribute, CustomField, Constant, Template, Lookup, When and Shared. The text that is found is formatted (Format), then
/// cut (Slice), then counted (Times, Plus, Decimals).
/// </summary>
public class ValueSource
{
    /// <summary>JSON Pointer (RFC 6901) into the order document; for fields of a line into that line: "/shippingInfo/shippingMethodName".</summary>
    public string? Pointer { get; set; }

    /// <summary>Name of a product attribute of the line. A dot reaches into nested attributes and objects: "dimensions.length". In Items.Options * and ? are wildcards.</summary>
    public string? Attribute { get; set; }

    /// <summary>Name of a custom field: of the line for fields of a line, else of the order. A dot reaches into objects. In Items.Options * and ? are wildcards.</summary>
    public string? CustomField { get; set; }

    /// <summary>The same text for every order.</summary>
    public string? Constant { get; set; }

    /// <summary>
    /// A text with values in braces: "{orderNumber} / {custom.slot}". Between the braces: a name of docs/rules.md, custom.NAME, attribute.NAME, shared.NAME or a JSON Pointer, and after a colon a format:
    /// {placedAt:day}. Two braces make one.
    /// </summary>
    public string? Template { get; set; }

    /// <summary>What becomes of a template when one of its values is missing.</summary>
    public PartMissingChoice WhenPartMissing { get; set; }

    /// <summary>A value for a value, from a table.</summary>
    public LookupSource? Lookup { get; set; }

    /// <summary>Conditions choose between sources: the first whose If holds is taken, also when it finds nothing. One without If takes what is left.</summary>
    public IList<SourceCase> When { get; set; } = [];

    /// <summary>Name of a source in Mapping.Shared.</summary>
    public string? Shared { get; set; }

    /// <summary>For fields of a line: look into the order instead of the line.</summary>
    public bool OfOrder { get; set; }

    /// <summary>
    /// How a found value becomes text: text, trim, upper, lower, first-line, digits, date, day, boolean, number, money, enum-key, enum-label or localized. Left out,
    /// what the field needs.
    /// </summary>
    public string? Format { get; set; }

    /// <summary>
    /// Weights: g, kg, oz, lb; lengths: mm, cm, m, in; "stated" where every value names its own ("1.2 kg"). A fallback without one has that of its field.
    /// </summary>
    public string? Unit { get; set; }

    /// <summary>Regular expression that cuts a part out of the text: its first group, or all that it matches. Where it does not match nothing is found. At most 200 characters, nothing that needs backtracking.</summary>
    public string? Slice { get; set; }

    /// <summary>The number is multiplied by this.</summary>
    public decimal? Times { get; set; }

    /// <summary>This is added to the number, after Times: "2.50"; for weights and lengths with its unit: "50 g".</summary>
    public string? Plus { get; set; }

    /// <summary>For weights of items: what Plus is added to.</summary>
    public PlusChoice PlusPer { get; set; }

    /// <summary>Digits after the point, rounded half away from zero; 0 to 6.</summary>
    public int? Decimals { get; set; }
}

/// <summary>What becomes of a template when one of its values is missing.</summary>
public enum PartMissingChoice
{
    /// <summary>The template finds nothing; fallbacks and WhenMissing of the field decide.</summary>
    NoValue,

    /// <summary>That part stays empty. Without any value the template finds nothing.</summary>
    LeaveOut
}

/// <summary>What is added to.</summary>
public enum PlusChoice
{
    /// <summary>Each unit.</summary>
    Unit,

    /// <summary>The line once: its units share it.</summary>
    Line
}
