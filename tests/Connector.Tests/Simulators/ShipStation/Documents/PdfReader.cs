using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Connector.Tests.Simulators.ShipStation.Documents;

/// <summary>Opens a PDF the way a reader does: from its end, by the cross-reference table. Fails where a reader would.</summary>
internal sealed class PdfReader
{
    private readonly string _text;
    private readonly int[] _objects;

    public PdfReader(byte[] file)
    {
        _text = Encoding.Latin1.GetString(file);
        if (!_text.StartsWith("%PDF-1.", StringComparison.Ordinal)) throw new InvalidDataException("No header.");
        if (!_text.EndsWith("%%EOF\n", StringComparison.Ordinal)) throw new InvalidDataException("No end.");
        var table = Number(Regex.Match(_text, @"startxref\n(\d+)\n%%EOF\n$").Groups[1].Value);
        if (!_text.AsSpan(table).StartsWith("xref\n0 ")) throw new InvalidDataException("The table is not where it should be.");
        var rows = Regex.Matches(_text[table..], @"^(\d{10}) (\d{5}) ([nf]) $", RegexOptions.Multiline);
        _objects = [.. rows.Select(static row => Number(row.Groups[1].Value))];
        if (_objects.Length != Number(Regex.Match(_text[table..], @"/Size (\d+)").Groups[1].Value)) throw new InvalidDataException("The size is wrong.");
        var root = Object(Number(Regex.Match(_text[table..], @"/Root (\d+) 0 R").Groups[1].Value));
        var tree = Object(Number(Regex.Match(root, @"/Type /Catalog /Pages (\d+) 0 R").Groups[1].Value));
        var kids = Regex.Matches(Regex.Match(tree, @"/Kids \[([^\]]*)\]").Groups[1].Value, @"(\d+) 0 R").Select(static kid => Number(kid.Groups[1].Value)).ToList();
        if (kids.Count != Number(Regex.Match(tree, @"/Count (\d+)").Groups[1].Value)) throw new InvalidDataException("The count of pages is wrong.");
        Pages = [.. kids.Select(Page)];
        Box = Regex.Match(Object(kids[0]), @"/MediaBox \[([^\]]*)\]").Groups[1].Value;
    }

    /// <summary>The lines of each page.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Pages { get; }
    public string Box { get; }

    private List<string> Page(int number)
    {
        var page = Object(number);
        if (!page.Contains("/Type /Page ", StringComparison.Ordinal)) throw new InvalidDataException("That is no page.");
        var content = Object(Number(Regex.Match(page, @"/Contents (\d+) 0 R").Groups[1].Value));
        var stream = Regex.Match(content, @"stream\n(.*)\nendstream", RegexOptions.Singleline).Groups[1].Value;
        if (stream.Length != Number(Regex.Match(content, @"/Length (\d+)").Groups[1].Value)) throw new InvalidDataException("The length of a stream is wrong.");
        return [.. Regex.Matches(stream, @"\(((?:\\.|[^()\\])*)\) Tj").Select(static line => Regex.Replace(line.Groups[1].Value, @"\\(.)", "$1"))];
    }

    private string Object(int number)
    {
        var start = _objects[number];
        if (!_text.AsSpan(start).StartsWith($"{number} 0 obj\n")) throw new InvalidDataException($"Object {number} is not where it should be.");
        return _text[start..(_text.IndexOf("\nendobj\n", start, StringComparison.Ordinal))];
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
