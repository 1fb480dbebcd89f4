using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;

namespace Connector.Core.Flows.Push;

/// <summary>
/// Finds the order that holds the goods of one whose first call has no known outcome: people may have merged it into another before its id was known, and then nothing
/// stands under its number.
/// </summary>
internal sealed class MergedUnknown(IShippingAccounts accounts)
{
    /// <summary>For clocks that do not agree.</summary>
    private static readonly TimeSpan s_margin = TimeSpan.FromHours(1);

    /// <summary>Null where no call may have brought it there, or no merged order that can still ship holds goods of it. Reads what has changed since the order was placed; nothing is read where the id is known.</summary>
    public async Task<ShippingOrderSnapshot?> FindAsync(SyncRow row, DateTimeOffset placed, RateLane lane, CancellationToken cancellationToken)
    {
        var lines = Lines(row);
        if (lines.Count == 0) return null;
        for (var page = 1; ; page++)
        {
            var read = await accounts.Get(row.Account).ListOrdersAsync(new ShippingWindow(placed - s_margin, null, page), lane, cancellationToken);
            if (read.Items.FirstOrDefault(order => Holds(order, lines)) is { } survivor) return survivor;
            if (!read.More) return null;
        }
    }

    /// <summary>Line keys of all that calls without a known outcome carried; none where the id is known.</summary>
    public static IReadOnlySet<string> Lines(SyncRow row) => row.ShippingOrderId is not null
        ? new HashSet<string>()
        : ((byte[]?[])[row.Reservation?.Payload, .. row.Unverified?.Payloads ?? []]).OfType<byte[]>()
            .SelectMany(static sent => PayloadJson.Read(PayloadJson.Decompress(sent)).Items).Where(static i => !i.Adjustment && i.LineItemKey.Length > 0).Select(static i => i.LineItemKey)
            .ToHashSet(StringComparer.Ordinal);

    /// <summary>Pure: whether others were merged into it, it is not cancelled, and one of these lines is in it.</summary>
    public static bool Holds(ShippingOrderSnapshot order, IReadOnlySet<string> lines) =>
        order is { MergedIds.Count: > 0, Status: not ShippingOrderStatus.Cancelled } && order.Content.Items.Any(i => !i.Adjustment && lines.Contains(i.LineItemKey));
}
