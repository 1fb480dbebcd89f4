using System.CommandLine;
using Connector.Core.Engine.Watch;
using Connector.Core.Flows.Plan;
using Connector.Core.Ports;
using Connector.Local.Operators;
using Connector.Operations.Api;

namespace Connector.Local.Cli;

/// <summary>`errors retry` of many: the connector puts them back a chunk at a time, and the command shows how far it has come; and what a retry would send.</summary>
internal static class ErrorRetry
{
    public static readonly Option<string?> Group = new("--group") { Description = "All errors of this group (connector errors groups).", HelpName = "key" };
    public static readonly Option<bool> Wait = new("--wait") { Description = "Wait for the outcome and say what failed again." };
    public static readonly Option<int?> PerMinute = new("--per-minute") { Description = "At most so many in a minute.", HelpName = "number" };
    public static readonly Option<bool> Preview = new("--preview") { Description = "Only show what would be sent; nothing is retried." };
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(500);

    /// <summary>After this time without news the reader should know why there may be none.</summary>
    private static readonly TimeSpan s_quiet = TimeSpan.FromSeconds(15);

    public static bool IsAsked(ParseResult parsed) => parsed.GetValue(Group) is not null || parsed.GetValue(Wait) || parsed.GetValue(PerMinute) is not null;

    /// <summary>`errors retries`: the last ones, and cancelling one.</summary>
    public static Command CreateList(CliContext context)
    {
        var cancel = new Option<string?>("--cancel") { Description = "Put back no more of this retry.", HelpName = "id" };
        var json = CliContext.Json();
        var command = new Command("retries", "List the last retries of many errors, or cancel one.") { cancel, json, CliContext.Url, CliContext.Key };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var connector = context.Operator(parsed);
            if (parsed.GetValue(cancel) is { } id)
            {
                if (await connector.CancelRetryAsync(id, cancellationToken) is not { } cancelled)
                {
                    await context.Error.WriteLineAsync($"There is no retry with the ID {id}. See: connector errors retries");
                    return ExitCodes.Configuration;
                }
                if (parsed.GetValue(json)) context.WriteJson(cancelled);
                else Write(context.Output, cancelled);
                return ExitCodes.Done;
            }
            var list = await connector.RetriesAsync(cancellationToken);
            if (parsed.GetValue(json)) context.WriteJson(list);
            else if (list.Retries.Count == 0) context.Output.WriteLine("No retry yet.");
            else foreach (var retry in list.Retries) Write(context.Output, retry);
            return ExitCodes.Done;
        });
        return command;
    }

    public static async Task<int> RunAsync(CliContext context, IOperator connector, ParseResult parsed, RetryWish wish, bool json, CancellationToken cancellationToken)
    {
        var retry = await connector.StartRetryAsync(wish, cancellationToken);
        if (parsed.GetValue(Wait)) retry = await WaitAsync(context, connector, retry, cancellationToken);
        if (json) context.WriteJson(retry);
        else
        {
            Write(context.Output, retry);
            if (retry.State == RetryState.Running) CliText.Next(context.Output, "connector errors retries shows how far it has come. connector run works on it, a chunk at a time.");
        }
        return retry.FailedAgain + retry.StillWaiting > 0 ? ExitCodes.NeedsAttention : ExitCodes.Done;
    }

    /// <summary>Reads both sides and changes nothing.</summary>
    public static async Task<int> PreviewAsync(CliContext context, ParseResult parsed, IReadOnlyList<string> ids, bool json, CancellationToken cancellationToken)
    {
        if (ids.Count == 0)
        {
            await context.Error.WriteLineAsync("--preview needs the IDs of errors. Nothing was done.");
            return ExitCodes.Configuration;
        }
        await using var remote = context.Remote(parsed);
        await using var app = remote is null ? CliContext.App(parsed) : null;
        var previews = new List<OrderPreview>();
        foreach (var id in ids)
        {
            if ((remote is null ? await PlanAsync(app!, id, cancellationToken) : await remote.PreviewAsync(id, cancellationToken)) is { } preview) previews.Add(preview);
            else await context.Error.WriteLineAsync($"{id}: there is no error with this ID, or its order is not in commercetools.");
        }
        if (json) context.WriteJson(previews);
        else
        {
            foreach (var preview in previews) PlanText.Write(context.Output, preview, whole: true);
            context.Output.WriteLine("Nothing was sent.");
        }
        return previews.Count == ids.Count && !previews.Exists(static p => p.NeedsAttention) ? ExitCodes.Done : ExitCodes.NeedsAttention;
    }

    private static async Task<OrderPreview?> PlanAsync(Hosting.ConnectorApp app, string id, CancellationToken cancellationToken) =>
        await app.Get<IErrorQueue>().GetAsync(id, cancellationToken) is { Info.OrderId: { } order }
            && (await app.Get<OrderPlanRun>().RunAsync(new PlanScope(order, null), null, cancellationToken))?.Orders is [var preview, ..]
            ? preview
            : null;

    private static async Task<RetryView> WaitAsync(CliContext context, IOperator connector, RetryView retry, CancellationToken cancellationToken)
    {
        var (progress, clock) = (CliProgress.On(context), TimeProvider.System);
        var (changed, isSaid) = (clock.GetTimestamp(), false);
        while (retry.EndedAt is null)
        {
            await Task.Delay(s_look, clock, cancellationToken);
            var now = await connector.FindRetryAsync(retry.Id, cancellationToken) ?? retry;
            if (now.Text != retry.Text) (changed, isSaid) = (clock.GetTimestamp(), false);
            else if (!isSaid && clock.GetElapsedTime(changed) > s_quiet)
            {
                isSaid = true;
                await context.Error.WriteLineAsync("Nothing has happened for a while: connector run must be running, and the flow must not be paused (connector doctor).");
            }
            retry = now;
            progress?.Report(retry.Text + ".");
        }
        return retry;
    }

    private static void Write(TextWriter output, RetryView retry)
    {
        CliText.Wrap(output, $"{retry.Id}  {(retry.State == RetryState.Running ? "running" : retry.State.ToString().ToLowerInvariant())}, since {CliText.Instant(retry.StartedAt)}{(retry.By is { } who ? $", by {who}" : "")}", "", "  ");
        CliText.Wrap(output, retry.Text + ".", "  ");
        foreach (var reason in retry.Reasons)
        {
            CliText.Wrap(output, $"{reason.Count} x {reason.Reason} ({reason.Code}): {reason.Sample}", "    ", "        ");
            if (reason.Cure is { } cure) CliText.Wrap(output, $"Cure: {cure}", "        ");
        }
    }
}
