using System.Globalization;
using Connector.Core.Model.Labels;
using Connector.Core.Ports.Labels;

namespace Connector.TestSupport.InMemory;

/// <summary>Labels in this process only; gone when it ends.</summary>
public sealed class InMemoryLabelStore : ILabelStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, LabelRow> _rows = new(StringComparer.Ordinal);
    private long _etag;

    public Task<IReadOnlyList<LabelRow>> GetAsync(IReadOnlyCollection<string> orderIds, CancellationToken cancellationToken)
    {
        lock (_gate) return Task.FromResult<IReadOnlyList<LabelRow>>([.. _rows.Values.Where(r => orderIds.Contains(r.OrderId))]);
    }

    public Task<LabelRow?> FindAsync(string id, CancellationToken cancellationToken)
    {
        lock (_gate) return Task.FromResult(_rows.GetValueOrDefault(id));
    }

    public Task<IReadOnlyList<LabelRow?>> WriteAsync(IReadOnlyList<LabelRow> rows, CancellationToken cancellationToken)
    {
        lock (_gate) return Task.FromResult<IReadOnlyList<LabelRow?>>([.. rows.Select(Write)]);
    }

    public Task<IReadOnlyList<LabelRow>> ListDueAsync(DateTimeOffset now, int max, CancellationToken cancellationToken)
    {
        lock (_gate)
            return Task.FromResult<IReadOnlyList<LabelRow>>([.. _rows.Values.Where(r => r.DueAt <= now).OrderBy(r => r.DueAt).ThenBy(r => r.Id, StringComparer.Ordinal).Take(max)]);
    }

    public Task<LabelPage> ListAsync(LabelFilter filter, string? after, int take, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var rows = _rows.Values.Where(filter.Matches).OrderByDescending(r => r.CreatedAt).ThenByDescending(r => r.Id, StringComparer.Ordinal).ToList();
            var start = after is null ? 0 : rows.FindIndex(r => r.Id == after) + 1;
            var page = rows.Skip(start).Take(take).ToList();
            return Task.FromResult(new LabelPage(page, start + take < rows.Count ? page[^1].Id : null));
        }
    }

    public Task<IReadOnlyDictionary<LabelState, long>> CountAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
            return Task.FromResult<IReadOnlyDictionary<LabelState, long>>(_rows.Values.CountBy(static r => r.State).ToDictionary(static c => c.Key, static c => (long)c.Value));
    }

    private LabelRow? Write(LabelRow row)
    {
        if (row.ETag != _rows.GetValueOrDefault(row.Id)?.ETag) return null;
        return _rows[row.Id] = row with { ETag = (++_etag).ToString(CultureInfo.InvariantCulture) };
    }
}
