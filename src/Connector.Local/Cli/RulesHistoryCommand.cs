using System.CommandLine;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;
using Connector.Local.Hosting;

namespace Connector.Local.Cli;

/// <summary>`connector rules history`: the rules that orders were sent with.</summary>
internal static class RulesHistoryCommand
{
    private const int RowsOfAScan = 500;

    public static Command Create(CliContext context)
    {
        var show = new Option<string?>("--show") { Description = "Print the rules whose hash begins so." };
        var json = CliContext.Json();
        var command = new Command("history", "List the versions of the rules that orders were sent with.") { show, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var app = CliContext.App(parsed);
            var kept = await app.Get<IRuleVersions>().ListAsync(cancellationToken);
            if (parsed.GetValue(show) is { } start)
            {
                var found = kept.FirstOrDefault(v => v.Version.Hash.StartsWith(start, StringComparison.OrdinalIgnoreCase))
                    ?? throw new ConfigurationException($"--show {start}: no order was sent with rules of this hash.");
                await context.Output.WriteAsync(found.Version.Text);
                return ExitCodes.Done;
            }
            var orders = await CountAsync(app.Get<ISyncStore>(), cancellationToken);
            var views = kept.Select(v => new RuleVersionView(v.Version.Hash, v.FirstUsedAt, orders.GetValueOrDefault(v.Version.Hash), v.Version.Hash == app.Get<RuleVersion>().Hash)).ToList();
            if (parsed.GetValue(json)) context.WriteJson(new { Present = app.Get<RuleVersion>().Hash, Versions = views });
            else Write(context.Output, app.Get<RuleVersion>(), views);
            return ExitCodes.Done;
        });
        return command;
    }

    /// <summary>Parts whose present content was made with each version.</summary>
    private static async Task<Dictionary<string, int>> CountAsync(ISyncStore sync, CancellationToken cancellationToken)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        await foreach (var rows in sync.ScanAllAsync(RowsOfAScan, cancellationToken))
            foreach (var hash in rows.Select(static r => r.RulesHash).OfType<string>()) counts[hash] = counts.GetValueOrDefault(hash) + 1;
        return counts;
    }

    private static void Write(TextWriter output, RuleVersion present, List<RuleVersionView> versions)
    {
        foreach (var version in versions)
            output.WriteLine($"{RuleVersion.Shorten(version.Hash)}  first used {version.FirstUsedAt:u}  {version.Parts} parts{(version.IsPresent ? "  (present)" : "")}");
        if (!versions.Exists(static v => v.IsPresent)) output.WriteLine($"{present.ShortHash}  not used yet  (present)");
    }
}

/// <param name="Parts">Parts of orders whose content was made with it.</param>
internal sealed record RuleVersionView(string Hash, DateTimeOffset FirstUsedAt, int Parts, bool IsPresent);
