using System.CommandLine;
using Connector.Core.Flows.Writeback;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.Local.Hosting;
using Connector.ShipStation;
using Microsoft.Extensions.Options;

namespace Connector.Local.Cli;

/// <summary>`connector setup`: creates in commercetools what the connector writes to, and in ShipStation the webhooks. Safe to run again.</summary>
internal static class SetupCommand
{
    public static Command Create(CliContext context)
    {
        var dryRun = new Option<bool>("--dry-run") { Description = "Only show what would be created." };
        var type = new Option<string?>("--type") { Description = "Add the connector's fields to this order Type of the shop, which must exist, instead of a Type of its own.", HelpName = "key" };
        var json = CliContext.Json();
        var command = new Command("setup", "Create the export channel, the order Type with its fields, and ShipStation's webhooks, if they are missing.") { dryRun, type, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var app = CliContext.App(parsed);
            var (isDry, steps) = (parsed.GetValue(dryRun), new SetupSteps(parsed.GetValue(json) ? null : context.Output));
            await CommerceAsync(app, parsed.GetValue(type), isDry, steps, cancellationToken);
            var isComplete = await WebhookSetup.RunAsync(app.Get<ShipStationAccounts>(), app.Get<WebhookSubscriptions>(), isDry, steps, cancellationToken);
            await app.Get<IJournal>().FlushAsync(cancellationToken);
            if (parsed.GetValue(json)) context.WriteJson(new { DryRun = isDry, Complete = isComplete, Steps = steps.All });
            else CliText.Next(context.Output, isDry ? "connector setup" : "connector doctor");
            return isComplete ? ExitCodes.Done : ExitCodes.NeedsAttention;
        });
        return command;
    }

    private static async Task CommerceAsync(ConnectorApp app, string? ownType, bool isDry, SetupSteps steps, CancellationToken cancellationToken)
    {
        var (references, options) = (app.Get<ICommerceReferences>(), app.Get<IOptions<EngineOptions>>().Value);
        var type = ownType ?? options.OrderType;
        // Before anything is made: a Type of the shop is never created here.
        var existing = await references.GetTypeAsync(type, cancellationToken);
        if (ownType is not null && existing is null) throw new ConfigurationException($"--type: commercetools has no Type '{ownType}'.");
        var isThere = isDry ? await references.GetChannelAsync(options.SyncChannel, cancellationToken) is not null : !await references.EnsureExportChannelAsync(options.SyncChannel, cancellationToken);
        steps.Add($"Channel {options.SyncChannel}", isThere ? "already exists" : isDry ? "would be created" : "created");
        var missing = isDry
            ? [.. OrderFieldNames.Definitions.Where(d => existing?.FieldNames.Contains(d.Name) != true).Select(static d => d.Name)]
            : await references.EnsureOrderTypeAsync(type, OrderFieldNames.Definitions, cancellationToken);
        steps.Add($"Type {type}", missing.Count == 0 ? "already complete" : $"{(isDry ? "would be extended with" : "added")} {string.Join(", ", missing)}");
    }
}

/// <summary>What was made and what was there, said as it goes.</summary>
/// <param name="output">Null where all of it becomes one document.</param>
internal sealed class SetupSteps(TextWriter? output)
{
    private readonly List<SetupStep> _all = [];

    public IReadOnlyList<SetupStep> All => _all;

    public void Add(string what, string state)
    {
        _all.Add(new SetupStep(what, state));
        if (output is not null) CliText.Wrap(output, $"{what}: {state}", "", "  ");
    }
}

internal sealed record SetupStep(string What, string State);
