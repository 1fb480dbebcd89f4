namespace Connector.Simulators.ShipStation.Quotes;

/// <summary>Invented days from the ship date to delivery. Sundays do not count; ground services take longer to far zones.</summary>
internal static class TransitTimes
{
    private static readonly Dictionary<string, (int Days, bool ByZone)> s_services = new(StringComparer.Ordinal)
    {
        ["usps_media_mail"] = (4, true), ["usps_first_class_mail"] = (3, false), ["usps_ground_advantage"] = (2, true), ["usps_parcel_select"] = (3, true),
        ["usps_priority_mail"] = (2, false), ["usps_priority_mail_express"] = (1, false), ["usps_first_class_mail_international"] = (12, false),
        ["usps_priority_mail_international"] = (8, false), ["usps_priority_mail_express_international"] = (5, false),
        ["fedex_ground"] = (1, true), ["fedex_home_delivery"] = (1, true), ["fedex_2day"] = (2, false), ["fedex_2day_am"] = (2, false), ["fedex_express_saver"] = (3, false),
        ["fedex_standard_overnight"] = (1, false), ["fedex_priority_overnight"] = (1, false), ["fedex_first_overnight"] = (1, false),
        ["fedex_ground_international"] = (6, false), ["fedex_international_economy"] = (5, false), ["fedex_international_priority"] = (3, false), ["fedex_international_first"] = (2, false),
        ["ups_ground_saver"] = (2, true), ["ups_ground"] = (1, true), ["ups_3_day_select"] = (3, false), ["ups_2nd_day_air"] = (2, false),
        ["ups_next_day_air_saver"] = (1, false), ["ups_next_day_air"] = (1, false), ["ups_standard_international"] = (6, false), ["ups_worldwide_saver"] = (3, false),
        ["ups_worldwide_expedited"] = (5, false), ["dhl_express_worldwide"] = (3, false), ["dhl_express_envelope"] = (3, false), ["dhl_express_1200"] = (2, false)
    };

    /// <summary>The day on which the carrier takes the parcel: the next one that is no Sunday.</summary>
    public static DateOnly Departure(DateOnly shipDate) => shipDate.DayOfWeek == DayOfWeek.Sunday ? shipDate.AddDays(1) : shipDate;

    public static int Days(string service, int zone)
    {
        var (days, byZone) = s_services.GetValueOrDefault(service, (5, false));
        return byZone ? days + zone / 2 : days;
    }

    public static DateOnly Arrival(DateOnly shipDate, int days)
    {
        var day = Departure(shipDate);
        for (var left = days; left > 0;)
        {
            day = day.AddDays(1);
            if (day.DayOfWeek != DayOfWeek.Sunday) left--;
        }
        return day;
    }

    /// <summary>Money back when late.</summary>
    public static bool IsGuaranteed(string service) => service.Contains("overnight", StringComparison.Ordinal) || service.Contains("next_day", StringComparison.Ordinal);
}
