using System.Text;

namespace Connector.Core.Rules.Mapping.Sources;

/// <summary>The rows of a look-up. Pure.</summary>
internal static class LookupTable
{
    public const int MaxRows = 100_000;

    public static IReadOnlyDictionary<string, string> Rows(LookupSource lookup)
    {
        if (lookup.Rows is { } read) return read;
        if (lookup.Csv is { } text) return Parse(text, nameof(lookup.Csv), []);
        var rows = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in lookup.Table) rows.TryAdd(key.Trim(), value);
        return rows;
    }

    /// <summary>Reads a CSV text of two columns. Problems name the line, and what is allowed.</summary>
    public static Dictionary<string, string> Parse(string text, string path, ICollection<string> problems)
    {
        var rows = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var number = 0;
        foreach (var line in text.TrimStart('\uFEFF').Split('\n'))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line)) continue;
            if (Columns(line.TrimEnd('\r')) is not [var key, var value] || key.Length == 0 || value.Length == 0)
                problems.Add($"{path}: line {number} is not a row; allowed: a value and its result, with a comma or semicolon between them");
            else if (rows.Count >= MaxRows) { problems.Add($"{path}: has more than {MaxRows} rows; allowed: up to {MaxRows}"); break; }
            else if (!rows.TryAdd(key, value)) problems.Add($"{path}: '{key}' is there twice, again in line {number}; allowed: each value once");
        }
        if (rows.Count == 0 && problems.Count == 0) problems.Add($"{path}: is empty; allowed: one row or more");
        return rows;
    }

    /// <summary>As <see cref="Parse"/> reads it, one line each, by value: the order of rows means nothing.</summary>
    public static string Write(IReadOnlyDictionary<string, string> rows) =>
        string.Concat(rows.OrderBy(static row => row.Key, StringComparer.Ordinal).Select(static row => $"{Quote(row.Key)},{Quote(row.Value)}\n"));

    private static string Quote(string text) => text.AsSpan().IndexOfAny(",;\"") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>Null where a quote is not closed.</summary>
    private static List<string>? Columns(string line)
    {
        var columns = new List<string>();
        var column = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if (c == '"' && quoted && i + 1 < line.Length && line[i + 1] == '"') column.Append(line[i++]);
            else if (c == '"') quoted = !quoted;
            else if (c is ',' or ';' && !quoted) Next();
            else column.Append(c);
        }
        Next();
        return quoted ? null : columns;

        void Next()
        {
            columns.Add(column.ToString().Trim());
            column.Clear();
        }
    }
}
