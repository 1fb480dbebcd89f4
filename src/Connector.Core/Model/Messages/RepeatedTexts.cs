using System.Collections.Concurrent;
using System.Text.Json;

namespace Connector.Core.Model.Messages;

/// <summary>What is made of JSON texts of which there are few, each again and again: made once. Safe from several threads.</summary>
/// <param name="longest">In UTF-8 bytes; what is made of a longer text is not kept.</param>
/// <param name="most">So many are kept; whatever else comes is made each time.</param>
public sealed class RepeatedTexts<T>(int longest, int most, Func<string, T> make)
    where T : class
{
    private readonly ConcurrentDictionary<string, T> _kept = new(StringComparer.Ordinal);

    /// <summary>The dictionary's own count takes all its locks.</summary>
    private int _count;

    /// <summary>Of the name or the text that the reader has come to.</summary>
    /// <exception cref="InvalidOperationException">It is neither, or no valid Unicode.</exception>
    public T Get(ref Utf8JsonReader reader)
    {
        if (reader.HasValueSequence || reader.ValueSpan.Length > longest) return make(reader.GetString()!);
        Span<char> text = stackalloc char[longest];
        text = text[..reader.CopyString(text)];
        if (_kept.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out var known)) return known;
        var met = text.ToString();
        var made = make(met);
        if (Volatile.Read(ref _count) < most && _kept.TryAdd(met, made)) Interlocked.Increment(ref _count);
        return made;
    }
}
