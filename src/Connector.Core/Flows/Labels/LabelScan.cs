using System.Text.Json;
using Connector.Core.Model.Labels;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.Core.Ports.Labels;
using Connector.Core.Rules.Labels.Times;
using Connector.Core.Rules.Selection.Routing;

namespace Connector.Core.Flows.Labels;

/// <summary>Finds orders that were pushed before labels were switched on: some pages of rows in each run, all of them once a day.</summary>
internal sealed class LabelScan(ISyncStore sync, ILabelStore labels, ICursorStore cursors, LabelCalendar calendar, OrderRouter router, TimeProvider clock)
{
    private const int PageSize = 500;
    private const int PagesPerRun = 4;
    private static readonly TimeSpan s_pause = TimeSpan.FromDays(1);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var stored = await cursors.GetAsync(CursorName.LabelScan, cancellationToken);
        var position = stored is null ? new ScanPosition(null, null) : JsonSerializer.Deserialize(stored.Value, ScanJson.Default.ScanPosition)!;
        if (position.EndedAt is { } ended && clock.GetUtcNow() - ended < s_pause) return;
        var after = position.EndedAt is null ? position.After : null;
        var isOver = false;
        for (var page = 0; page < PagesPerRun && !isOver; page++)
        {
            var rows = await sync.ScanAsync(after, PageSize, cancellationToken);
            isOver = rows.Count < PageSize;
            if (rows.Count == 0) break;
            after = rows[^1].OrderId;
            var open = rows.Where(LabelCandidate.IsLabelled).ToList();
            if (open.Count == 0) continue;
            var known = (await labels.GetAsync([.. open.Select(row => row.OrderId).Distinct(StringComparer.Ordinal)], cancellationToken)).Select(row => row.OrderKey).ToHashSet(StringComparer.Ordinal);
            var now = clock.GetUtcNow();
            var missing = open.Where(row => !known.Contains(row.OrderKey))
                .Select(row => LabelCandidate.Create(row, LabelCandidate.Location(row.OrderKey, router), calendar, now)).ToList();
            if (missing.Count > 0) await labels.WriteAsync(missing, cancellationToken);
        }
        var next = isOver ? new ScanPosition(null, clock.GetUtcNow()) : new ScanPosition(after, null);
        await cursors.TrySetAsync(CursorName.LabelScan, JsonSerializer.Serialize(next, ScanJson.Default.ScanPosition), stored?.ETag, cancellationToken);
    }
}

/// <param name="After">The order after which it goes on; null for the beginning.</param>
/// <param name="EndedAt">When the last one was through; null while one is under way.</param>
internal sealed record ScanPosition(string? After, DateTimeOffset? EndedAt);

[System.Text.Json.Serialization.JsonSerializable(typeof(ScanPosition))]
internal sealed partial class ScanJson : System.Text.Json.Serialization.JsonSerializerContext;
