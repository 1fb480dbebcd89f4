using System.Globalization;
using System.Text.Json;

namespace Connector.Core.Rules.Selection;

/// <summary>Dates in custom fields: a day (its first instant in the merchant's time zone) or an instant.</summary>
internal static class HoldDate
{
    /// <summary>Null when the value is no date.</summary>
    public static DateTimeOffset? Read(JsonElement value, TimeZoneInfo zone)
    {
        if (value.ValueKind != JsonValueKind.String || value.GetString() is not { } text) return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day == DateOnly.MinValue || day == DateOnly.MaxValue ? null : BatchCalendar.InstantOf(day, TimeOnly.MinValue, zone);
        }
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant)
            ? instant
            : null;
    }

    /// <summary>The day in the merchant's time zone; null when the value is no date.</summary>
    public static DateOnly? ReadDay(JsonElement value, TimeZoneInfo zone) =>
        Read(value, zone) is { } instant ? DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, zone).DateTime) : null;
}
