using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Connector.Tests.Simulators.ShipStation.Documents;

/// <summary>Opens a PDF the way a reader does: from its end, by the cross-reference table. Fails where a reader would.</summary>
internal sealed class PdfReader
{
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(5);

    private readonly string _text;
    private readonly int[] _objects;

    public PdfReader(byte[] file)
    {
        _text = Encoding.Latin1.GetString(file);
        if (!_text.StartsWith("%PDF-1.", StringComparison.Ordinal)) throw new InvalidDataException("No header.");
        if (!_text.EndsWith("%%EOF\n", StringComparison.Ordinal)) throw new InvalidDataException("No end.");
        var table = Number(_text, @"startxref\n(?<value>\d+)\n%%EOF\n$");
        if (!_text.AsSpan(table).StartsWith("xref\n0 ")) throw new InvalidDataException("The table is not where it should be.");
        _objects = [.. All(_text[table..], @"\n(?<value>\d{10}) \d{5} [nf] (?=\n)").Select(Whole)];
        if (_objects.Length != Number(_text[table..], @"/Size (?<value>\d+)")) throw new InvalidDataException("The size is wrong.");
        var tree = Object(Number(Object(Number(_text[table..], @"/Root (?<value>\d+) 0 R")), @"/Type /Catalog /Pages (?<value>\d+) 0 R"));
        var kids = All(One(tree, @"/Kids \[(?<value>[^\]]*)\]"), @"(?<value>\d+) 0 R").Select(Whole).ToList();
        if (kids.Count != Number(tree, @"/Count (?<value>\d+)")) throw new InvalidDataException("The count of pages is wrong.");
        Pages = [.. kids.Select(Page)];
        Box = One(Object(kids[0]), @"/MediaBox \[(?<value>[^\]]*)\]");
    }

    /// <summary>The lines of each page.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Pages { get; }
    public string Box { get; }

    private List<string> Page(int number)
    {
        var page = Object(number);
        if (!page.Contains("/Type /Page ", StringComparison.Ordinal)) throw new InvalidDataException("That is no page.");
        var content = Object(Number(page, @"/Contents (?<value>\d+) 0 R"));
        var stream = One(content, @"stream\n(?<value>.*)\nendstream");
        if (stream.Length != Number(content, @"/Length (?<value>\d+)")) throw new InvalidDataException("The length of a stream is wrong.");
        return [.. All(stream, @"\((?<value>(\\.|[^()\\])*)\) Tj").Select(static line => Regex.Replace(line, @"\\(?<letter>.)", "${letter}", RegexOptions.ExplicitCapture, s_longest))];
    }

    private string Object(int number)
    {
        var start = _objects[number];
        if (!_text.AsSpan(start).StartsWith($"{number} 0 obj\n")) throw new InvalidDataException($"Object {number} is not where it should be.");
        return _text[start.._text.IndexOf("\nendobj\n", start, StringComparison.Ordinal)];
    }

    private static int Number(string text, string pattern) => Whole(One(text, pattern));

    private static string One(string text, string pattern) => All(text, pattern) is [var first, ..] ? first : throw new InvalidDataException($"There is no {pattern}.");

    private static List<string> All(string text, string pattern) =>
        [.. Regex.Matches(text, pattern, RegexOptions.ExplicitCapture | RegexOptions.Singleline, s_longest).Select(static found => found.Groups["value"].Value)];

    private static int Whole(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
