using System.Globalization;
using Connector.Core.Engine.Telemetry;

namespace Connector.Core.Engine.Alerts;

/// <summary>Pure: what of the signals somebody should know. The texts hold counts and names of the connector's own, nothing of an order and nothing that a vendor said.</summary>
public static class AlertConditions
{
    /// <summary>A timer with a short period may miss several of them for a restart or a slow call.</summary>
    private static readonly TimeSpan s_shortest = TimeSpan.FromMinutes(5);

    public static IReadOnlyList<AlertCause> List(Signals signals, AlertOptions options)
    {
        var causes = new List<AlertCause>();
        if (signals.Orders.Breached > 0) causes.Add(new("promises-breached", $"{Count(signals.Orders.Breached, "order")} with a broken promise"));
        if (options.PromisesSoonAbove is { } many && signals.Orders.Soon > many) causes.Add(new("promises-soon", $"{Count(signals.Orders.Soon, "order")} with a promise that ends soon"));
        if (options.ErrorsAbove is { } limit && signals.ErrorsOpen > limit) causes.Add(new("errors", $"{Count(signals.ErrorsOpen, "message")} in the error queue"));
        causes.AddRange(signals.Paused.Select(static flow => new AlertCause($"paused {flow}", $"Flow {flow} is paused")));
        foreach (var timer in signals.Timers)
        {
            var allowed = timer.Period * options.MissedPeriods;
            if (allowed is { } longest && signals.At - timer.LastSuccess > (longest > s_shortest ? longest : s_shortest)) causes.Add(new($"timer {timer.Name}", $"Timer {timer.Name} has not succeeded since {Time(timer.LastSuccess)}"));
        }
        if (options.BalanceBelow is { } least)
            causes.AddRange(signals.Balances.Where(b => b.Amount < least).Select(static b => new AlertCause($"balance {b.Account} {b.Carrier}", string.Create(CultureInfo.InvariantCulture, $"Balance of {b.Carrier} in account {b.Account} is {b.Amount:0.00}"))));
        return causes;
    }

    private static string Count(long count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) + " UTC";
}

/// <param name="Key">The same as long as it is the same cause.</param>
/// <param name="Text">As it is now.</param>
public sealed record AlertCause(string Key, string Text);
