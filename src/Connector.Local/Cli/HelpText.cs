using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Connector.Local.Cli;

/// <summary>Help in 80 columns, with examples.</summary>
internal static class HelpText
{
    private static readonly Dictionary<string, string[]> s_examples = new(StringComparer.Ordinal)
    {
        [""] = ["connector demo --keep", "connector setup --dry-run", "connector sync --since 2026-11-01", "connector trace US-100245"],
        ["demo"] = ["connector demo", "connector demo --keep --no-labels"],
        ["run"] = ["connector run", "connector run --urls http://127.0.0.1:5281"],
        ["sync"] = ["connector sync --since 2026-11-01", "connector sync --only shipments --json"],
        ["plan"] = ["connector plan --since 2026-11-01", "connector plan --order US-100245", "connector plan --url https://app.example.com --key ..."],
        ["map"] = ["connector map order.json", "connector map order.json --rules connector.json --json"],
        ["rules"] = ["connector rules check --accounts", "connector rules diff old.json connector.json"],
        ["fetch"] = ["connector fetch US-100245 --output order.json"],
        ["orders"] = ["connector orders --promise breached", "connector orders --status open --sort Oldest", "connector orders --search 100245 --json", "connector orders --from 2026-11-01 --csv"],
        ["trace"] = ["connector trace US-100245", "connector trace US-100245 --bodies", "connector trace US-100245 --url https://app.example.com --key ..."],
        ["errors"] = ["connector errors list --older-than 1d", "connector errors retry --all --code MissingAddress", "connector errors dismiss 17 --dry-run"],
        ["errors list"] = ["connector errors list --code MissingAddress", "connector errors list --older-than 1d --json"],
        ["errors show"] = ["connector errors show 17"],
        ["errors retry"] = ["connector errors retry 17 18", "connector errors retry --all --code MissingAddress", "connector errors retry --all --dry-run"],
        ["errors dismiss"] = ["connector errors dismiss 17", "connector errors dismiss --all --older-than 30d --yes"],
        ["labels"] = ["connector labels list --state Proposed", "connector labels approve US-100245", "connector labels report --csv"],
        ["labels list"] = ["connector labels list --state Proposed --location east"],
        ["labels show"] = ["connector labels show US-100245"],
        ["labels propose"] = ["connector labels propose --from 2026-11-01"],
        ["labels approve"] = ["connector labels approve US-100245", "connector labels approve --all --location east"],
        ["labels print"] = ["connector labels print US-100245", "connector labels print --from 2026-11-27 --out labels"],
        ["labels report"] = ["connector labels report --from 2026-11-01 --csv"],
        ["rules check"] = ["connector rules check", "connector rules check connector.json --accounts"],
        ["rules test"] = ["connector rules test orders --junit report.xml"],
        ["rules diff"] = ["connector rules diff old.json connector.json --days 7"],
        ["rules apply"] = ["connector rules apply --dry-run"],
        ["pause"] = ["connector pause orders", "connector pause shipments:eu --by ada"],
        ["resume"] = ["connector resume orders", "connector resume orders:eu"],
        ["evidence"] = ["connector evidence US-100245 --output US-100245.html", "connector evidence US-100245 --format json"],
        ["alerts"] = ["connector alerts test"],
        ["alerts test"] = ["connector alerts test --json"],
        ["erase"] = ["connector erase --email jane@example.com --dry-run", "connector erase --order US-100245 --yes"],
        ["reconcile"] = ["connector reconcile --from 2026-11-01", "connector reconcile --fix"],
        ["doctor"] = ["connector doctor", "connector doctor --json"],
        ["setup"] = ["connector setup --dry-run", "connector setup --type merchant-order"],
        ["simulate"] = ["connector simulate --orders 200 --mix Varied"],
        ["completion"] = ["connector completion bash > ~/.local/share/bash-completion/completions/connector"]
    };

    public static void AddTo(RootCommand root)
    {
        var option = root.Options.OfType<HelpOption>().Single();
        option.Action = new WithExamples((HelpAction)option.Action!);
    }

    /// <summary>Help is given whatever else is on the line.</summary>
    public static bool IsAsked(ParseResult parsed) => parsed.Action is WithExamples;

    /// <summary>All examples, for the test that parses them.</summary>
    public static IEnumerable<string> Examples => s_examples.Values.SelectMany(static lines => lines);

    private sealed class WithExamples(HelpAction help) : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            help.MaxWidth = CliText.Width;
            var code = help.Invoke(parseResult);
            if (!s_examples.TryGetValue(PathTo(parseResult.CommandResult.Command), out var lines)) return code;
            var output = parseResult.InvocationConfiguration.Output;
            output.WriteLine("Examples:");
            foreach (var line in lines) output.WriteLine("  $ " + line);
            return code;
        }

        private static string PathTo(Command command) =>
            command is RootCommand ? "" : string.Join(' ', command.Parents.OfType<Command>().Where(static c => c is not RootCommand).Select(static c => c.Name).Append(command.Name));
    }
}
