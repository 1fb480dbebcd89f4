using System.Text;

namespace Connector.Commercetools.Http;

/// <summary>A path with its query; names and values are escaped.</summary>
internal sealed class QueryString(string path, bool hasQuery = false)
{
    private readonly StringBuilder _text = new(path);
    private char _next = hasQuery ? '&' : '?';

    internal int Length => _text.Length;

    internal QueryString Add(string name, string value)
    {
        _text.Append(_next).Append(name).Append('=').Append(Uri.EscapeDataString(value));
        _next = '&';
        return this;
    }

    internal static int LengthOf(string name, string value) => name.Length + Uri.EscapeDataString(value).Length + 2;

    public override string ToString() => _text.ToString();
}
