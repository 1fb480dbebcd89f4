using System.Text;
using System.Text.Json;

namespace Connector.Tests.Journeys.Fuzz;

/// <summary>A valid document and where its values and members stand, so that it can be changed without being built again.</summary>
internal sealed class FuzzSeed
{
    private const int MostChanges = 3;
    private readonly byte[] _bytes;

    /// <summary>The values, and the members with their names.</summary>
    private readonly List<(int Start, int End)> _values = [];
    private readonly List<(int Start, int NameEnd, int End)> _members = [];

    public FuzzSeed(string json)
    {
        _bytes = Encoding.UTF8.GetBytes(json);
        var reader = new Utf8JsonReader(_bytes, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        var open = new Stack<(int Start, (int Start, int End)? Name)>();
        (int Start, int End)? name = null;
        while (reader.Read())
        {
            var (start, end) = ((int)reader.TokenStartIndex, (int)reader.BytesConsumed);
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    // The colon is consumed with the name.
                    name = (start, start + reader.ValueSpan.Length + 2);
                    continue;
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    open.Push((start, name));
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    var (begun, of) = open.Pop();
                    Note(begun, end, of);
                    break;
                default:
                    Note(start, end, name);
                    break;
            }
            name = null;
        }

        void Note(int start, int end, (int Start, int End)? of)
        {
            _values.Add((start, end));
            if (of is { } named) _members.Add((named.Start, named.End, end));
        }
    }

    public ReadOnlyMemory<byte> Document => _bytes;

    /// <summary>The document with one to three changes, and sometimes spoilt as a whole.</summary>
    public byte[] Mutate(FuzzRandom random)
    {
        var cuts = new SortedList<int, (int End, byte[] Instead)>();
        for (var changes = 1 + random.Next(MostChanges); changes > 0; changes--)
        {
            var (start, end, instead) = Change(random);
            if (!cuts.Any(cut => start < cut.Value.End && end > cut.Key) && !cuts.ContainsKey(start)) cuts.Add(start, (end, instead));
        }
        var result = new List<byte>(_bytes.Length + cuts.Sum(static c => c.Value.Instead.Length));
        var at = 0;
        foreach (var (start, (end, instead)) in cuts)
        {
            result.AddRange(_bytes.AsSpan(at, start - at));
            result.AddRange(instead);
            at = end;
        }
        result.AddRange(_bytes.AsSpan(at));
        return random.OneIn(20) ? Spoil([.. result], random) : [.. result];
    }

    private (int Start, int End, byte[] Instead) Change(FuzzRandom random)
    {
        if (_members.Count == 0 || random.Next(10) < 6)
        {
            var (start, end) = random.Pick(_values);
            return (start, end, random.OneIn(400) ? random.Pick(OddValues.Large) : random.OneIn(5) ? Part(random.Pick(_values)) : random.OneIn(20) ? random.Pick(OddValues.Broken) : random.Pick(OddValues.All));
        }
        var (from, nameEnd, to) = random.Pick(_members);
        return random.Next(6) switch
        {
            // The same member again, with its value or another.
            0 => (to, to, [(byte)',', .. Part((from, to))]),
            1 => (to, to, [(byte)',', .. Part((from, nameEnd)), (byte)':', .. random.Pick(OddValues.All)]),
            2 or 3 => (from, to, "\"unknown\":1"u8.ToArray()),
            // Another name.
            4 => (from, nameEnd, Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Part((from, nameEnd))).ToUpperInvariant())),
            _ => (from, nameEnd, Name(random.Pick(_members)))
        };

        byte[] Name((int Start, int NameEnd, int End) member) => Part((member.Start, member.NameEnd));
    }

    private byte[] Part((int Start, int End) span) => _bytes[span.Start..span.End];

    /// <summary>Cut, of another encoding, with a byte that is not its own, twice, in a list.</summary>
    private static byte[] Spoil(byte[] bytes, FuzzRandom random)
    {
        if (bytes.Length == 0) return bytes;
        switch (random.Next(8))
        {
            case 0: return bytes[..random.Next(bytes.Length)];
            case 1: return [0xef, 0xbb, 0xbf, .. bytes];
            case 2: return Encoding.Unicode.GetBytes(Encoding.UTF8.GetString(bytes));
            case 3: return [.. bytes, .. bytes];
            case 4: return [(byte)'[', .. bytes, (byte)']'];
            case 5: return Encoding.Latin1.GetBytes(Encoding.UTF8.GetString(bytes));
            case 6: return [.. "<html>"u8, .. bytes];
            default:
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                return bytes;
        }
    }
}
