using System.Globalization;
using System.Text;

namespace Connector.Simulators.ShipStation.Documents;

/// <summary>Writes small PDF files of pages with lines of text: header, objects, cross-reference table and trailer, as readers expect them.</summary>
internal static class PdfFile
{
    private const int LineHeight = 14;

    /// <param name="pages">The lines of each page.</param>
    /// <param name="width">In points, 72 to the inch.</param>
    public static byte[] Write(IReadOnlyList<IReadOnlyList<string>> pages, int width, int height)
    {
        using var file = new MemoryStream();
        var starts = new List<long>();
        Put(file, "%PDF-1.4\n%\u00e2\u00e3\u00cf\u00d3\n");
        // 1 catalogue, 2 page tree, 3 font, then for each page the page and its content.
        var kids = string.Join(' ', Enumerable.Range(0, pages.Count).Select(static page => Text($"{4 + 2 * page} 0 R")));
        Add(file, starts, "<< /Type /Catalog /Pages 2 0 R >>");
        Add(file, starts, Text($"<< /Type /Pages /Kids [{kids}] /Count {pages.Count} >>"));
        Add(file, starts, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>");
        for (var page = 0; page < pages.Count; page++)
        {
            var content = Content(pages[page], height);
            Add(file, starts, Text($"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width} {height}] /Resources << /Font << /F1 3 0 R >> >> /Contents {5 + 2 * page} 0 R >>"));
            Add(file, starts, Text($"<< /Length {content.Length} >>\nstream\n{content}\nendstream"));
        }
        var table = file.Position;
        Put(file, Text($"xref\n0 {starts.Count + 1}\n0000000000 65535 f \n"));
        foreach (var start in starts) Put(file, Text($"{start:D10} 00000 n \n"));
        Put(file, Text($"trailer\n<< /Size {starts.Count + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n"));
        return file.ToArray();
    }

    private static void Add(MemoryStream file, List<long> starts, string body)
    {
        starts.Add(file.Position);
        Put(file, Text($"{starts.Count} 0 obj\n{body}\nendobj\n"));
    }

    private static string Content(IReadOnlyList<string> lines, int height)
    {
        var content = new StringBuilder(Text($"BT /F1 10 Tf {LineHeight} TL 18 {height - 28} Td"));
        foreach (var line in lines) content.Append(" (").Append(Escaped(line)).Append(") Tj T*");
        return content.Append(" ET").ToString();
    }

    /// <summary>Letters outside of Latin-1 have no place in the font.</summary>
    private static string Escaped(string line)
    {
        var text = new StringBuilder(line.Length);
        foreach (var letter in line)
        {
            if (letter is '(' or ')' or '\\') text.Append('\\');
            text.Append(letter is < ' ' or > '\u00ff' ? '?' : letter);
        }
        return text.ToString();
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static void Put(MemoryStream file, string text) => file.Write(Encoding.Latin1.GetBytes(text));
}
