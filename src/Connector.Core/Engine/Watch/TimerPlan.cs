namespace Connector.Core.Engine.Watch;

/// <summary>Which timers should run, and how often.</summary>
/// <param name="RunHere">
/// True when this process runs them all itself: then nothing was missed before it started. False when instances come and go, and only what is stored says anything.
/// </param>
public sealed record TimerPlan(IReadOnlyList<PlannedTimer> Timers, bool RunHere)
{
    public TimeSpan? PeriodOf(string name) => Timers.FirstOrDefault(timer => timer.Name == name)?.Period;
}

/// <param name="Period">The longest time between two ticks; null where its schedule cannot be read.</param>
public sealed record PlannedTimer(string Name, TimeSpan? Period);
