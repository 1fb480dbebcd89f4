using System.CommandLine;
using Connector.Local.Operators;
using Connector.Operations.Api;

namespace Connector.Local.Cli;

/// <summary>`connector trace`: the history of one order, both sides.</summary>
internal static class TraceCommand
{
    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(2);

    public static Command Create(CliContext context)
    {
        var order = new Argument<string>("order") { Description = "Order number, shop order ID, ShipStation order ID or tracking number." };
        var calls = new Option<bool>("--calls") { Description = "Show the API calls below each event." };
        var bodies = new Option<bool>("--bodies") { Description = "Show the redacted bodies of the API calls as well." };
        var follow = new Option<bool>("--follow") { Description = "Go on showing what happens, until stopped." };
        var json = CliContext.Json();
        var command = new Command("trace", "Show the history of one order.") { order, calls, bodies, follow, json, CliContext.Url, CliContext.Key };
        command.Validators.Add(result =>
        {
            if (result.GetValue(follow) && result.GetValue(json)) result.AddError("trace: use either --follow or --json, not both.");
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var connector = context.Operator(parsed);
            var name = parsed.GetValue(order)!;
            if (await connector.TraceAsync(name, cancellationToken) is not { } trace)
            {
                await context.Error.WriteLineAsync($"No order found for '{name}'. Check the number, or look in commercetools. New orders are read by connector sync.");
                return ExitCodes.NeedsAttention;
            }
            var (withCalls, withBodies) = (parsed.GetValue(calls) || parsed.GetValue(bodies), parsed.GetValue(bodies));
            if (parsed.GetValue(json)) context.WriteJson(trace);
            else TraceText.Write(context.Output, trace, withCalls, withBodies);
            if (parsed.GetValue(follow)) await FollowAsync(context, connector, trace, withCalls, withBodies, cancellationToken);
            return trace.Errors.Count > 0 ? ExitCodes.NeedsAttention : ExitCodes.Done;
        });
        return command;
    }

    /// <summary>Only ends with a cancellation.</summary>
    private static async Task FollowAsync(CliContext context, IOperator connector, OrderTraceView trace, bool calls, bool bodies, CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(s_look, TimeProvider.System, cancellationToken);
            if (await connector.TraceAsync(trace.OrderId, cancellationToken) is not { } now) continue;
            TraceText.History(context.Output, News(trace, now), calls, bodies);
            trace = now;
        }
    }

    /// <summary>Pure: what the later reading has and the earlier one has not. One that was written late may lie between the others.</summary>
    internal static IReadOnlyList<EventView> News(OrderTraceView before, OrderTraceView now)
    {
        var known = before.History.CountBy(Key).ToDictionary();
        var news = new List<EventView>();
        foreach (var happened in now.History)
        {
            var key = Key(happened);
            if (known.TryGetValue(key, out var count) && count > 0) known[key] = count - 1;
            else news.Add(happened);
        }
        return news;

        static (DateTimeOffset, string, string?) Key(EventView happened) => (happened.At, happened.Text, happened.Part);
    }
}
