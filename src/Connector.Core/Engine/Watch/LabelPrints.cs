using Connector.Core.Model.Labels;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;
using Connector.Core.Ports.Labels;
using Connector.Core.Rules.Labels;
using Connector.Core.Rules.Labels.Purchases;

namespace Connector.Core.Engine.Watch;

/// <summary>The documents of labels that we bought, one by one or in the order in which they are printed. They hold names and addresses: nothing here is logged.</summary>
/// <param name="archives">None where the host has no store for documents.</param>
public sealed class LabelPrints(ILabelStore labels, ISyncStore sync, IEnumerable<ILabelArchive> archives, LabelRules rules)
{
    /// <summary>More documents are printed in several jobs.</summary>
    public const int MostLabels = 500;
    private const int PageSize = 500;

    /// <summary>Labels wait at most this long between order and purchase to be found by day.</summary>
    private static readonly TimeSpan s_longestWait = TimeSpan.FromDays(366);
    private readonly ILabelArchive? _archive = archives.LastOrDefault();

    /// <summary>Null when there is no label of this id.</summary>
    public async Task<LabelPrint?> FindAsync(string id, bool isCustomsForm, CancellationToken cancellationToken)
    {
        if (await labels.FindAsync(id, cancellationToken) is not { } row) return null;
        return await ReadAsync(row, isCustomsForm ? LabelDocumentName.CustomsForm(row.Id) : row.Purchase?.DocumentId ?? row.Id, cancellationToken);
    }

    /// <summary>Bought labels of a batch, or of a time, sorted as the rules say; null when there are more than <see cref="MostLabels"/>.</summary>
    public async Task<IReadOnlyList<LabelRow>?> ListAsync(LabelPrintFilter filter, CancellationToken cancellationToken)
    {
        var rows = new List<LabelRow>();
        string? after = null;
        do
        {
            var page = await labels.ListAsync(new LabelFilter(LabelState.Bought, Location: filter.Location, BatchId: filter.BatchId, From: filter.From - s_longestWait, To: filter.To), after, PageSize, cancellationToken);
            rows.AddRange(page.Rows.Where(row => !(row.Purchase?.BoughtAt < filter.From) && !(row.Purchase?.BoughtAt >= filter.To)));
            if (rows.Count > MostLabels) return null;
            after = page.Next;
        }
        while (after is not null);
        var bins = await BinsAsync(rows, cancellationToken);
        var byId = rows.ToDictionary(static row => row.Id, StringComparer.Ordinal);
        return [.. PrintOrder.Sort(rows.Select(row => Printed(row, bins.GetValueOrDefault(row.OrderKey))), rules.Documents).Select(printed => byId[printed.LabelId])];
    }

    /// <summary>The label's own document, or why there is none.</summary>
    public Task<LabelPrint> ReadAsync(LabelRow row, CancellationToken cancellationToken) => ReadAsync(row, row.Purchase?.DocumentId ?? row.Id, cancellationToken);

    private async Task<LabelPrint> ReadAsync(LabelRow row, string documentId, CancellationToken cancellationToken)
    {
        if (row.Purchase is null) return new LabelPrint(row, null, "no label was bought");
        if (_archive is null) return new LabelPrint(row, null, "this host keeps no documents; print it in ShipStation");
        return await _archive.FindAsync(documentId, cancellationToken) is { } document
            ? KeptDocument.Problem(document) is { } problem ? new LabelPrint(row, null, problem) : new LabelPrint(row, document, null)
            : new LabelPrint(row, null, "the document is not kept, or not any longer; print it in ShipStation");
    }

    /// <summary>Where the first item of a part lies, by order key.</summary>
    private async Task<IReadOnlyDictionary<string, string?>> BinsAsync(List<LabelRow> rows, CancellationToken cancellationToken)
    {
        if (rows.Count == 0) return new Dictionary<string, string?>(StringComparer.Ordinal);
        var stored = await sync.GetAsync([.. rows.Select(static row => row.OrderId).Distinct(StringComparer.Ordinal)], cancellationToken);
        return stored.Where(static row => row.Payload is not null).ToDictionary(
            static row => row.OrderKey, static row => PayloadJson.Unpack(row.Payload!).Items is [var first, ..] ? first.WarehouseLocation : null, StringComparer.Ordinal);
    }

    private static PrintedLabel Printed(LabelRow row, string? bin) => new(row.Id, row.Location, row.Intent?.CarrierCode ?? "", row.Intent?.ServiceCode ?? "", bin, row.OrderNumber);
}

/// <summary>All set parts must match.</summary>
/// <param name="From">Bought at this instant or later.</param>
/// <param name="To">Bought before this instant.</param>
public sealed record LabelPrintFilter(string? BatchId = null, string? Location = null, DateTimeOffset? From = null, DateTimeOffset? To = null);

/// <param name="Document">Null where there is none.</param>
/// <param name="Problem">Why there is none, for people; null where there is one.</param>
public sealed record LabelPrint(LabelRow Row, ArchivedDocument? Document, string? Problem)
{
    /// <summary>Its cost was not as expected, and nobody looked at it yet.</summary>
    public bool IsToBeLookedAt => Row.Code == LabelCodes.CostAboveQuote;
}
