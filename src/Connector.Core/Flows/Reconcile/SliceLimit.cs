using Connector.Core.Ports.Rates;

namespace Connector.Core.Flows.Reconcile;

/// <summary>How long, and with how many calls to both sides, a comparison may go on before it rests. One for each run.</summary>
/// <param name="until">Null for as long as it takes.</param>
internal sealed class SliceLimit(TimeProvider clock, DateTimeOffset? until, int calls)
{
    private int _made;

    /// <summary>True when no new step may begin.</summary>
    public bool IsReached => _made >= calls || until <= clock.GetUtcNow();

    public static SliceLimit None(TimeProvider clock) => new(clock, null, int.MaxValue);

    /// <summary>A call to either side.</summary>
    public void Count() => _made++;

    /// <summary>Waits for a permit of the shipping side, but not beyond the end.</summary>
    public Task<T> AskAsync<T>(Func<Task<T>> ask, CancellationToken cancellationToken)
    {
        Count();
        return RateWaiter.AskAsync(clock, ask, cancellationToken, until);
    }
}
