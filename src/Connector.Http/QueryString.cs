using System.Globalization;
using System.Text;

namespace Connector.Http;

/// <summary>A path with its query; values are escaped.</summary>
public sealed class QueryString(string path)
{
    private readonly StringBuilder _text = new(path);
    private char _separator = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';

    public int Length => _text.Length;

    public QueryString Add(string name, string value)
    {
        _text.Append(_separator).Append(name).Append('=').Append(Uri.EscapeDataString(value));
        _separator = '&';
        return this;
    }

    public QueryString Add(string name, long value) => Add(name, value.ToString(CultureInfo.InvariantCulture));

    /// <summary>How much longer a parameter makes the text.</summary>
    public static int LengthOf(string name, string value) => name.Length + Uri.EscapeDataString(value).Length + 2;

    public override string ToString() => _text.ToString();
}
