using System.Text;

namespace Connector.Commercetools.Http;

/// <summary>A path with its query; names and values are escaped.</summary>
internal sealed class QueryString(string path, bool hasQuery = false)
{
    private readonly StringBuilder text = new(path);
    private char next = hasQuery ? '&' : '?';

    internal int Length => text.Length;

    internal QueryString Add(string name, string value)
    {
        text.Append(next).Append(name).Append('=').Append(Uri.EscapeDataString(value));
        next = '&';
        return this;
    }

    internal static int LengthOf(string name, string value) => name.Length + Uri.EscapeDataString(value).Length + 2;

    public override string ToString() => text.ToString();
}
