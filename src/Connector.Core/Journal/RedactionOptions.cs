namespace Connector.Core.Journal;

/// <summary>What bodies of exchanges may show before they reach the journal (section "Journal").</summary>
public sealed class RedactionOptions
{
    public const string SectionName = "Journal";

    /// <summary>
    /// True: values that name a person or a place are replaced by a short keyed hash, so that equal values can still be recognised as equal. False: they are
    /// kept as they are. Credentials are removed either way.
    /// </summary>
    public bool Redact { get; set; } = true;

    /// <summary>Key of the hashes. A value of its own for each installation keeps hashes of two installations apart.</summary>
    public string RedactionSalt { get; set; } = "connector";

    /// <summary>Longer bodies are cut, and say so.</summary>
    public int MaxBodyKilobytes { get; set; } = 256;
}
