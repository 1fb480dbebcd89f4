using Connector.Core.Model.Messages;
using Connector.Core.Ports;

namespace Connector.Core.Flows.Push;

/// <summary>Groups of an account that refused our credentials wait until its pause is over; the others of the same order go on.</summary>
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
        return held.Count == 0 ? batch : [.. batch.Select(order => order with { Groups = [.. order.Groups.Select(g => order.IsToSend(g) && held.TryGetValue(g.Account, out var failure) ? g with { Failure = failure } : g)] })];
    }
}
