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

    private const string Prefix = "labels-";
    private readonly List<ReservedLabel> _labels = [];

    public static string Name(string id) => Prefix + id;

    /// <summary>Whether it names a batch, and not the cut-off of labels that are bought one by one.</summary>
    public static bool IsName(string? batchId) => batchId?.StartsWith(Prefix, StringComparison.Ordinal) == true;

    public IReadOnlyList<ReservedLabel> Labels => _labels;

    public void Add(DecidedLabel decided, LabelRow row) => _labels.Add(new ReservedLabel(decided, row));

    public void Remove(ReservedLabel label) => _labels.Remove(label);

    /// <summary>A shipment says itself with what it goes, or an offer of its own does.</summary>
    public BatchRequest ToRequest()
    {
        var byRate = _labels.ToLookup(static label => label.Decided.Request!.Route == PurchaseRoute.ByRate);
        return new BatchRequest(BatchId, [.. byRate[false].Select(static l => l.Row.ShippingOrderId)], [.. byRate[true].Select(static l => l.Decided.Request!.RateId!)]);
    }

    /// <summary>Pure: which labels go together, and which by themselves. All shipments of a batch leave from one warehouse.</summary>
    public static (IReadOnlyList<IReadOnlyList<LabelWork>> Batches, IReadOnlyList<LabelWork> Alone) Split(IReadOnlyList<LabelWork> works, Func<LabelWork, bool> isForBatch)
    {
        var groups = works.Where(isForBatch).GroupBy(static w => (w.Row.Account, w.Remote!.Content.WarehouseId)).Select(static g => g.ToList()).Where(static g => g.Count >= Least).ToList();
        return (groups, [.. works.Except(groups.SelectMany(static g => g))]);
    }
}

/// <param name="Row">As it was reserved.</param>
internal sealed record ReservedLabel(DecidedLabel Decided, LabelRow Row);
