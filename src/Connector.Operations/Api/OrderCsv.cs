using System.Globalization;
using System.Text;

namespace Connector.Operations.Api;

/// <summary>The list of orders as CSV (RFC 4180).</summary>
internal static class OrderCsv
{
    private const string Heads = "order,id,status,blocker,location,country,method,placed,age_hours,ship_by,deadline,deadline_of,promise,sent,labelled,tracking,shipping_order_ids";

    public static string Write(IEnumerable<OrderView> orders)
    {
        var text = new StringBuilder(Heads).Append("\r\n");
        foreach (var order in orders)
        {
            Csv.Row(text, order.OrderNumber, order.OrderId, order.Status, order.Blocker, Several(order.Locations), order.Country, order.Method, At(order.PlacedAt),
                (order.AgeSeconds / 3600).ToString(CultureInfo.InvariantCulture), At(order.ShipBy), At(order.Deadline), order.DeadlineOf?.ToString(), order.Promise, At(order.SentAt), At(order.LabelledAt),
                Several(order.Tracking), Several(order.ShippingOrderIds.Select(static id => id.ToString(CultureInfo.InvariantCulture))));
        }
        return text.ToString();
    }

    private static string Several(IEnumerable<string> values) => string.Join(' ', values);

    private static string At(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "";
}
