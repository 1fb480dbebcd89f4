using Connector.Core.Engine.Pump;
using Connector.Core.Engine.Watch;
using Connector.Core.Model.Messages;
using Connector.Sqlite;

namespace Connector.CrashVictim;

/// <summary>Takes the lease of a timer, says so, and holds it until someone kills the process.</summary>
internal static class HeldLease
{
    public static async Task RunAsync(string path)
    {
        using var database = new SqliteDatabase(path);
        var lease = await new SqliteLeases(database, new ProcessInstances(), TimeProvider.System).TryTakeAsync(TimerNames.PullOrders, LeasedRuns.LeaseTime, CancellationToken.None);
        Console.WriteLine(lease is null ? "free" : "held");
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System);
    }
}
