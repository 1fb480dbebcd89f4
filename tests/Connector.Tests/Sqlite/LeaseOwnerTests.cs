using System.Diagnostics;
using Connector.Core.Engine.Pump;
using Connector.Core.Engine.Watch;
using Connector.Core.Ports;
using Connector.Sqlite;
using Connector.TestSupport;
using Xunit;

namespace Connector.Tests.Sqlite;

/// <summary>What a process that lives no more held is free at once.</summary>
public sealed class LeaseOwnerTests : IDisposable
{
    private readonly TemporaryFile _file = new();
    private readonly ManualTimeProvider _clock = new();

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task A_lease_is_free_as_soon_as_its_owner_is_dead()
    {
        var owners = new Owners("successor");
        var (dead, successor) = (new SqliteLeases(_file.Open(), new Owners("dead"), _clock), new SqliteLeases(_file.Open(), owners, _clock));
        var lease = await dead.TryTakeAsync("PullOrders", LeasedRuns.LeaseTime, default);
        Assert.Null(await successor.TryTakeAsync("PullOrders", LeasedRuns.LeaseTime, default));

        owners.Dead = "dead";

        Assert.NotNull(await successor.TryTakeAsync("PullOrders", LeasedRuns.LeaseTime, default));
        Assert.False(await lease!.RenewAsync(default));
        Assert.Null(await successor.TryTakeAsync("PullOrders", LeasedRuns.LeaseTime, default));
    }

    [Fact]
    public async Task What_a_killed_process_held_is_free_at_once()
    {
        var victim = Path.Combine(AppContext.BaseDirectory, "Connector.CrashVictim.dll");
        using var process = Process.Start(new ProcessStartInfo("dotnet", [victim, "lease", _file.Path]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        Assert.Equal("held", await process.StandardOutput.ReadLineAsync());
        var leases = new SqliteLeases(_file.Open(), new ProcessInstances(), TimeProvider.System);
        Assert.Null(await leases.TryTakeAsync("PullOrders", LeasedRuns.LeaseTime, default));

        process.Kill();
        await process.WaitForExitAsync();

        Assert.NotNull(await leases.TryTakeAsync("PullOrders", LeasedRuns.LeaseTime, default));
    }

    [Fact]
    public void A_process_is_dead_only_where_that_is_certain()
    {
        var owners = new ProcessInstances();
        var own = owners.Current.Split('|');
        Assert.False(owners.IsDead(owners.Current));
        Assert.True(owners.IsDead(With(own, 3, int.MaxValue.ToString(System.Globalization.CultureInfo.InvariantCulture))));
        // Its id was given to another process; the machine was started anew.
        Assert.True(owners.IsDead(With(own, 4, "1")));
        Assert.True(owners.IsDead(With(own, 1, "another-boot")));
        // Another machine, another container, and what nobody can read.
        Assert.False(owners.IsDead(With(With(own, 0, "elsewhere").Split('|'), 4, "1")));
        Assert.False(owners.IsDead(With(With(own, 2, "pid:[1]").Split('|'), 4, "1")));
        Assert.False(owners.IsDead("rubbish"));
        Assert.False(owners.IsDead(With(own, 3, "x")));
    }

    private static string With(string[] parts, int at, string part) => string.Join('|', parts.Select((old, i) => i == at ? part : old));

    private sealed class Owners(string own) : IInstances
    {
        public string Current => own;
        public string? Dead { get; set; }
        public bool IsDead(string instance) => instance == Dead;
    }
}
