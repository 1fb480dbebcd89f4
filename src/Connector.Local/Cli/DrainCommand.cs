using System.CommandLine;
using Connector.Core.Model.Messages;
using Connector.Local.Operators;
using Connector.Operations.Api;

namespace Connector.Local.Cli;

/// <summary>`connector drain` and `connector rewind`: takes in nothing new, and reads again from an earlier time on.</summary>
internal static class DrainCommand
{
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(500);

    public static Command Create(CliContext context)
    {
        var flow = new Argument<string>("flow") { Description = "orders, shipments or labels." };
        flow.AcceptOnlyFromAmong(QueueNames.Orders, QueueNames.Shipments, QueueNames.Labels);
        var wait = new Option<bool>("--wait") { Description = "Wait until what is queued is done." };
        var json = CliContext.Json();
        var command = new Command("drain", "Take in nothing new and finish what is queued, until resumed. For a deployment or a change of settings.") { flow, wait, CliContext.By, json, CliContext.Url, CliContext.Key };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var name = parsed.GetValue(flow)!;
            await using var connector = context.Operator(parsed, makesFile: true);
            await connector.PauseAsync(FlowNames.CreateDrain(name), CliContext.Who(parsed), cancellationToken);
            var depth = await connector.DepthAsync(name, cancellationToken);
            if (parsed.GetValue(wait)) depth = await WaitAsync(context, connector, depth, cancellationToken);
            if (parsed.GetValue(json)) context.WriteJson(depth);
            else Write(context.Output, depth);
            return depth.Ready + depth.Locked > 0 && parsed.GetValue(wait) ? ExitCodes.NeedsAttention : ExitCodes.Done;
        });
        return command;
    }

    public static Command CreateRewind(CliContext context)
    {
        var flow = new Option<string>("--flow") { Description = "orders (read from the shop), or shipments (read from ShipStation); with one account shipments:eu.", HelpName = "flow[:account]", Required = true };
        var to = new Option<DateTimeOffset>("--to") { Description = "Read again what changed since this time.", HelpName = "time", Required = true };
        var json = CliContext.Json();
        var command = new Command("rewind", "Read again from an earlier time on. What is known already is not sent again.") { flow, to, CliContext.By, json, CliContext.Url, CliContext.Key };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var connector = context.Operator(parsed);
            var rewound = await connector.RewindAsync(parsed.GetValue(flow)!, parsed.GetValue(to).ToUniversalTime(), CliContext.Who(parsed), cancellationToken);
            if (parsed.GetValue(json)) context.WriteJson(rewound);
            else Write(context.Output, rewound);
            return ExitCodes.Done;
        });
        return command;
    }

    private static async Task<QueueView> WaitAsync(CliContext context, IOperator connector, QueueView depth, CancellationToken cancellationToken)
    {
        var progress = CliProgress.On(context);
        while (depth.Ready + depth.Locked > 0)
        {
            await Task.Delay(s_look, TimeProvider.System, cancellationToken);
            depth = await connector.DepthAsync(depth.Name, cancellationToken);
            progress?.Report($"{CliText.Number(depth.Ready + depth.Locked)} left.");
        }
        return depth;
    }

    private static void Write(TextWriter output, QueueView depth)
    {
        output.WriteLine($"Nothing new is taken in: {DisplayNames.Flow(depth.Name)}.");
        var left = depth.Ready + depth.Locked;
        output.WriteLine(left == 0 ? "  Empty: nothing is due or under way." : $"  {CliText.Count(left, "message")} left; connector run finishes them.");
        if (depth.Scheduled > 0) output.WriteLine($"  {CliText.Count(depth.Scheduled, "message")} for a later time{(depth.NextDueAt is { } next ? $", the next at {CliText.Instant(next)}" : "")}; kept.");
        CliText.Next(output, $"connector resume {depth.Name}");
    }

    private static void Write(TextWriter output, Rewound rewound)
    {
        foreach (var cursor in rewound.Cursors) CliText.Wrap(output, $"{cursor.Name}: from {CliText.Instant(cursor.From)} back to {CliText.Instant(cursor.To)}", "", "  ");
        if (rewound.Cursors.Count == 0) output.WriteLine("Nothing was moved: it has not read beyond this time.");
        else CliText.Next(output, "connector run reads again within seconds, connector sync at once. What is known already is not sent again.");
    }
}
