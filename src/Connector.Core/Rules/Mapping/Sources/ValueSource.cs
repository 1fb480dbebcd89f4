namespace Connector.Core.Rules.Mapping.Sources;

/// <summary>One place to look for a value: exactly one of Pointer, Attribute, CustomField and Constant.</summary>
public class ValueSource
{
    /// <summary>JSON Pointer (RFC 6901) into the order document; for fields of a line into that line: "/shippingInfo/shippingMethodName".</summary>
    public string? Pointer { get; set; }

    /// <summary>Name of a product attribute of the line. A dot reaches into nested attributes and objects: "dimensions.length".</summary>
    public string? Attribute { get; set; }

    /// <summary>Name of a custom field: of the line for fields of a line, else of the order. A dot reaches into objects.</summary>
    public string? CustomField { get; set; }

    /// <summary>The same text for every order.</summary>
    public string? Constant { get; set; }

    /// <summary>For fields of a line: look into the order instead of the line.</summary>
    public bool OfOrder { get; set; }

    /// <summary>
    /// How a found value becomes text: text, trim, upper, lower, first-line, digits, date, boolean, number, money, enum-key, enum-label or localized. Left out,
    /// what the field needs.
    /// </summary>
    public string? Format { get; set; }

    /// <summary>
    /// Weights: g, kg, oz, lb; lengths: mm, cm, m, in; "stated" where every value names its own ("1.2 kg"). A fallback without one has that of its field.
    /// </summary>
    public string? Unit { get; set; }
}
