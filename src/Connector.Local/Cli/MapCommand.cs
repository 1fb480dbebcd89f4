using System.CommandLine;
using Connector.Commercetools;
using Connector.Core.Flows.Plan;
using Connector.Core.Rules.Files;
using Connector.Local.Hosting;
using Microsoft.Extensions.Options;

namespace Connector.Local.Cli;

/// <summary>`connector map`: what the rules make of an order document; asks nobody and needs no vendor settings.</summary>
internal static class MapCommand
{
    public static Command Create(CliContext context)
    {
        var document = new Argument<FileInfo>("order.json") { Description = "An order as commercetools answers it, or a page of orders." };
        var rules = new Option<FileInfo?>("--rules") { Description = "The rules file; by default connector.json in the current folder, where it exists." };
        var json = CliContext.Json();
        var command = new Command("map", "Mapping lab, offline: routing, value and origin of each field, warnings.") { document, rules, json };
        command.SetAction(async (parsed, _) =>
        {
            var lab = new MappingLab(Rules(parsed, parsed.GetValue(rules)));
            var path = parsed.GetValue(document)!.FullName;
            var now = TimeProvider.System.GetUtcNow();
            List<MapView> views = [];
            foreach (var element in OrderDocuments.Read(path))
            {
                var reading = CommerceOrderReader.Read(element);
                views.Add(reading.Order is { } order ? MapView.Of(order, lab.Try(order, now)) : MapView.Of(reading.Unreadable!));
            }
            if (parsed.GetValue(json)) context.WriteJson(new { Orders = views });
            else MapText.Write(context, views);
            foreach (var view in views.Where(v => v.WhyNot is not null)) await context.Error.WriteLineAsync($"{view.OrderNumber ?? view.OrderId}: {view.WhyNot}");
            return views.TrueForAll(v => v.WhyNot is null) ? ExitCodes.Done : ExitCodes.NeedsPerson;
        });
        return command;
    }

    /// <summary>The merchant's rules as a host would load them, without the vendors' settings.</summary>
    private static ConnectorRules Rules(ParseResult parsed, FileInfo? file)
    {
        if (file is { Exists: false }) throw new ConfigurationException($"--rules: there is no file {file.FullName}.");
        var set = (parsed.GetValue(CliContext.Set) ?? []).ToList();
        if (file is not null) set.Add($"Connector:RulesFile={file.FullName}");
        var services = new ServiceCollection();
        services.AddConnectorRules(ConnectorConfiguration.Load(parsed.GetValue(CliContext.SettingsFile)?.FullName, set));
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IOptions<ConnectorRules>>().Value;
    }
}
