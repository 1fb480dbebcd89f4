using System.CommandLine;
using Connector.Core;
using Connector.Core.OrderFields;
using Connector.Core.Ports;
using Microsoft.Extensions.Options;

namespace Connector.Local.Cli;

/// <summary>`connector setup`: makes in the shop what the connector writes to. Safe to run again.</summary>
internal static class SetupCommand
{
    public static Command Create(CliContext context)
    {
        var dryRun = new Option<bool>("--dry-run") { Description = "Only say what would be made." };
        var command = new Command("setup", "Makes the export channel, the order Type and its fields where they are missing.") { dryRun };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var app = CliContext.App(parsed);
            var (references, options) = (app.Get<ICommerceReferences>(), app.Get<IOptions<EngineOptions>>().Value);
            if (parsed.GetValue(dryRun))
            {
                var channel = await references.GetChannelAsync(options.SyncChannel, cancellationToken);
                var type = await references.GetTypeAsync(options.OrderType, cancellationToken);
                var lacking = OrderFieldNames.Definitions.Where(d => type?.FieldNames.Contains(d.Name) != true).Select(d => d.Name).ToList();
                await context.Output.WriteLineAsync(channel is null ? $"channel {options.SyncChannel}: would be made" : $"channel {options.SyncChannel}: there");
                await context.Output.WriteLineAsync(lacking.Count == 0 ? $"Type {options.OrderType}: complete" : $"Type {options.OrderType}: would get {string.Join(", ", lacking)}");
                return ExitCodes.Done;
            }
            var made = await references.EnsureExportChannelAsync(options.SyncChannel, cancellationToken);
            var added = await references.EnsureOrderTypeAsync(options.OrderType, OrderFieldNames.Definitions, cancellationToken);
            await context.Output.WriteLineAsync(made ? $"channel {options.SyncChannel}: made" : $"channel {options.SyncChannel}: was there");
            await context.Output.WriteLineAsync(added.Count == 0 ? $"Type {options.OrderType}: was complete" : $"Type {options.OrderType}: added {string.Join(", ", added)}");
            return ExitCodes.Done;
        });
        return command;
    }
}
