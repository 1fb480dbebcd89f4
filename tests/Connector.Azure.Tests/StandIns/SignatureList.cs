namespace Connector.Azure.Tests.StandIns;

/// <summary>The file of signatures, read.</summary>
internal sealed class SignatureList
{
    private readonly Dictionary<string, ListedType> _types = new(StringComparer.Ordinal);

    private SignatureList() { }

    public static SignatureList Load()
    {
        var list = new SignatureList();
        List<ListedType> current = [];
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "StandIns", "signatures.txt")))
        {
            if (line.Length == 0 || line[0] == '#') continue;
            if (line[0] == ' ')
            {
                foreach (var type in current) type.Members.UnionWith(Members(line.Trim()));
                continue;
            }
            current = Types(line);
            foreach (var type in current) list._types.Add(type.Name, type);
        }
        return list;
    }

    /// <summary>Null when the real packages are not known to have it.</summary>
    public ListedType? Find(Type type) =>
        _types.GetValueOrDefault(SignatureText.FullName(type)) ?? _types.GetValueOrDefault(type.Namespace + ".*");

    private static List<ListedType> Types(string line)
    {
        var (head, bases) = line.Split(" : ") is [var h, var b] ? (h, b) : (line, "");
        var blank = head.LastIndexOf(' ');
        var (kind, name) = (head[..blank], head[(blank + 1)..]);
        string[] names = name.Contains("{I}", StringComparison.Ordinal) ? [name.Replace("{I}", "", StringComparison.Ordinal), name.Replace("{I}", "I", StringComparison.Ordinal)] : [name];
        return [.. names.Select(n => new ListedType(n, kind, bases))];
    }

    /// <summary>A property counts as one member for each of its accessors.</summary>
    private static IEnumerable<string> Members(string line)
    {
        var brace = line.IndexOf(" { ", StringComparison.Ordinal);
        if (brace < 0) return [line];
        var property = line[..brace];
        return line[(brace + 3)..].Split(' ', ';', '}').Where(static word => word is "get" or "set").Select(accessor => $"{accessor} {property}");
    }
}

/// <param name="Kind">"names" where only names are known.</param>
/// <param name="Bases">What it derives from and implements, in one text.</param>
internal sealed record ListedType(string Name, string Kind, string Bases)
{
    public HashSet<string> Members { get; } = new(StringComparer.Ordinal);
    public bool NamesOnly => Kind == "names";
}
