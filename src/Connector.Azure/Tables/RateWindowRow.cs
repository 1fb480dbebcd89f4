using Azure.Data.Tables;
using Connector.Core.Ports;
using Connector.Core.Ports.Rates;

namespace Connector.Azure.Tables;

/// <summary>
/// The window of one account. Callers of one process take turns here, and start from what the last of them wrote: while nobody else calls, a permit costs
/// one request.
/// </summary>
internal sealed class RateWindowRow(StorageTable table, string account, int assumedLimit) : IDisposable
{
    private const string Row = "window";
    private readonly string _partition = TableKey.Create("rate", account);
    private readonly SemaphoreSlim _turn = new(1, 1);
    private Known? _last;

    public async Task<RateWindowState> ReadAsync(CancellationToken cancellationToken) => (await LoadAsync(cancellationToken)).State;

    public async Task ChangeAsync(Func<RateWindowState, RateWindowState> change, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await Contention.DecideAsync<bool>(async () => await TryChangeAsync(change, cancellationToken) ? true : null);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task<bool> TryChangeAsync(Func<RateWindowState, RateWindowState> change, CancellationToken cancellationToken)
    {
        var (known, remembered) = (_last, _last is not null);
        // Forgotten until the write is known to be done: after a failure nobody knows what the row says.
        _last = null;
        known ??= await LoadAsync(cancellationToken);
        var state = change(known.State);
        // Nothing to write is right only for what the row says now.
        if (state == known.State)
        {
            if (!remembered) _last = known;
            return !remembered;
        }
        var etag = known.ETag is null
            ? await table.InsertAsync(Write(state), cancellationToken)
            : await table.UpdateAsync(Write(state), known.ETag, TableUpdateMode.Replace, cancellationToken);
        if (etag is not null) _last = new Known(state, etag);
        return etag is not null;
    }

    private async Task<Known> LoadAsync(CancellationToken cancellationToken)
    {
        if (await table.FindAsync(_partition, Row, null, cancellationToken) is not { } row) return new Known(RateWindowState.Unknown(assumedLimit), null);
        var latest = row.GetInstant("EndsAt") ?? DateTimeOffset.MinValue;
        var state = new RateWindowState(
            row.GetInt32("CallLimit") ?? assumedLimit, row.GetInt32("Used") ?? 0, row.GetInt32("TakenLate") ?? 0, new WindowEnd(row.GetInstant("EarliestEnd") ?? latest, latest),
            row.GetBoolean("Told") ?? false, row.GetInstant("ClosedUntil") ?? DateTimeOffset.MinValue);
        return new Known(state, row.ETag.ToString());
    }

    private TableEntity Write(RateWindowState state) => new(_partition, Row)
    {
        ["Account"] = account,
        ["CallLimit"] = state.Limit,
        ["Used"] = state.Used,
        ["TakenLate"] = state.TakenLate,
        ["EarliestEnd"] = state.End.Earliest.UtcTicks,
        ["EndsAt"] = state.End.Latest.UtcTicks,
        ["Told"] = state.FromHeaders,
        ["ClosedUntil"] = state.ClosedUntil.UtcTicks
    };

    private sealed record Known(RateWindowState State, string? ETag);
}
