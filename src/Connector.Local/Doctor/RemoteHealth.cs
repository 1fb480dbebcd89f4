using Connector.Operations.Api;

namespace Connector.Local.Doctor;

/// <summary>The health of a connector that runs elsewhere, as findings. Pure.</summary>
internal static class RemoteHealth
{
    public static Findings Judge(HealthView health)
    {
        var findings = new Findings();
        if (health.Status == HealthStatus.Running) findings.Ok("connector", "status", "running");
        else foreach (var problem in health.Problems) findings.Fail("connector", "status", problem, FixFor(health));
        foreach (var timer in health.Timers.Where(static t => t.State == HealthStatus.Running)) findings.Ok("timers", timer.Name, timer.SucceededAt is { } at ? $"last succeeded at {at:u}" : "has not run yet");
        foreach (var queue in health.Queues) findings.Ok("queues", queue.Name, $"{queue.Ready} ready, {queue.Locked} in progress, {queue.Scheduled} scheduled, {queue.Failed} failed");
        if (health.Errors > 0) findings.Warn("queues", "error queue", $"{health.Errors} errors need attention", "Run connector errors list with the same --url.");
        foreach (var rate in health.Rates) findings.Ok("ShipStation " + rate.Account, "API calls left", rate.Limit == 0 ? "no limit" : $"{rate.Limit - rate.Used} of {rate.Limit}, resets at {rate.EndsAt:u}");
        return findings;
    }

    private static string FixFor(HealthView health) => health.Status switch
    {
        HealthStatus.Paused => $"Fix the cause, then connector resume {health.PausedFlows.Select(static p => p.Flow).FirstOrDefault()} with the same --url.",
        HealthStatus.Unreadable => "See the log of the connector; its store does not respond.",
        _ => "See the log of the connector."
    };
}
