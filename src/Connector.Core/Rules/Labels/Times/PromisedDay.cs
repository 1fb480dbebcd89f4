using Connector.Core.Model.Orders;
using Connector.Core.Rules.Selection;

namespace Connector.Core.Rules.Labels.Times;

/// <summary>Pure: the day on which a delivery was promised.</summary>
public static class PromisedDay
{
    /// <summary>From the order's custom field, else so many days after the ship date; null when nothing is promised.</summary>
    public static DateOnly? Compute(ServiceSelectionRules rules, Order order, LabelCalendar calendar, DateTimeOffset now)
    {
        if (rules.PromiseField is { } field && order.CustomFields.TryGetValue(field, out var value) && HoldDate.ReadDay(value, calendar.Zone) is { } day) return day;
        return rules.PromiseDays is { } days ? calendar.ShipDate(now).AddDays(days) : null;
    }
}
