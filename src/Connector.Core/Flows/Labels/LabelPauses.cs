using Connector.Core.Model.Labels;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;

namespace Connector.Core.Flows.Labels;

/// <summary>The kill switch: a pause of the flow, or of one account, stops it before the next purchase. Refusals that concern more than one order set one.</summary>
internal sealed class LabelPauses(IFlowPauses pauses, TimeProvider clock)
{
    private static readonly TimeSpan s_afterRefusal = TimeSpan.FromHours(1);

    /// <summary>Null when labels of the account may be bought.</summary>
    public async Task<FlowPause?> FindAsync(string account, CancellationToken cancellationToken)
    {
        foreach (var flow in (string[])[QueueNames.Labels, FlowNames.Create(QueueNames.Labels, account)])
            if (await pauses.GetAsync(flow, cancellationToken) is { } pause && !pause.IsOver(clock.GetUtcNow())) return pause;
        return null;
    }

    /// <summary>Whether a refusal stops all purchases of the account.</summary>
    public static bool Stops(RefusalKind kind) => kind is RefusalKind.Funds or RefusalKind.CarrierAccount or RefusalKind.AccountPlan or RefusalKind.Unauthorized;

    public Task PauseAsync(string account, Refusal refusal)
    {
        var now = clock.GetUtcNow();
        return pauses.PauseAsync(FlowNames.Create(QueueNames.Labels, account), new FlowPause($"{refusal.Code}: {refusal.Text}", now, now + s_afterRefusal), CancellationToken.None);
    }
}
