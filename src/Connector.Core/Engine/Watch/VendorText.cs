using System.Text.RegularExpressions;

namespace Connector.Core.Engine.Watch;

/// <summary>
/// Texts of a vendor's own making (refusals, notes of carriers) made fit for logs, the journal, the error queue and fields of orders. Such a text may repeat
/// whatever was sent. Field names, codes and the sentence stay; what names a person, and what looks like credentials, is replaced by a word in brackets.
/// </summary>
public static partial class VendorText
{
    private const string Credentials = "[credentials]";
    private const string Withheld = "(the vendor's text could not be checked for personal data and is withheld)";

    /// <summary>Cut only after this: half a name would not be recognised.</summary>
    /// <param name="personal">What the orders of the call say about people; null where no order is known.</param>
    public static string Clean(string text, PersonalValues? personal = null)
    {
        try
        {
            var clean = WithoutCredentials(text);
            if (personal is not null) clean = personal.Replace(clean);
            return Phone().Replace(EmailMask.Apply(clean, static _ => "[e-mail]"), "[phone]");
        }
        catch (RegexMatchTimeoutException)
        {
            return Withheld;
        }
    }

    /// <summary>The text without what looks like a key, a token or a password.</summary>
    public static string WithoutCredentials(string text)
    {
        try
        {
            var clean = Named().Replace(text, $"${{name}}{Credentials}");
            clean = Scheme().Replace(clean, Credentials);
            clean = UserInfo().Replace(clean, $"://{Credentials}@");
            return Opaque().Replace(clean, Credentials);
        }
        catch (RegexMatchTimeoutException)
        {
            return Withheld;
        }
    }

    /// <summary>A name that announces a credential, and its value.</summary>
    [GeneratedRegex(
        """(?<name>\b(?:authorization|x-api-key|api[-_ ]?key|api[-_ ]?secret|client[-_ ]?secret|access[-_ ]?token|refresh[-_ ]?token|password|secret|token)["']?\s{0,3}[:=]\s{0,3}["']?)(?:(?:basic|bearer|token)\s+)?(?!\[)[^\s"',;&<>]+""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Named();

    /// <summary>A capital letter, a digit or a sign distinguishes a token from a word such as "authentication".</summary>
    [GeneratedRegex(@"\b([Bb]asic|BASIC|[Bb]earer|BEARER)\s+(?=[a-z._~-]{0,200}[A-Z0-9+/=])[A-Za-z0-9+/._~-]{6,}={0,2}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Scheme();

    [GeneratedRegex(@"://[^/\s@]{1,200}@", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex UserInfo();

    /// <summary>Keys as vendors make them: 32 hexadecimal digits, or a long mix of small and capital letters and digits.</summary>
    [GeneratedRegex(@"\b([0-9a-f]{32}|[0-9A-F]{32})\b|(?<![\w+/-])(?=[\w+/-]{0,100}[a-z])(?=[\w+/-]{0,100}[A-Z])(?=[\w+/-]{0,100}[0-9])[A-Za-z0-9+/_-]{40,}={0,2}",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Opaque();

    /// <summary>Only forms that hardly anything else has: with a leading plus, or in the groups of North America.</summary>
    [GeneratedRegex(@"(?<![\w+-])(\+\d[\d\s().\-/]{6,18}\d|\(\d{3}\)\s?\d{3}[\s.-]?\d{4}|\d{3}[\s.-]\d{3}[\s.-]\d{4})(?![\w-])", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Phone();
}
