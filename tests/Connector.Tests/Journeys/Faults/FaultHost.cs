using Connector.Core.Ports;
using Microsoft.Extensions.DependencyInjection;

namespace Connector.Tests.Journeys.Faults;

/// <summary>The process is gone: nothing that it still tries has an effect.</summary>
internal sealed class HostKilledException : Exception;

/// <summary>One process of the connector: a composition of its own on the shared stores. Everything that it does to the outside passes its gate, where it can be stopped, killed or paused.</summary>
internal sealed class FaultHost(int number, FaultWorld world, HostTime time) : IFaultPoints, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private TaskCompletionSource? _thaw;
    private (string What, int Passages)? _armed;

    public int Number => number;
    public HostTime Time => time;
    public ServiceProvider Services { get; set; } = null!;
    public IReadOnlyList<Loop> Loops { get; set; } = [];
    public CancellationToken Stopping => _stop.Token;
    public bool IsKilled { get; private set; }

    /// <summary>When a paused host goes on; null while it runs.</summary>
    public DateTimeOffset? PausedUntil { get; private set; }

    public T Get<T>() where T : notnull => Services.GetRequiredService<T>();

    /// <summary>It dies when it passes its gate so many times more.</summary>
    public void KillAfter(int passages) => _armed = ("kill", passages);

    public void StopAfter(int passages) => _armed = ("stop", passages);

    public void PauseAfter(int passages, TimeSpan length) => (_armed, PauseLength) = (("pause", passages), length);

    public void Disarm() => _armed = null;

    private TimeSpan PauseLength { get; set; }

    public void Kill() => IsKilled = true;

    public void Stop() => _stop.Cancel();

    public void Dispose() => _stop.Dispose();

    public void Pause()
    {
        lock (_gate)
        {
            PausedUntil = time.TrueNow + PauseLength;
            _thaw ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    public void Resume()
    {
        TaskCompletionSource? thaw;
        lock (_gate)
        {
            (thaw, _thaw, PausedUntil) = (_thaw, null, null);
        }
        foreach (var loop in Loops) loop.Wake();
        thaw?.TrySetResult();
    }

    public Task ReachAsync(string point, CancellationToken cancellationToken) => PassAsync();

    public async Task BeforeAsync(string port, string member)
    {
        await PassAsync();
        world.Stores.Before(port, member);
    }

    public async Task AfterAsync(string port, string member)
    {
        await PassAsync();
        // On one machine a message that was taken is with its worker, or the worker is dead; in Azure nobody receives through this port.
        if (member != nameof(IWorkQueue.ReceiveAsync)) world.Stores.After(port, member);
    }

    /// <summary>Every call to a store or a vendor comes by here, before it is made and after it was.</summary>
    public async Task PassAsync()
    {
        Loop.Current?.Moves();
        if (IsKilled) throw new HostKilledException();
        string? due = null;
        lock (_gate)
        {
            if (_armed is var (what, left))
            {
                if (left <= 0) (due, _armed) = (what, null);
                else _armed = (what, left - 1);
            }
        }
        if (due == "kill")
        {
            Kill();
            throw new HostKilledException();
        }
        if (due == "stop") Stop();
        if (due == "pause") Pause();
        Task? thaw;
        lock (_gate) thaw = _thaw?.Task;
        if (thaw is null) return;
        Loop.Current?.Rest();
        await thaw;
        if (IsKilled) throw new HostKilledException();
    }
}
