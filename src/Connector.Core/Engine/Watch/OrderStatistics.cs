using Connector.Core.Ports;
using Microsoft.Extensions.Options;

namespace Connector.Core.Engine.Watch;

/// <summary>Numbers of the last two weeks, day by day in the time zone of the promises, from the list of orders. Read at most every five minutes, however many look.</summary>
public sealed class OrderStatistics(IOrderIndex index, IOptions<PromiseOptions> options, TimeProvider clock)
{
    public const int Days = 14;

    /// <summary>An order that is placed earlier and labelled now is not counted.</summary>
    private static readonly TimeSpan s_longestWay = TimeSpan.FromDays(45);
    private readonly KeptValue<IReadOnlyList<OrderDay>> _days = new(TimeSpan.FromMinutes(5), clock);

    public TimeZoneInfo Zone { get; } = TimeZoneInfo.TryFindSystemTimeZoneById(options.Value.TimeZone, out var zone) ? zone : TimeZoneInfo.Utc;

    /// <summary>Oldest first; the last one is today.</summary>
    public Task<IReadOnlyList<OrderDay>> ReadAsync(CancellationToken cancellationToken) => _days.ReadAsync(CountAsync, cancellationToken);

    private async Task<IReadOnlyList<OrderDay>> CountAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, Zone).DateTime);
        var days = new OrderDays(today.AddDays(1 - Days), today, Zone);
        await index.ReadTimesAsync(now - s_longestWay, days.Add, cancellationToken);
        return days.List(now);
    }
}
