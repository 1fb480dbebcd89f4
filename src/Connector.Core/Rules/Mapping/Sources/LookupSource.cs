namespace Connector.Core.Rules.Mapping.Sources;

/// <summary>A value for a value, from a table. Upper and lower case are alike, blanks around are ignored.</summary>
public sealed class LookupSource
{
    /// <summary>What is looked up.</summary>
    public ValueSource Of { get; set; } = new();

    /// <summary>Value by value. Instead of File.</summary>
    public IDictionary<string, string> Table { get; set; } = new Dictionary<string, string>();

    /// <summary>A CSV file beside the rules file: two columns, value and result, one line each, without a heading; comma or semicolon, quotes where needed. Instead of Table.</summary>
    public string? File { get; set; }

    /// <summary>The text of such a file. Versions of the rules hold their tables so. Instead of Table.</summary>
    public string? Csv { get; set; }

    /// <summary>For values that the table does not have. Left out, nothing is found for them.</summary>
    public string? Default { get; set; }

    /// <summary>The rows of File or Csv; null until they are read.</summary>
    internal IReadOnlyDictionary<string, string>? Rows { get; set; }
}
