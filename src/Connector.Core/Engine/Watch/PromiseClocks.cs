using Connector.Core.Model.Orders;
using Connector.Core.Rules.Labels;
using Connector.Core.Rules.Labels.Times;
using Connector.Core.Rules.Selection;
using Microsoft.Extensions.Options;

namespace Connector.Core.Engine.Watch;

/// <summary>Pure: which promise about an order ends first of those that are still to be kept.</summary>
public sealed class PromiseClocks
{
    private const int LongestSearchDays = 366;
    private readonly PromiseOptions _options;
    private readonly LabelCalendar _calendar;

    public PromiseClocks(IOptions<PromiseOptions> options)
    {
        _options = options.Value;
        _calendar = new LabelCalendar(new LabelTimes { TimeZone = _options.TimeZone, ClosedDays = _options.ClosedDays ?? [], OpenDaily = _options.OpenDaily, Holidays = _options.Holidays ?? [] });
    }

    /// <summary>The order with its deadline; without one where nothing is promised, or all is kept.</summary>
    public OrderSummary Apply(OrderSummary order)
    {
        var first = Promises(order).OrderBy(static p => p.At).Select(static p => ((DateTimeOffset At, PromiseKind Kind)?)p).FirstOrDefault();
        return order with { Deadline = first?.At, DeadlineOf = first?.Kind };
    }

    private IEnumerable<(DateTimeOffset At, PromiseKind Kind)> Promises(OrderSummary order)
    {
        if (order is { Progress: OrderProgress.Sending, DueAt: { } due } && _options.InShipStationMinutes > 0) yield return (due.AddMinutes(_options.InShipStationMinutes), PromiseKind.InShipStation);
        // What is on hold is promised to nobody until it goes on.
        if (order is { Progress: OrderProgress.Sending or OrderProgress.InShipStation or OrderProgress.PartlyShipped, DueAt: { } ready } && CutOffOf(order) is { } cutOff && NextAt(cutOff, ready) is { } label)
            yield return (label, PromiseKind.Label);
        if (order.ShipBy is { } shipBy && (order.IsOpen || order is { Progress: OrderProgress.Shipped, HandedOverAt: null })) yield return (shipBy, PromiseKind.HandOver);
    }

    private TimeOnly? CutOffOf(OrderSummary order) => _options.CutOffs?.FirstOrDefault(c => Fits(c.Location, order.Locations) && Fits(c.Method, [order.Method ?? ""]))?.At ?? _options.LabelCutOff;

    private static bool Fits(string? wanted, IReadOnlyList<string> values) => string.IsNullOrEmpty(wanted) || values.Contains(wanted, StringComparer.OrdinalIgnoreCase);

    /// <summary>The first cut-off of a working day at or after this instant.</summary>
    private DateTimeOffset? NextAt(TimeOnly cutOff, DateTimeOffset ready)
    {
        var day = _calendar.DayOf(ready);
        for (var i = 0; i < LongestSearchDays; i++, day = day.AddDays(1))
        {
            if (_calendar.IsWorkingDay(day) && BatchCalendar.InstantOf(day, cutOff, _calendar.Zone) is var at && at >= ready) return at.ToUniversalTime();
        }
        return null;
    }
}
