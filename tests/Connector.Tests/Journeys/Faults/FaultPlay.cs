using Connector.Core.Ports;
using Connector.Tests.Journeys.Randomised;
using Microsoft.Data.Sqlite;

namespace Connector.Tests.Journeys.Faults;

/// <summary>Plays a season and judges what it left.</summary>
internal sealed class FaultPlay(FaultWorld world, FaultSeason season) : IDisposable
{
    private static readonly TimeSpan s_back = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromMinutes(6);
    private readonly Hands _hands = new(world.Scene);
    private readonly List<Func<Task>> _ends = [];
    private const int Shown = 5;
    private bool _wasRefused;

    /// <summary>What is wrong in the end; empty when all is well.</summary>
    public static async Task<IReadOnlyList<string>> ProblemsAsync(FaultSeason season, int seed)
    {
        await using var world = await FaultWorld.StartAsync(season.Setting, seed);
        using var play = new FaultPlay(world, season);
        return await play.ProblemsAsync();
    }

    public void Dispose() => _hands.Dispose();

    private async Task<IReadOnlyList<string>> ProblemsAsync()
    {
        await world.People["default"].PlaceAsync([.. season.Scripts.Select((s, i) => _hands.OrderOf(i, s))]);
        for (var round = 0; round < season.Mishaps.Length; round++)
        {
            for (var i = 0; i < season.Scripts.Length; i++)
                if (round > 0 && round <= season.Scripts[i].Actions.Length) await _hands.PlayAsync(season.Scripts[i].Actions[round - 1], i, round);
            await BeginAsync(season.Mishaps[round]);
            await world.RunAsync(TimeSpan.FromSeconds(season.Mishaps[round].Gap));
        }
        await EndAllAsync();
        var problems = new List<string>();
        await RunsAgainAsync(problems);
        await ArrivesAsync(problems);
        problems.AddRange(await new Judgement(world.Scene, () => world.Observer, _hands, season.Scripts.Length).ProblemsAsync());
        var writes = Writes();
        await world.RunAsync(TimeSpan.FromMinutes(5));
        if (writes != Writes()) problems.Add("The connector goes on writing though nothing happens.");
        if (problems.Count > 0) problems.Insert(Math.Min(problems.Count, Shown), await StoryAsync(problems[0]));
        return problems;
    }

    /// <summary>What the journal says of the order that the first problem is about.</summary>
    private async Task<string> StoryAsync(string problem)
    {
        var number = problem.Split(':')[0];
        if (Enumerable.Range(0, season.Scripts.Length).Cast<int?>().FirstOrDefault(i => Scene.NumberOf(i!.Value) == number) is not { } index) return "";
        var items = await world.Seen<IJournal>().ReadAsync(world.Scene.ShopOrder(index).Text("id")!, default);
        return string.Join(Environment.NewLine, items.Select(static i => $"{i.At:HH:mm:ss.fff} {i.Entry?.Text ?? $"{i.Exchange!.Method} {i.Exchange.Path} {i.Exchange.Status} {i.Exchange.ErrorCode}"}"));
    }

    /// <summary>A minute after the last fault each timer has done its work, and health says so.</summary>
    private async Task RunsAgainAsync(List<string> problems)
    {
        var from = world.Now;
        await world.RunAsync(s_back);
        problems.AddRange(HostTimers.Watched.Where(name => !(world.LastSuccess.TryGetValue(name, out var at) && at >= from)).Select(name => $"{name} did not run in the minute after the last fault."));
        problems.AddRange(world.Ended);
        var complaint = await HealthProbe.ComplaintAsync(world.Observer);
        if (complaint is not null && _wasRefused)
        {
            // The pause after refused credentials ends by itself.
            await world.RunAsync(s_longestPause - s_back);
            complaint = await HealthProbe.ComplaintAsync(world.Observer);
        }
        if (complaint is not null) problems.Add($"Health is not 200 after the last fault: {complaint}");
    }

    /// <summary>Retries and overlaps have had their time.</summary>
    private async Task ArrivesAsync(List<string> problems)
    {
        world.IsLeisurely = true;
        await world.RunAsync(TimeSpan.FromMinutes(22));
        for (var more = 0; await world.UnderWayAsync() is { } left; more++)
        {
            if (more >= 20)
            {
                problems.Add($"An hour after the last fault something is left to be tried: {left}");
                return;
            }
            await world.RunAsync(TimeSpan.FromMinutes(2));
        }
    }

    private long Writes() =>
        world.Accounts.Values.Sum(a => a.Stats.ByRoute.GetValueOrDefault("POST /orders/createorders")) + world.Shop.Stats.ByRoute.GetValueOrDefault("POST /orders/{id}");

