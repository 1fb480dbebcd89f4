namespace Connector.Core.Rules.Files;

/// <summary>Finds what somebody meant who mistyped a name.</summary>
public static class NearestName
{
    private const int MostLetters = 64;

    /// <summary>The most similar of the names, without regard to case; null when none is close: more than a third of its letters differ.</summary>
    public static string? Find(string name, IEnumerable<string> names)
    {
        if (name.Length is 0 or > MostLetters) return null;
        var (best, least) = (default(string), Math.Max(1, name.Length / 3) + 1);
        foreach (var other in names)
        {
            if (other.Length > MostLetters || Math.Abs(other.Length - name.Length) >= least) continue;
            var distance = Distance(name.ToUpperInvariant(), other.ToUpperInvariant());
            if (distance < least) (best, least) = (other, distance);
        }
        return best;
    }

    /// <summary>"; did you mean X?", or nothing.</summary>
    public static string Suggest(string name, IEnumerable<string> names) => Find(name, names) is { } nearest ? $"; did you mean {nearest}?" : "";

    /// <summary>Letters to add, to remove, to change or to swap with their neighbour.</summary>
    private static int Distance(string a, string b)
    {
        var (beforeLast, last, row) = (new int[b.Length + 1], new int[b.Length + 1], new int[b.Length + 1]);
        for (var j = 0; j <= b.Length; j++) last[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                row[j] = Math.Min(Math.Min(last[j], row[j - 1]) + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = Math.Min(row[j], beforeLast[j - 2] + 1);
            }
            (beforeLast, last, row) = (last, row, beforeLast);
        }
        return last[b.Length];
    }
}
