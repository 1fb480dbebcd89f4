using System.CommandLine;
using Connector.Commercetools;
using Connector.Core.Flows.Plan;
using Connector.Core.Rules.Files;
using Connector.Local.Hosting;

namespace Connector.Local.Cli;

/// <summary>`connector map`: how the rules map an order document; makes no calls and needs no vendor settings.</summary>
internal static class MapCommand
{
    public static Command Create(CliContext context)
    {
        var document = new Argument<FileInfo>("order.json") { Description = "An order document of commercetools, or a page of orders." };
        var rules = new Option<FileInfo?>("--rules") { Description = "Use this rules file; default: connector.json in the current folder, if it exists." };
        var json = CliContext.Json();
        var command = new Command("map", "Preview how an order is mapped: warehouse, value and origin of each field, warnings. Works offline.") { document, rules, json };
        command.SetAction(async (parsed, _) =>
        {
            var lab = Lab(Rules(parsed, parsed.GetValue(rules)));
            var path = parsed.GetValue(document)!.FullName;
            var now = TimeProvider.System.GetUtcNow();
            List<MapView> views = [];
            foreach (var element in OrderDocuments.Read(path))
            {
                var reading = CommerceOrderReader.Read(element);
                views.Add(reading.Order is { } order ? MapView.From(order, lab.Try(order, now)) : MapView.From(reading.Unreadable!));
            }
            if (parsed.GetValue(json)) context.WriteJson(new { Orders = views });
            else
            {
                MapText.Write(context, views);
                CliText.Next(context.Output, "connector rules check, connector plan");
            }
            foreach (var view in views.Where(v => v.NotSentBecause is not null)) await context.Error.WriteLineAsync($"{view.OrderNumber ?? view.OrderId}: {view.NotSentBecause}");
            return views.TrueForAll(v => v.NotSentBecause is null) ? ExitCodes.Done : ExitCodes.NeedsAttention;
        });
        return command;
    }

    private static MappingLab Lab(ConnectorRules rules) => new(rules.CreateSelection(), rules.CreateRouter(), rules.CreateMapping(), rules.Routing, rules.Services);

    /// <summary>The merchant's rules as a host would load them, without the vendors' settings.</summary>
    public static ConnectorRules Rules(ParseResult parsed, FileInfo? file)
    {
        if (file is { Exists: false }) throw new ConfigurationException($"--rules: the file {file.FullName} does not exist.");
        var set = (parsed.GetValue(CliContext.Set) ?? []).ToList();
        if (file is not null) set.Add($"Connector:RulesFile={file.FullName}");
        return RulesSource.Load(ConnectorConfiguration.Load(parsed.GetValue(CliContext.SettingsFile)?.FullName, set));
    }
}
