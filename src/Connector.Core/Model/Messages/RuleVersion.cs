namespace Connector.Core.Model.Messages;

/// <summary>One state of the merchant's rules.</summary>
/// <param name="Hash">SHA-256 of the text, lower-case hex.</param>
/// <param name="Text">What the rules say beyond the defaults, as a rules file that can be read again.</param>
public sealed record RuleVersion(string Hash, string Text)
{
    private const int ShortLength = 8;

    /// <summary>The beginning of the hash, enough for people.</summary>
    public string ShortHash => Shorten(Hash);

    public static string Shorten(string hash) => hash.Length <= ShortLength ? hash : hash[..ShortLength];
}
