using System.CommandLine;
using Connector.Core.Engine.Watch;
using Connector.Core.Model.Labels;
using Connector.Core.Ports.Labels;
using Connector.Local.Operators;
using Connector.Operations.Api;

namespace Connector.Local.Cli;

/// <summary>`connector labels ...`: what is proposed, bought and spent, and what people decide about it.</summary>
internal static class LabelsCommand
{
    private static readonly Option<string?> Account = new("--account") { Description = "Only labels of this ShipStation account." };
    private static readonly Option<string?> Location = new("--location") { Description = "Only labels of this location." };
    private static readonly Option<string?> Batch = new("--batch") { Description = "Only labels of this batch." };
    private static readonly Option<string?> By = CliContext.By;

    public static Command Create(CliContext context) => new("labels", "Manage labels: list, approve, void, print, report.")
    {
        List(context), Show(context), LabelPreviewCommand.Create(context), Approve(context),
        Change(context, "dismiss", "Buy no label, or do not void it.", "dismissed"),
        Change(context, "void", "Void labels that the connector bought.", "to be voided"),
        Change(context, "release", "Decide again after a purchase that no reading could settle; check in ShipStation first.", "released"),
        Change(context, "another", "Ask for another label after a void.", "asked for"),
        LabelPrintCommand.Create(context), LabelReportCommand.Create(context), Switch(context, isPause: true), Switch(context, isPause: false)
    };

    private static Command List(CliContext context)
    {
        var state = new Option<LabelState?>("--state") { Description = "Only labels in this state.", HelpName = "state" };
        var take = new Option<int>("--take") { Description = "At most so many; default: 100.", DefaultValueFactory = static _ => 100 };
        take.Validators.Add(static result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 10_000) result.AddError("--take must be between 1 and 10000.");
        });
        var json = CliContext.Json();
        var command = new Command("list", "List labels, the newest first.") { state, Account, Location, Batch, take, json, CliContext.Url, CliContext.Key };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var labels = context.Labels(parsed);
            var filter = new LabelFilter(parsed.GetValue(state), parsed.GetValue(Account), parsed.GetValue(Location), parsed.GetValue(Batch));
            var list = await labels.ListLabelsAsync(filter, parsed.GetValue(take), cancellationToken);
            if (parsed.GetValue(json)) context.WriteJson(list.Labels);
            else LabelText.Write(context.Output, list, filter == new LabelFilter());
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Show(CliContext context)
    {
        var label = new Argument<string>("label") { Description = "Order number, or ID of a label." };
        var json = CliContext.Json();
        var command = new Command("show", "Show how a label was chosen, and what became of it.") { label, json, CliContext.Url, CliContext.Key };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var labels = context.Labels(parsed);
            var found = await labels.FindLabelsAsync(parsed.GetValue(label)!, cancellationToken);
            if (found.Count == 0) return await LabelChoice.MissingAsync(context, parsed.GetValue(label)!);
            if (parsed.GetValue(json)) context.WriteJson(found);
            else foreach (var one in found) LabelText.Describe(context.Output, one);
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Approve(CliContext context)
    {
        var labels = LabelChoice.Argument(0);
        var all = new Option<bool>("--all") { Description = "All proposals that match the filters." };
        var json = CliContext.Json();
        var command = new Command("approve", "Approve proposed labels and voids.") { labels, all, Account, Location, Batch, By, json, CliContext.Url, CliContext.Key };
        command.Validators.Add(result =>
        {
            var isFiltered = result.GetValue(Account) is not null || result.GetValue(Location) is not null || result.GetValue(Batch) is not null;
            if (result.GetValue(labels) is not { Length: > 0 } == !result.GetValue(all)) result.AddError("labels approve: give labels or --all, not both. Filters can be added to --all.");
            else if (isFiltered && !result.GetValue(all)) result.AddError("labels approve: filters need --all.");
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var connector = context.Labels(parsed);
            if (!parsed.GetValue(all)) return await ChangeAsync(context, connector, parsed, labels, json, "approved", cancellationToken);
            var filter = new LabelFilter(Account: parsed.GetValue(Account), Location: parsed.GetValue(Location), BatchId: parsed.GetValue(Batch));
            var count = await connector.ApproveAllAsync(filter, Who(parsed), cancellationToken);
            Report(context, parsed.GetValue(json), count, count, "approved");
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Change(CliContext context, string name, string description, string done)
    {
        var labels = LabelChoice.Argument(1);
        var json = CliContext.Json();
        var command = new Command(name, description) { labels, By, json, CliContext.Url, CliContext.Key };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var connector = context.Labels(parsed);
            return await ChangeAsync(context, connector, parsed, labels, json, done, cancellationToken);
        });
        return command;
    }

    private static async Task<int> ChangeAsync(
        CliContext context, ILabelOperator connector, ParseResult parsed, Argument<string[]> labels, Option<bool> json, string done, CancellationToken cancellationToken)
    {
        var names = parsed.GetValue(labels)!;
        var (count, verb) = (0, parsed.CommandResult.Command.Name);
        foreach (var name in names)
        {
            var found = await connector.FindLabelsAsync(name, cancellationToken);
            if (found.Count == 0)
            {
                await LabelChoice.MissingAsync(context, name);
                continue;
            }
            var open = found.Where(one => one.Label.Actions.Contains(verb, StringComparer.Ordinal)).Select(static one => one.Label.Id).ToList();
            if (await connector.DecideAsync(verb, open, Who(parsed), cancellationToken) > 0) count++;
            else await context.Error.WriteLineAsync($"{name}: cannot {verb}, the label is {found[^1].Label.Status.ToLowerInvariant()}.");
        }
        Report(context, parsed.GetValue(json), count, names.Length, done);
        return count == names.Length ? ExitCodes.Done : ExitCodes.NeedsAttention;
    }

    private static Command Switch(CliContext context, bool isPause)
    {
        var json = CliContext.Json();
        var command = new Command(isPause ? "pause" : "resume", isPause ? "Stop buying and voiding at once, until resumed." : "Go on after a pause.") { Account, By, json, CliContext.Url, CliContext.Key };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var connector = context.Labels(parsed);
            var account = parsed.GetValue(Account);
            var flow = DisplayNames.Flow(LabelDesk.FlowOf(account));
            var changed = await connector.SwitchAsync(isPause, account, Who(parsed), cancellationToken);
            if (parsed.GetValue(json)) context.WriteJson(new { Flow = flow, Paused = isPause, Changed = changed });
            else await context.Output.WriteLineAsync(isPause ? $"{flow} is paused.\nNext: connector labels resume" : changed ? $"{flow} goes on." : $"{flow} was not paused.");
            return ExitCodes.Done;
        });
        return command;
    }

    private static string Who(ParseResult parsed) => CliContext.Who(parsed);

    private static void Report(CliContext context, bool json, int count, int of, string done)
    {
        if (json) context.WriteJson(new { Count = count, Of = of });
        else context.Output.WriteLine(count == 0 ? $"0 of {of} {done}." : $"{count} of {of} {done}.\nNext: connector run works on them within a minute, connector sync at once.");
    }
}
