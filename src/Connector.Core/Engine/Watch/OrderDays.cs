using Connector.Core.Ports;

namespace Connector.Core.Engine.Watch;

/// <summary>Pure: what happened on each of some days. Fed with one order after the other; keeps numbers only.</summary>
/// <param name="zone">Where a day begins.</param>
public sealed class OrderDays(DateOnly first, DateOnly last, TimeZoneInfo zone)
{
    private readonly Day[] _days = [.. Enumerable.Range(0, last.DayNumber - first.DayNumber + 1).Select(static _ => new Day())];

    public void Add(OrderTimes order)
    {
        if (On(order.PlacedAt) is { } placed) placed.Placed++;
        if (On(order.SentAt) is { } sent) sent.Sent++;
        if (On(order.LabelledAt) is { } labelled)
        {
            labelled.Labelled++;
            if (order.DueAt is { } due && order.LabelledAt >= due) labelled.Minutes.Add((int)(order.LabelledAt.Value - due).TotalMinutes);
        }
        // A promise that was not kept on its day; a later label does not change that.
        if (order.ShipBy is { } end && !(order.LabelledAt <= end) && On(end) is { } missed) missed.Missed++;
    }

    /// <param name="now">What ends later is no promise that was missed.</param>
    public IReadOnlyList<OrderDay> List(DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        return [.. _days.Select((day, i) => new OrderDay(
            first.AddDays(i), day.Placed, day.Sent, day.Labelled, first.AddDays(i) < today ? day.Missed : 0, day.Minutes.Count == 0 ? null : TimeSpan.FromMinutes(Median(day.Minutes))))];
    }

    private Day? On(DateTimeOffset? at) =>
        at is { } instant && DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, zone).DateTime).DayNumber - first.DayNumber is var index && index >= 0 && index < _days.Length ? _days[index] : null;

    private static int Median(List<int> values)
    {
        values.Sort();
        return values[(values.Count - 1) / 2];
    }

    private sealed class Day
    {
        public long Placed, Sent, Labelled, Missed;
        public readonly List<int> Minutes = [];
    }
}

/// <param name="Placed">Orders that were placed on this day.</param>
/// <param name="Sent">Orders that came into ShipStation.</param>
/// <param name="Labelled">Orders that got their first label.</param>
/// <param name="Missed">Orders that should have left on this day, and had no label at its end.</param>
/// <param name="DueToLabel">The middle one of the times from being due to the label; null without labels.</param>
public sealed record OrderDay(DateOnly Date, long Placed, long Sent, long Labelled, long Missed, TimeSpan? DueToLabel);
