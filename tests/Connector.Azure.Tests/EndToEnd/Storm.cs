using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Xunit;

namespace Connector.Azure.Tests.EndToEnd;

/// <summary>
/// Two instances of the app, round by round: in each round both fire the timers that are due and take from the queues, at the same time. At random steps an
/// instance is killed and another takes its place, or every lock of a queue is lost. When nothing is left to do now, the clock goes on.
/// </summary>
internal sealed class Storm
{
    private const int MostRounds = 300;
    private static readonly string[] s_queues = [QueueNames.Orders, QueueNames.Shipments];
    private static readonly string[] s_functions = ["PushOrders", "RecordShipments"];
    private readonly AzureWorld _world;
    private readonly Random _random;
    private readonly Lock _gate = new();
    private readonly AppInstance[] _instances = new AppInstance[2];
    private readonly Dictionary<string, (TimeSpan Every, DateTimeOffset Next)> _timers;
    private int _deathsLeft;
    private int _lossesLeft;

    public Storm(AzureWorld world, int seed, int deaths, int lostLocks)
    {
        (_world, _random, _deathsLeft, _lossesLeft) = (world, new Random(seed), deaths, lostLocks);
        var now = world.Clock.GetUtcNow();
        _timers = new Dictionary<string, (TimeSpan, DateTimeOffset)>(StringComparer.Ordinal)
        {
            ["PullOrders"] = (TimeSpan.FromSeconds(60), now), ["PollShipStationOrders"] = (TimeSpan.FromSeconds(120), now), ["PollShipments"] = (TimeSpan.FromSeconds(120), now)
        };
        for (var i = 0; i < _instances.Length; i++) _instances[i] = Rebuild();
    }

    public int Deaths { get; private set; }
    public int LostLocks { get; private set; }
    public int Rounds { get; private set; }
    public int Replayed { get; private set; }

    /// <summary>Goes on until that is so.</summary>
    public async Task RageAsync(Func<Task<bool>> until)
    {
        for (var limit = Rounds + MostRounds; Rounds < limit; Rounds++)
        {
            var due = Due();
            var brought = await Task.WhenAll(Enumerable.Range(0, _instances.Length).Select(i => Task.Run(() => StepAsync(i, due))));
            if (brought.Sum() > 0) continue;
            if (await until()) return;
            Forward();
        }
        Assert.Fail($"{MostRounds} rounds were not enough. {this}");
    }

    /// <summary>No more mishaps: what they brought to the error queue is retried as a person would, and everything comes to rest.</summary>
    public async Task CalmAsync()
    {
        lock (_gate) (_deathsLeft, _lossesLeft) = (0, 0);
        var dead = await _world.ErrorsAsync();
        Replayed = dead.Count;
        if (dead.Count > 0) await _world.App.Get<IErrorQueue>().ReplayAsync([.. dead.Select(d => d.Id)], default);
        // Longer than any lock or reservation that the dead have left behind.
        var calm = _world.Clock.GetUtcNow().AddMinutes(6);
        await RageAsync(async () => _world.Clock.GetUtcNow() >= calm && await IsEmptyAsync());
        foreach (var instance in _instances) await instance.DisposeAsync();
    }

    public override string ToString() => $"{Rounds} rounds, {Deaths} deaths, {LostLocks} times all locks lost, {Replayed} retried from the error queue";

    /// <summary>Returns how many messages it took; one for a death, so that the clock does not go on at once.</summary>
    private async Task<int> StepAsync(int number, IReadOnlyList<string> timers)
    {
        var instance = _instances[number];
        var brought = 0;
        var step = WorkAsync();
        await Task.WhenAny(step, instance.Mortality.Death);
        if (!instance.Mortality.IsDead)
        {
            await step;
            return brought;
        }
        // What is left of the dead one never ends; nobody waits for it.
        _instances[number] = Rebuild();
        return 1;

        async Task WorkAsync()
        {
            foreach (var timer in timers) await instance.Host.FireAsync(timer);
            foreach (var function in number == 0 ? s_functions : [.. s_functions.Reverse()]) brought += await instance.Host.DeliverAsync(function);
        }
    }

    private async Task<bool> IsEmptyAsync()
    {
        foreach (var queue in s_queues)
            if (await _world.App.Get<IWorkQueue>().PeekDepthAsync(queue, default) is not { Ready: 0, Scheduled: 0, Locked: 0 }) return false;
        return true;
    }

    private List<string> Due()
    {
        var now = _world.Clock.GetUtcNow();
        var due = _timers.Where(t => t.Value.Next <= now).Select(t => t.Key).ToList();
        foreach (var timer in due) _timers[timer] = (_timers[timer].Every, now + _timers[timer].Every);
        return due;
    }

    private void Forward() => _world.Clock.Advance(_timers.Values.Min(t => t.Next) - _world.Clock.GetUtcNow());

    private AppInstance Rebuild() => _world.Start(new Mortality { Kills = Strike });

    /// <summary>What happens at this step. Between reserving, calling and committing it is more likely than around each of the many calls.</summary>
    private bool Strike(string point)
    {
        lock (_gate)
        {
            var chance = point.StartsWith("push", StringComparison.Ordinal) ? 0.12 : 0.004;
            if (_random.NextDouble() >= chance) return false;
            if (_lossesLeft > 0 && _random.Next(3) == 0)
            {
                (_lossesLeft, LostLocks) = (_lossesLeft - 1, LostLocks + 1);
                foreach (var queue in s_queues) _world.Bus.Queue(queue).LoseLocks();
                return false;
            }
            if (_deathsLeft == 0) return false;
            (_deathsLeft, Deaths) = (_deathsLeft - 1, Deaths + 1);
            return true;
        }
    }
}
