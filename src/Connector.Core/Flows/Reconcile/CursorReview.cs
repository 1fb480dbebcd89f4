using Connector.Core.Flows.Intake;
using Connector.Core.Flows.Pull;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;

namespace Connector.Core.Flows.Reconcile;

/// <summary>Cursors that are in the future, as after a clock that was wrong: their poll would pass over everything until then.</summary>
internal sealed class CursorReview(ICursorStore cursors, IShippingAccounts accounts, TimeProvider clock)
{
    /// <summary>Clocks differ.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(10);

    public async Task<IReadOnlyList<Difference>> ListAsync(CancellationToken cancellationToken)
    {
        var (found, now) = (new List<Difference>(), clock.GetUtcNow());
        foreach (var name in CursorName.ListMoved(accounts.Names))
        {
            if (await cursors.GetAsync(name, cancellationToken) is not { } stored || SetBack(name, stored.Value, now) is null) continue;
            found.Add(new Difference(DifferenceKind.CursorAhead, "", "", name.Text, $"Cursor {name} is in the future.") { Repair = new Repair.SetBack(name) });
        }
        return found;
    }

    /// <summary>What lies between its proper place and now is what the comparison itself looks at.</summary>
    public async Task SetBackAsync(CursorName name, CancellationToken cancellationToken)
    {
        if (await cursors.GetAsync(name, cancellationToken) is { } stored && SetBack(name, stored.Value, clock.GetUtcNow()) is { } value)
            await cursors.TrySetAsync(name, value, stored.ETag, cancellationToken);
    }

    /// <summary>Pure: the cursor as it should be; null where it is no further than now.</summary>
    internal static string? SetBack(CursorName name, string value, DateTimeOffset now)
    {
        var latest = now + Tolerance;
        if (name == CursorName.OrdersPull) return PullCursor.Read(value) is { } pull && pull.LastModifiedAt > latest ? (pull with { LastModifiedAt = now, Id = "" }).Write() : null;
        if (PollCursor.Read(value) is not { } poll || (poll.Frontier <= latest && poll.OverlapAt <= latest && poll.CaughtUpAt <= latest)) return null;
        // Without an overlap so far, the next poll begins with one.
        return (poll with { Frontier = Instants.Earlier(poll.Frontier, now), OverlapAt = DateTimeOffset.MinValue, CaughtUpAt = Instants.Earlier(poll.CaughtUpAt, now) }).Write();
    }
}
