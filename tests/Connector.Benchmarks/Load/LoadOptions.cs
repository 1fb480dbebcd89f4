using System.Globalization;

namespace Connector.Benchmarks.Load;

/// <summary>What `load` is asked for.</summary>
internal sealed record LoadOptions(IReadOnlyList<Scenario> Scenarios, int Rounds, string? Json, string? Connector, bool WithScript)
{
    /// <summary>Left out unless asked for: 100,000 orders take minutes each.</summary>
    private static readonly string[] s_long = ["cold-100000", "cold-100000-50ms"];

    public const string Help = """
        load [--only NAME,...] [--all] [--rounds 3] [--json FILE] [--connector FILE] [--no-script] [--list]
          --only       these scenarios; a name that ends with * stands for all that begin so
          --all        with those of 100,000 orders too
          --connector  a published connector (dll or executable) in place of the release build
          --no-script  without the script of baseline/ (which needs node and npm)
        """;

    /// <summary>Null when something is not understood.</summary>
    public static LoadOptions? Parse(string[] args)
    {
        var (only, rounds, json, connector, script, all) = ((string[]?)null, 3, (string?)null, (string?)null, true, false);
        for (var i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--only" when i + 1 < args.Length: only = args[++i].Split(','); break;
                case "--rounds" when i + 1 < args.Length && int.TryParse(args[i + 1], CultureInfo.InvariantCulture, out rounds) && rounds > 0: i++; break;
                case "--json" when i + 1 < args.Length: json = args[++i]; break;
                case "--connector" when i + 1 < args.Length: connector = args[++i]; break;
                case "--no-script": script = false; break;
                case "--all": all = true; break;
                default: return null;
            }
        }
        var chosen = Load.Scenarios.All.Where(scenario => only is null ? all || !s_long.Contains(scenario.Name) : only.Any(name => Fits(name, scenario.Name))).ToList();
        return chosen.Count == 0 ? null : new LoadOptions(chosen, rounds, json, connector, script);
    }

    private static bool Fits(string asked, string name) => asked.EndsWith('*') ? name.StartsWith(asked[..^1], StringComparison.Ordinal) : asked == name;
}
