using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Connector.Core.Engine.Watch;

/// <summary>
/// Tells whether a poll was given what the one before it was given, so that it is no news. Of this process: after a start each poll is news once.
/// </summary>
public sealed class RepeatedReadings
{
    /// <summary>Long lists have many pages; more than these are not worth the memory.</summary>
    private const int MaxPolls = 2000;

    private readonly ConcurrentDictionary<string, byte[]> _last = new(StringComparer.Ordinal);

    /// <summary>True when the poll of this name got the same body the last time.</summary>
    public bool Repeats(string poll, ReadOnlySpan<byte> body)
    {
        var hash = SHA256.HashData(body);
        if (_last.TryGetValue(poll, out var before) && hash.AsSpan().SequenceEqual(before)) return true;
        if (_last.Count >= MaxPolls) _last.Clear();
        _last[poll] = hash;
        return false;
    }
}
