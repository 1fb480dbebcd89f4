using System.Text;

namespace Connector.Azure.Tables;

/// <summary>Keys of table rows: the characters that Table Storage refuses (/ \ # ? and control characters) are written as %XX, and so is the percent sign.</summary>
internal static class TableKey
{
    public static string Of(string text)
    {
        var key = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (c is '/' or '\\' or '#' or '?' or '%' || char.IsControl(c)) key.Append('%').Append(((int)c).ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
            else key.Append(c);
        }
        return key.ToString();
    }
}
