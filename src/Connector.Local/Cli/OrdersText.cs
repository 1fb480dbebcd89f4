using System.Globalization;
using Connector.Operations.Api;

namespace Connector.Local.Cli;

/// <summary>The list of orders for people: one line each, and below it what blocks the order and its tracking numbers.</summary>
internal static class OrdersText
{
    private const string Indent = "    ";

    /// <param name="isWhole">Without any filter.</param>
    public static void Write(TextWriter output, OrderList list, bool isWhole)
    {
        if (list.Orders.Count == 0)
        {
            output.WriteLine(isWhole ? "No orders yet." : "No order matches the filters.");
            if (isWhole) CliText.Next(output, "connector sync reads new orders");
            return;
        }
        Row(output, "Order", "Status", "Age", "Location", "To", "Ship by", "Promise");
        foreach (var order in list.Orders)
        {
            Row(output, order.OrderNumber, order.Status, Age(order.AgeSeconds), string.Join('+', order.Locations), order.Country ?? "", Day(order.ShipBy), Promise(order.Promise));
            if (order.Blocker is { } blocker) CliText.Wrap(output, blocker, Indent);
            if (order.Tracking.Count > 0) CliText.Wrap(output, "Tracking " + string.Join(", ", order.Tracking), Indent);
        }
        output.WriteLine($"{CliText.Count(list.Orders.Count, "order")}{(list.Next is null ? "." : ". There are more:")}");
        if (list.Next is { } next) output.WriteLine($"  --after \"{next}\"");
        CliText.Next(output, $"connector trace {list.Orders[0].OrderNumber}");
    }

    /// <summary>"35 m", "12 h", "3 d".</summary>
    private static string Age(long seconds) => TimeSpan.FromSeconds(Math.Max(0, seconds)) switch
    {
        { TotalHours: < 1 } age => $"{age.Minutes} m",
        { TotalHours: < 48 } age => $"{(int)age.TotalHours} h",
        var age => $"{(int)age.TotalDays} d"
    };

    private static string Day(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    private static string Promise(string? promise) => promise switch { "breached" => "late", "soon" => "late soon", _ => "" };

    private static void Row(TextWriter output, string order, string status, string age, string location, string country, string shipBy, string promise) => output.WriteLine(
        $"{CliText.Cut(order, 18),-18} {CliText.Cut(status, 16),-16} {age,5} {CliText.Cut(location, 12),-12} {CliText.Cut(country, 2),-2} {shipBy,-10} {promise}".TrimEnd());
}
