using Connector.Core.Model.Labels;
using Connector.Core.Model.Messages;
using Connector.Core.Rules.Labels;
using Connector.Core.Rules.Labels.Times;

namespace Connector.Core.Flows.Labels;

/// <summary>Notes what a decision that buys nothing makes of a label.</summary>
internal sealed class LabelEndings(LabelRows rows, LabelCalendar calendar, TimeProvider clock)
{
    private static readonly TimeSpan s_soon = TimeSpan.FromMinutes(1);

    public async Task<WorkOutcome> EndAsync(DecidedLabel decided, CancellationToken cancellationToken)
    {
        var next = LabelTransition.From(decided, calendar, clock.GetUtcNow());
        return await rows.TryWriteAsync(next.Row, cancellationToken) is null ? new WorkOutcome.Skipped("another worker was faster") : next.Outcome;
    }

    public async Task<WorkOutcome> WaitAsync(LabelWork work, string why, CancellationToken cancellationToken, DateTimeOffset? at = null)
    {
        var next = LabelTransition.Waiting(work.Row, new LabelReason(LabelCodes.NotReadable, why), at ?? clock.GetUtcNow() + s_soon, clock.GetUtcNow());
        await rows.TryWriteAsync(next.Row, cancellationToken);
        return next.Outcome;
    }
}
