using System.Text;

namespace Connector.Core.Rules.Mapping.Texts;

/// <summary>Pure: letters and the combining marks behind them as one letter each (NFC, for the scripts of <see cref="Compositions"/> and Hangul).</summary>
internal static class NormalForm
{
    private const char FirstMark = '\u0300';
    private const int HangulBase = 0xAC00, LeadBase = 0x1100, VowelBase = 0x1161, TailBase = 0x11A7, Vowels = 21, Tails = 28, Leads = 19;
    private static readonly Dictionary<(char Letter, char Mark), char> s_composed = Compositions.Pairs
        .SelectMany(static row => row.Value.Chunk(2).Select(pair => (Pair: (pair[0], row.Key), Composed: pair[1])))
        .ToDictionary(static one => one.Pair, static one => one.Composed);
    private static readonly Dictionary<char, char> s_letters = s_composed.ToDictionary(static one => one.Value, static one => one.Key.Letter);

    /// <summary>Whether the character may join the one before it.</summary>
    public static bool Joins(char c) => c >= FirstMark && (Compositions.Pairs.ContainsKey(c) || c is >= (char)VowelBase and < (char)(TailBase + Tails));

    public static string Compose(string text)
    {
        var joins = false;
        foreach (var c in text) joins |= Joins(c);
        if (!joins) return text;
        var done = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length;)
        {
            var letter = text[i++];
            var first = i;
            while (i < text.Length && Joins(text[i])) i++;
            // Marks come in any order; those below the letter go first, as the standard has it.
            var marks = text[first..i].OrderBy(Rank).ToList();
            for (var m = 0; m < marks.Count;)
            {
                if (TryJoin(letter, marks[m], out var joined))
                {
                    letter = joined;
                    marks.RemoveAt(m);
                }
                else
                {
                    m++;
                }
            }
            done.Append(letter).AppendJoin("", marks);
        }
        return done.ToString();
    }

    /// <summary>The letter without any mark: "é" is "e".</summary>
    public static char Bare(char letter)
    {
        while (s_letters.TryGetValue(letter, out var bare)) letter = bare;
        return letter;
    }

    private static bool TryJoin(char letter, char mark, out char joined)
    {
        if (s_composed.TryGetValue((letter, mark), out joined)) return true;
        var (lead, vowel, tail) = (letter - LeadBase, mark - VowelBase, mark - TailBase);
        if (lead is >= 0 and < Leads && vowel is >= 0 and < Vowels) joined = (char)(HangulBase + (lead * Vowels + vowel) * Tails);
        else if (letter - HangulBase is >= 0 and < Leads * Vowels * Tails && (letter - HangulBase) % Tails == 0 && tail is > 0 and < Tails) joined = (char)(letter + tail);
        return joined != default;
    }

    private static int Rank(char mark) => mark switch
    {
        '\u0327' or '\u0328' => 1,
        '\u031B' => 2,
        (>= '\u0323' and <= '\u0326') or '\u032D' or '\u032E' or '\u0330' or '\u0331' => 3,
        '\u0345' => 5,
        _ => 4
    };
}
