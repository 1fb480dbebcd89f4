using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Connector.Core.Model.Messages;
using Connector.Tests.Journeys;
using Connector.WorkerHost;
using Xunit;

namespace Connector.Azure.Tests.Worker;

/// <summary>
/// Two real workers on the same queues and tables, each with a loop of its own that fires timers and brings batches, as two hosts do. After random progress one of those
/// that have a batch is killed and another started in its place, or every lock of both queues is lost. It goes by what is done, not by time: a slow machine only takes longer.
/// </summary>
internal sealed class WorkerStorm : IAsyncDisposable
{
    /// <summary>Between two calls after which something strikes.</summary>
    private const int MostCallsBetween = 50;
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(2);
    /// <summary>Between two looks at everything that the simulators have, which are thousands of orders.</summary>
    private static readonly TimeSpan s_glance = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(50);

    /// <summary>When nothing at all has come forward for so long, nothing will.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);
    private static readonly string[] s_queues = [QueueNames.Orders, QueueNames.Shipments];
    private static readonly string[] s_functions = ["PushOrders", "RecordShipments"];
    private static readonly (string Name, TimeSpan Every)[] s_timers =
        [("PullOrders", TimeSpan.FromSeconds(5)), ("PollShipStationOrders", TimeSpan.FromSeconds(6)), ("PollShipments", TimeSpan.FromSeconds(6))];
    private readonly WorkerWorld _world;
    private readonly Random _random;
    private readonly CancellationTokenSource _end = new();
    private readonly CancellationTokenSource _calm = new();
    private readonly FunctionHost[] _hosts = new FunctionHost[2];
    private readonly HashSet<FunctionHost> _dead = [];
    private readonly List<Task> _loops = [];
    private readonly int _mostDeaths;
    private readonly int _mostLosses;

    private WorkerStorm(WorkerWorld world, int seed, int deaths, int lostLocks) => (_world, _random, _mostDeaths, _mostLosses) = (world, new Random(seed), deaths, lostLocks);

    public int Deaths { get; private set; }
    public int LostLocks { get; private set; }
    public int Replayed { get; private set; }

    public static async Task<WorkerStorm> StartAsync(WorkerWorld world, int seed, int deaths, int lostLocks)
    {
        var storm = new WorkerStorm(world, seed, deaths, lostLocks);
        storm._hosts[0] = world.Host;
        storm._hosts[1] = await world.StartWorkerAsync();
        storm._loops.AddRange([storm.WorkAsync(0), storm.WorkAsync(1), storm.StrikeAsync()]);
        return storm;
    }

    /// <summary>Goes on until that is so.</summary>
    /// <param name="progress">What has to change for this to be worth waiting for.</param>
    public async Task RageAsync(Func<Task<bool>> until, Func<string> progress)
    {
        var (last, since) = ("", TimeProvider.System.GetTimestamp());
        while (!await until())
        {
            if (_loops.Find(static loop => loop.IsFaulted) is { } failed) await failed;
            if (progress() is var now && now != last) (last, since) = (now, TimeProvider.System.GetTimestamp());
            Assert.True(TimeProvider.System.GetElapsedTime(since) < s_patience, $"Nothing comes forward any more: {last}. {this}");
            await Task.Delay(s_glance, TimeProvider.System);
        }
    }

    /// <summary>No more mishaps: what they brought to the error queue is retried, as a person would.</summary>
    public async Task CalmAsync()
    {
        await _calm.CancelAsync();
        await _loops[2];
        foreach (var queue in s_queues) _world.Bus.Queue(queue).LoseLocks();
        // One of its own: the two may just be replaced.
        await using var third = await _world.StartWorkerAsync();
        using var operators = new HttpClient { BaseAddress = third.Address };
        operators.DefaultRequestHeaders.Add("x-functions-key", "function-key");
        var ids = (await operators.GetFromJsonAsync<JsonObject>("api/errors"))!["errors"]!.AsArray().Select(static e => (JsonNode)(string)e!["id"]!).ToArray();
        Replayed = ids.Length;
        if (ids.Length == 0) return;
        using var retried = await operators.PostAsJsonAsync("api/errors/retry", new JsonObject { ["ids"] = new JsonArray(ids) });
        retried.EnsureSuccessStatusCode();
    }

    public override string ToString() => $"{Deaths} workers killed, {LostLocks} times all locks lost, {Replayed} retried from the error queue";

    public async ValueTask DisposeAsync()
    {
        await _calm.CancelAsync();
        await _end.CancelAsync();
        foreach (var loop in _loops) await loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        // The world ends the first one that it knows; the others are ours.
        foreach (var host in _hosts.Where(host => host != _world.Host)) await host.DisposeAsync();
        _end.Dispose();
        _calm.Dispose();
    }

    private async Task WorkAsync(int number)
    {
        var due = s_timers.ToDictionary(static t => t.Name, static _ => TimeProvider.System.GetTimestamp(), StringComparer.Ordinal);
        while (!_end.IsCancellationRequested)
        {
            var host = _hosts[number];
            try
            {
                foreach (var (name, every) in s_timers)
                {
                    if (due[name] > TimeProvider.System.GetTimestamp()) continue;
                    due[name] = TimeProvider.System.GetTimestamp() + (long)(every.TotalSeconds * TimeProvider.System.TimestampFrequency);
                    await host.FireAsync(name);
                }
                var brought = 0;
                foreach (var function in number == 0 ? s_functions : [.. s_functions.Reverse()]) brought += await host.DeliverAsync(function);
                if (brought == 0) await Task.Delay(s_pause, TimeProvider.System);
            }
            catch (WorkerGoneException)
            {
                if (host != _world.Host) await host.DisposeAsync();
                _hosts[number] = await _world.StartWorkerAsync();
            }
        }
    }

    /// <summary>Every other time it waits for a call to ShipStation instead: reserving, calling and committing are around it, and there are few of them.</summary>
    private async Task StrikeAsync()
    {
        while (!_calm.IsCancellationRequested && (Deaths < _mostDeaths || LostLocks < _mostLosses))
        {
            var atCall = _random.Next(2) == 0;
            var (calls, more) = (Calls(atCall), atCall ? 1 : _random.Next(10, MostCallsBetween));
            await UntilAsync(() => Calls(atCall) >= calls + more);
            if (_calm.IsCancellationRequested) return;
            if (LostLocks < _mostLosses && _random.Next(3) == 0)
            {
                LostLocks++;
                foreach (var queue in s_queues) _world.Bus.Queue(queue).LoseLocks();
                continue;
            }
            if (Deaths >= _mostDeaths) continue;
            // One that dies in a timer's run keeps its lease for a minute: these die in a batch.
            List<FunctionHost> busy = [];
            await UntilAsync(() => (busy = [.. _hosts.Where(h => h.IsDelivering && !_dead.Contains(h))]).Count > 0);
            if (busy.Count == 0) return;
            Deaths++;
            var doomed = busy[_random.Next(busy.Count)];
            _dead.Add(doomed);
            doomed.Kill();
        }
    }

    /// <summary>Or until it is to be calm.</summary>
    private async Task UntilAsync(Func<bool> so)
    {
        while (!_calm.IsCancellationRequested && !so()) await Task.Delay(s_look, TimeProvider.System);
    }

    private long Calls(bool toShipStation) => toShipStation ? _world.Pushes : _world.Shop.Stats.Total + _world.Shipping.Stats.Total;
}
