using Connector.Core.Ports;

namespace Connector.Azure.Tests.EndToEnd;

/// <summary>
/// How an instance dies: at a named point of the engine, or right before or after a call to a vendor, everything that it does stands still for ever, as when the
/// process is killed. Nothing is settled, no lease is given back, no connection closed.
/// </summary>
internal sealed class Mortality : IFaultPoints
{
    private readonly TaskCompletionSource _dead = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Asked at each step with its name; true kills.</summary>
    public Func<string, bool> Kills { get; init; } = static _ => false;

    public bool IsDead => _dead.Task.IsCompleted;
    public Task Death => _dead.Task;

    public Task ReachAsync(string point, CancellationToken cancellationToken)
    {
        if (!IsDead && Kills(point)) _dead.TrySetResult();
        return IsDead ? new TaskCompletionSource().Task : Task.CompletedTask;
    }

    public DelegatingHandler Handler() => new Steps(this);

    /// <summary>The same time, but no timer goes off for the dead: they renew no lease.</summary>
    public TimeProvider Clock(TimeProvider clock) => new MortalTime(this, clock);

    private sealed class MortalTime(Mortality mortality, TimeProvider clock) : TimeProvider
    {
        public override long TimestampFrequency => clock.TimestampFrequency;
        public override TimeZoneInfo LocalTimeZone => clock.LocalTimeZone;

        public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();

        public override long GetTimestamp() => clock.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            clock.CreateTimer(
                s =>
                {
                    if (!mortality.IsDead) callback(s);
                },
                state, dueTime, period);
    }

    private sealed class Steps(Mortality mortality) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await mortality.ReachAsync("before a call", cancellationToken);
            var response = await base.SendAsync(request, cancellationToken);
            await mortality.ReachAsync("after a call", cancellationToken);
            return response;
        }
    }
}
