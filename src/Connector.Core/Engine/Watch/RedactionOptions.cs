namespace Connector.Core.Engine.Watch;

/// <summary>What bodies of exchanges may show before they reach the journal (section "Journal").</summary>
public sealed class RedactionOptions
{
    public const string SectionName = "Journal";

    /// <summary>
    /// True: values that name a person or a place are replaced by a short keyed hash, so that equal values can still be recognised as equal. False: they are
    /// kept as they are. Credentials are removed either way.
    /// </summary>
    public bool Redact { get; set; } = true;

    /// <summary>Key of the hashes, if it shall not be the one that is made at random and kept in the store. A known key lets names and addresses be guessed.</summary>
    public string? RedactionSalt { get; set; }

    /// <summary>Longer bodies are cut, and say so.</summary>
    public int MaxBodyKilobytes { get; set; } = 256;

    /// <summary>A salt of fewer characters can be found by trying.</summary>
    public const int ShortestSalt = 12;

    /// <summary>Hashes of names and addresses can be guessed. A salt that is not given is none: then a key is made at random.</summary>
    public bool IsWeak => IsKnownToAll || RedactionSalt is { Length: > 0 and < ShortestSalt };

    /// <summary>Length of a key that is made.</summary>
    public const int KeyBytes = 32;

    /// <summary>True for texts of this product's own sources, and for a reference that was not resolved.</summary>
    public bool IsKnownToAll =>
        RedactionSalt is "connector" || RedactionSalt?.StartsWith("@Microsoft.KeyVault(", StringComparison.OrdinalIgnoreCase) == true;
}
