namespace Connector.Core.Model.Messages;

/// <summary>Which rules this process works with, and whether the file holds others that cannot be used.</summary>
/// <param name="file">Null when no file was found: the built-in defaults count.</param>
public sealed class RulesStatus(string? file)
{
    private volatile LoadedRules? _loaded;
    private volatile RefusedRules? _refused;

    public string? File { get; } = file;

    /// <summary>Null until they were loaded.</summary>
    public LoadedRules? Loaded => _loaded;

    /// <summary>The present content of the file; null while it is in force.</summary>
    public RefusedRules? Refused => _refused;

    public void Take(LoadedRules loaded) => (_loaded, _refused) = (loaded, null);

    public void Refuse(RefusedRules refused) => _refused = refused;

    /// <summary>The file means again what is in force.</summary>
    public void Confirm() => _refused = null;
}

/// <param name="Count">Rules and conditions in lists, and sources of fields.</param>
public sealed record LoadedRules(RuleVersion Version, DateTimeOffset At, int Count);

/// <param name="At">When the file was found to be so.</param>
/// <param name="Problems">Each begins with the file or the path in it.</param>
public sealed record RefusedRules(DateTimeOffset At, IReadOnlyList<string> Problems);
