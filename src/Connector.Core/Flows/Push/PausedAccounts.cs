using Connector.Core.Model.Messages;
using Connector.Core.Ports;

namespace Connector.Core.Flows.Push;

/// <summary>Groups of an account or a location that is paused wait until the pause is over; the others of the same order go on.</summary>
internal sealed class PausedAccounts(IFlowPauses pauses, TimeProvider clock)
{
    public async Task<IReadOnlyList<PlannedOrder>> HoldAsync(IReadOnlyList<PlannedOrder> batch, CancellationToken cancellationToken)
    {
        var held = new Dictionary<string, GroupFailure>(StringComparer.Ordinal);
        foreach (var account in batch.SelectMany(order => order.ToSend).Select(g => g.Account).Distinct(StringComparer.Ordinal).ToList())
        {
            if (await pauses.GetAsync(FlowNames.Create(QueueNames.Orders, account), cancellationToken) is not { } pause) continue;
            var until = pause.Until ?? clock.GetUtcNow() + Attempts.PauseAfterUnauthorized;
            held[account] = new GroupFailure(FailureKind.Unauthorized, ErrorCodes.Unauthorized, $"account {account} is paused: {pause.Reason}", Final: false, until);
        }
        var places = await HeldPlacesAsync(batch, cancellationToken);
        return held.Count + places.Count == 0 ? batch : [.. batch.Select(order => order with
        {
            Groups = [.. order.Groups.Select(g => order.IsToSend(g) && (held.TryGetValue(g.Account, out var failure) || places.TryGetValue(g.GroupKey, out failure)) ? g with { Failure = failure } : g)]
        })];
    }

    private async Task<Dictionary<string, GroupFailure>> HeldPlacesAsync(IReadOnlyList<PlannedOrder> batch, CancellationToken cancellationToken)
    {
        var held = new Dictionary<string, GroupFailure>(StringComparer.Ordinal);
        foreach (var place in batch.SelectMany(order => order.ToSend).Select(static g => g.GroupKey).Distinct(StringComparer.Ordinal).ToList())
        {
            if (await pauses.GetAsync(FlowNames.CreateAt(QueueNames.Orders, place), cancellationToken) is not { } pause) continue;
            // It costs no attempt, as with an account.
            held[place] = new GroupFailure(FailureKind.Unauthorized, ErrorCodes.Unauthorized, $"location {place} is paused: {pause.Reason}", Final: false, pause.Until ?? clock.GetUtcNow() + Attempts.PauseAfterUnauthorized);
        }
        return held;
    }
}
