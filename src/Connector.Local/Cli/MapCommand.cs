using System.CommandLine;
using Connector.Commercetools;
using Connector.Core.Flows.Plan;
using Connector.Core.Model.Orders;
using Connector.Core.Ports;
using Connector.Core.Rules.Files;
using Connector.Core.Rules.Mapping;
using Connector.Local.Hosting;
using Connector.Sqlite;

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
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var lab = Lab(Rules(parsed, parsed.GetValue(rules)));
            var path = parsed.GetValue(document)!.FullName;
            var now = TimeProvider.System.GetUtcNow();
            List<MapView> views = [];
            foreach (var element in OrderDocuments.Read(path))
            {
                var reading = CommerceOrderReader.Read(element);
                views.Add(reading.Order is { } order ? MapView.From(order, lab.Try(await OverriddenAsync(parsed, order, cancellationToken), now)) : MapView.From(reading.Unreadable!));
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

    /// <summary>With the values that people set for this order, where the connector has run here.</summary>
    private static async Task<Order> OverriddenAsync(ParseResult parsed, Order order, CancellationToken cancellationToken)
    {
        var configuration = ConnectorConfiguration.Load(parsed.GetValue(CliContext.SettingsFile)?.FullName, parsed.GetValue(CliContext.Set) ?? []);
        if (!File.Exists(configuration["Sqlite:Path"] ?? new SqliteOptions().Path)) return order;
        await using var app = ConnectorApp.CreateForStores(configuration, verbose: false);
        return OverridableFields.Apply(order, await app.Get<IOrderOverrides>().ListAsync([order.Id], cancellationToken));
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