    private async Task BeginAsync(Mishap mishap)
    {
        var host = world.Hosts[mishap.Host % world.Hosts.Count];
        var share = mishap.Passages % 8 is var eighths && eighths == 0 ? 1.0 : eighths / 8.0;
        var hours = 1 + mishap.Passages % 3;
        switch (mishap.Trouble)
        {
            case Trouble.StoresTransient: Stores(StoreFailure.Transient, null, afterwards: false); break;
            case Trouble.StoresDiskFull: Stores(StoreFailure.DiskFull, null, afterwards: false); break;
            case Trouble.StoresRaw: Stores(StoreFailure.Raw, null, afterwards: false); break;
            case Trouble.StoresFailAfterwards: Stores(StoreFailure.Transient, null, afterwards: true); break;
            case Trouble.JournalFails: Stores(StoreFailure.Raw, nameof(IJournal), afterwards: false); break;
            case Trouble.QueueFails: Stores(StoreFailure.Transient, nameof(IWorkQueue), afterwards: mishap.Passages % 2 == 0); break;
            case Trouble.FileFull when world.Setting.OnSqlite && !world.IsFileLocked:
                await world.OnFilesAsync("PRAGMA max_page_count = 1");
                Until(mishap, EndFullAsync);
                break;
            case Trouble.FileFull: Stores(StoreFailure.DiskFull, null, afterwards: false); break;
            case Trouble.FileLocked when world.Setting.OnSqlite && !world.IsFileLocked: await LockFileAsync(mishap); break;
            case Trouble.FileLocked: Stores(StoreFailure.Transient, null, afterwards: false); break;
            case Trouble.Stop:
                host.StopAfter(mishap.Passages);
                Until(mishap, () => world.ReplaceAsync(host));
                break;
            case Trouble.Kill:
                host.KillAfter(mishap.Passages);
                Until(mishap, () =>
                {
                    host.Kill();
                    return world.ReplaceAsync(host);
                });
                break;
            case Trouble.Pause: host.PauseAfter(mishap.Passages, TimeSpan.FromSeconds(mishap.Seconds * 2)); break;
            case Trouble.ClockForth: Clock(TimeSpan.FromHours(hours)); break;
            case Trouble.ClockBack: Clock(-TimeSpan.FromHours(hours)); break;
            case Trouble.Sleep: world.Clock.Advance(TimeSpan.FromHours(hours)); break;
            case Trouble.ShopRefuses: Network(WireFailure.Refused, "shop", 1); break;
            case Trouble.AccountRefuses: Network(WireFailure.Refused, "default", 1); break;
            case Trouble.OtherAccountRefuses: Network(WireFailure.Refused, "eu", 1); break;
            case Trouble.CallsLostBefore: Network(WireFailure.LostBefore, null, share); break;
            case Trouble.CallsLostAfter: Network(WireFailure.LostAfter, null, share); break;
            case Trouble.CallsFail: Network(WireFailure.Fails, null, share); break;
            case Trouble.CallsLate: Network(WireFailure.Late, null, share); break;
            case Trouble.CallsSlow: Network(WireFailure.Slow, null, share); break;
        }

        void Stores(StoreFailure failure, string? port, bool afterwards)
        {
            world.Stores.Begin(failure, port, share, afterwards);
            Until(mishap, () =>
            {
                world.Stores.End();
                return Task.CompletedTask;
            });
        }

        // Nothing can be set on a file that is locked.
        async Task EndFullAsync()
        {
            if (world.IsFileLocked) world.Later(TimeSpan.FromSeconds(5), EndFullAsync);
            else await world.OnFilesAsync("PRAGMA max_page_count = 1073741823");
        }

        void Network(WireFailure failure, string? vendor, double part)
        {
            _wasRefused |= failure == WireFailure.Refused;
            var end = world.Network.Begin(failure, vendor, part);
            Until(mishap, () =>
            {
                end();
                return Task.CompletedTask;
            });
        }

        void Clock(TimeSpan error)
        {
            world.ClockError.Value = error;
            Until(mishap, () =>
            {
                world.ClockError.Value = TimeSpan.Zero;
                return Task.CompletedTask;
            });
        }
    }

    private async Task LockFileAsync(Mishap mishap)
    {
        // Waiting for the lock costs real time: there is to be little of it.
        await world.OnFilesAsync("PRAGMA busy_timeout = 3");
        var other = new SqliteConnection($"Data Source={world.FilePath};Pooling=False");
        other.Open();
        Run("BEGIN IMMEDIATE");
        world.IsFileLocked = true;
        Until(mishap, () =>
        {
            Run("ROLLBACK");
            other.Dispose();
            world.IsFileLocked = false;
            return world.OnFilesAsync("PRAGMA busy_timeout = 30000");
        });

        void Run(string sql)
        {
            using var command = other.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
        }
    }

    /// <summary>Ends the mishap when its time is over, or when the season is.</summary>
    private void Until(Mishap mishap, Func<Task> end)
    {
        var isOver = false;
        _ends.Add(OnceAsync);
        world.Later(TimeSpan.FromSeconds(mishap.Seconds), OnceAsync);

        Task OnceAsync()
        {
            if (isOver) return Task.CompletedTask;
            isOver = true;
            return end();
        }
    }

    private async Task EndAllAsync()
    {
        // A locked file first: who takes the place of a dead host must be able to open it.
        foreach (var end in Enumerable.Reverse(_ends)) await end();
        foreach (var host in world.Hosts.ToList())
        {
            host.Disarm();
            if (host.PausedUntil is null) continue;
            host.Resume();
            foreach (var loop in host.Loops) await loop.SettleAsync();
        }
        // Calls that are still on their way are part of the last fault.
        while (world.IsSomethingOnItsWay) await world.RunAsync(TimeSpan.FromSeconds(30));
    }
}
