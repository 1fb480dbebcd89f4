using Connector.Core.Ports;

namespace Connector.Local.Doctor;

/// <summary>A sample of the shop's orders.</summary>
internal static class RecentOrders
{
    private static readonly int[] s_days = [2, 30, 366];

    /// <summary>Orders of the last days; of more days where there are few.</summary>
    public static async Task<OrderPage> ReadAsync(ICommerceOrders orders, string? predicate, DateTimeOffset now, int take, CancellationToken cancellationToken)
    {
        var page = new OrderPage([], null, More: false, []);
        foreach (var days in s_days)
        {
            page = await orders.ListChangedAsync(new OrderQuery(now.AddDays(-days), null, predicate, take), cancellationToken);
            if (page.Orders.Count >= take) break;
        }
        return page;
    }
}
