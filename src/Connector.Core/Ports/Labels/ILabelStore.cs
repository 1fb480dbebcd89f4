using Connector.Core.Model.Labels;

namespace Connector.Core.Ports.Labels;

/// <summary>Labels: wanted, proposed, bought, voided. A write is conditional on the row's etag, so two workers can never both win.</summary>
public interface ILabelStore
{
    /// <summary>All labels of these shop orders, in no particular order.</summary>
    Task<IReadOnlyList<LabelRow>> GetAsync(IReadOnlyCollection<string> orderIds, CancellationToken cancellationToken);

    /// <summary>Null when there is none of this id.</summary>
    Task<LabelRow?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>
    /// Writes each label if it is still as it was read (<see cref="LabelRow.ETag"/>; null: if it does not exist yet). Rows are independent of each other.
    /// Returns for each row, in the same order, the stored row with its new etag, or null where someone else was faster.
    /// </summary>
    Task<IReadOnlyList<LabelRow?>> WriteAsync(IReadOnlyList<LabelRow> rows, CancellationToken cancellationToken);

    /// <summary>Labels whose <see cref="LabelRow.DueAt"/> has come, those that waited longest first.</summary>
    Task<IReadOnlyList<LabelRow>> ListDueAsync(DateTimeOffset now, int max, CancellationToken cancellationToken);

    /// <summary>By time of creation, the newest first; a page ends with the position of the next.</summary>
    Task<LabelPage> ListAsync(LabelFilter filter, string? after, int take, CancellationToken cancellationToken);

    /// <summary>How many labels are in each state.</summary>
    Task<IReadOnlyDictionary<LabelState, long>> CountAsync(CancellationToken cancellationToken);
}

/// <summary>All set parts must match.</summary>
/// <param name="From">Created at this instant or later.</param>
/// <param name="To">Created before this instant.</param>
public sealed record LabelFilter(LabelState? State = null, string? Account = null, string? Location = null, string? BatchId = null, DateTimeOffset? From = null, DateTimeOffset? To = null)
{
    public bool Matches(LabelRow row) =>
        (State is null || row.State == State) && (Account is null || row.Account == Account) && (Location is null || row.Location == Location)
        && (BatchId is null || row.BatchId == BatchId) && !(row.CreatedAt < From) && !(row.CreatedAt >= To);
}

/// <param name="Next">Where the next page begins; null when there are no more.</param>
public sealed record LabelPage(IReadOnlyList<LabelRow> Rows, string? Next);
