using Connector.Core.Model.Labels;
using Connector.Core.Model.Messages;
using Connector.Core.Ports.Labels;

namespace Connector.Core.Flows.Labels;

/// <summary>The two lists of a batch, by the number of the order.</summary>
internal static class BatchLists
{
    /// <summary>More pages than any batch has.</summary>
    private const int MostPages = 100;

    /// <summary>Live labels that are complete; it stops where all that are looked for were found.</summary>
    public static async Task<Dictionary<long, LabelRecord>> ListLabelsAsync(ILabelBatches batches, LabelBatch batch, IReadOnlyCollection<long> wanted, CancellationToken cancellationToken)
    {
        var found = new Dictionary<long, LabelRecord>();
        for (var page = 1; page <= MostPages; page++)
        {
            var rows = await batches.ListLabelsAsync(batch.BatchId, page, cancellationToken);
            foreach (var label in rows.Items.Where(label => label is { IsLive: true, Status: LabelStatus.Completed, ShippingOrderId: not null } && label.BatchId == batch.BatchId))
                found[label.ShippingOrderId!.Value] = label;
            if (!rows.More || (batch.HasEnded ? found.Count >= batch.Completed : wanted.All(found.ContainsKey))) break;
        }
        return found;
    }

    public static async Task<Dictionary<long, BatchProblem>> ListProblemsAsync(ILabelBatches batches, string batchName, CancellationToken cancellationToken)
    {
        var found = new Dictionary<long, BatchProblem>();
        for (var page = 1; page <= MostPages; page++)
        {
            var rows = await batches.ListProblemsAsync(batchName, page, cancellationToken);
            foreach (var problem in rows.Items) if (problem.ShippingOrderId is { } order) found[order] = problem;
            if (!rows.More) break;
        }
        return found;
    }

    /// <summary>A batch has words for what went wrong and no codes.</summary>
    public static Refusal Refusal(BatchProblem problem) => new(RefusalKind.Other, ErrorCodes.LabelRefused, problem.Text);
}
