using Connector.Core.Model.Labels;
using Connector.Core.Model.Messages;

namespace Connector.Core.Flows.Labels;

/// <summary>Tells people what they must look at: it is an entry of the error queue from now on.</summary>
internal sealed class LabelRemarks(LabelRows rows, TimeProvider clock)
{
    public async Task<WorkOutcome> ReportAsync(LabelRow row, CancellationToken cancellationToken)
    {
        // A label that we bought stays due: its order may have been cancelled as well.
        if (row.State != LabelState.Bought) await rows.TryWriteAsync(row with { DueAt = null, UpdatedAt = clock.GetUtcNow() }, cancellationToken);
        return new WorkOutcome.DeadLetter(FailureKind.Rejected, ErrorCodes.LabelChargeUnexplained, row.Reason ?? row.Code!);
    }
}
