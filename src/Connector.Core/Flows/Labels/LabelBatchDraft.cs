using Connector.Core.Model.Labels;
using Connector.Core.Model.Shipping;
using Connector.Core.Rules.Labels;

namespace Connector.Core.Flows.Labels;

/// <summary>Labels of one account and warehouse that are being put together for one V2 batch. Each has its row reserved and its money set aside.</summary>
/// <param name="BatchId">Ours; the batch is found by it.</param>
internal sealed record LabelBatchDraft(string Account, string BatchId)
{
    /// <summary>Below this a batch costs more calls than its labels by themselves.</summary>
    public const int Least = 10;

    private readonly List<ReservedLabel> _labels = [];

    public IReadOnlyList<ReservedLabel> Labels => _labels;

    public void Add(DecidedLabel decided, LabelRow row) => _labels.Add(new ReservedLabel(decided, row));

    public void Remove(ReservedLabel label) => _labels.Remove(label);

    /// <summary>Pure: which labels go together, and which by themselves. All shipments of a batch leave from one warehouse.</summary>
    public static (IReadOnlyList<IReadOnlyList<LabelWork>> Batches, IReadOnlyList<LabelWork> Alone) Split(IReadOnlyList<LabelWork> works, Func<LabelWork, bool> isForBatch)
    {
        var groups = works.Where(isForBatch).GroupBy(static w => (w.Row.Account, w.Remote!.Content.WarehouseId)).Select(static g => g.ToList()).Where(static g => g.Count >= Least).ToList();
        return (groups, [.. works.Except(groups.SelectMany(static g => g))]);
    }
}

/// <param name="Row">As it was reserved.</param>
internal sealed record ReservedLabel(DecidedLabel Decided, LabelRow Row);
