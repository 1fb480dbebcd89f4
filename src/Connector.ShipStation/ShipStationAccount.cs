using System.Globalization;
using System.Text.Json;
using Connector.Core.Engine.Watch;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;
using Connector.Http;
using Connector.ShipStation.Lists;
using Connector.ShipStation.Mapping;
using Connector.ShipStation.Notifications;
using Connector.ShipStation.Wire;

namespace Connector.ShipStation;

/// <summary>One ShipStation account over its V1 API. Failures are <see cref="ShipStationException"/>.</summary>
internal sealed class ShipStationAccount(string name, TimeSpan timeout, ShipStationClient client, ListReader lists, ResourceUrlGuard guard) : IShippingAccount
{
    private const int MaxOrdersPerCall = 100;

    /// <summary>Filters by number match its beginning: a short number may match half the account.</summary>
    private const int MaxPagesOfOneSearch = 10;

    /// <summary>ShipStation's own default, which the lists behind notifications are sure to keep; a page with fewer rows is the last.</summary>
    private const int NotificationPageSize = 100;

    public string Name => name;
    public TimeSpan? ClockOffset => client.ClockOffset;

    public TimeSpan LongestCall => timeout;

    public async Task<IReadOnlyList<UpsertResult>> UpsertAsync(IReadOnlyList<ShippingOrder> orders, RateLane lane, CancellationToken cancellationToken)
    {
        if (orders.Count > MaxOrdersPerCall) throw new ArgumentException($"At most {MaxOrdersPerCall} orders go into one call.", nameof(orders));
        // What ShipStation does with a key that is twice in one call is unknown, and the results could not be distinguished.
        if (orders.DistinctBy(order => order.OrderKey, StringComparer.Ordinal).Count() != orders.Count)
            throw new ArgumentException("An order key appears twice in the call.", nameof(orders));

        var refused = orders.Select(order => (order.OrderKey, Problem: UpsertGuard.Refusal(order))).Where(pair => pair.Problem is not null)
            .ToDictionary(StringComparer.Ordinal);
        var sent = orders.Where(order => !refused.ContainsKey(order.OrderKey)).ToList();
        var results = sent.Count == 0 ? [] : sent is [var one] ? await SendOneAsync(one, lane, cancellationToken) : await SendAsync(sent, lane, cancellationToken);
        var byKey = results.ToDictionary(result => result.OrderKey, StringComparer.Ordinal);
        return
        [
            .. orders.Select(order => refused.TryGetValue(order.OrderKey, out var problem)
                ? new UpsertResult(order.OrderKey, null, Success: false, problem)
                : byKey[order.OrderKey])
        ];
    }

    public Task MarkShippedAsync(long shippingOrderId, string? orderKey, RateLane lane, CancellationToken cancellationToken) => client.SendAsync(
        new ApiCall<bool>(client, HttpMethod.Post, "orders/markasshipped", static (_, _) => new Reading<bool>(true))
        {
            Lane = lane,
            BodyType = ApiCall.JsonUtf8,
            Body = JsonSerializer.SerializeToUtf8Bytes(new WireMarkShipped(shippingOrderId), WireJson.Default.WireMarkShipped),
            OrderIds = ShopOrderIds.From([orderKey])
        },
        cancellationToken);

    public async Task<ShippingOrderSnapshot?> GetOrderAsync(long shippingOrderId, RateLane lane, CancellationToken cancellationToken)
    {
        try
        {
            return await client.SendAsync(
                new ApiCall<ShippingOrderSnapshot>(client, HttpMethod.Get, string.Create(CultureInfo.InvariantCulture, $"orders/{shippingOrderId}"), ReadOrder) { Lane = lane },
                cancellationToken);
        }
        catch (ShipStationException e) when (e.Status == 404)
        {
            return null;
        }
    }

    public async Task<IReadOnlyList<ShippingOrderSnapshot>> FindOrdersAsync(string orderNumber, RateLane lane, CancellationToken cancellationToken) =>
        [.. (await FindOrdersByPrefixAsync(orderNumber, lane, cancellationToken)).Where(order => order.OrderNumber == orderNumber)];

    public async Task<IReadOnlyList<ShippingOrderSnapshot>> FindOrdersByPrefixAsync(string numberPrefix, RateLane lane, CancellationToken cancellationToken)
    {
        var path = new QueryString("orders").Add("orderNumber", numberPrefix).ToString();
        var found = new List<ShippingOrderSnapshot>();
        for (var page = 1; page <= MaxPagesOfOneSearch; page++)
        {
            // Rows that cannot be read are most likely other orders whose number begins alike.
            var read = await lists.ReadAsync(ListKinds.Orders, path, page, ListReader.MaxPageSize, lane, cancellationToken);
            found.AddRange(read.Items.Where(order => order.OrderNumber.StartsWith(numberPrefix, StringComparison.OrdinalIgnoreCase)));
            if (!read.More) return [.. found.DistinctBy(order => order.ShippingOrderId)];
        }
        throw Incomplete(path, ErrorCodes.ResponseTooLarge, $"more than {MaxPagesOfOneSearch * ListReader.MaxPageSize} rows match");
    }

    public Task<ShippingPage<ShippingOrderSnapshot>> ListOrdersAsync(ShippingWindow window, RateLane lane, CancellationToken cancellationToken) =>
        ListAsync(ListKinds.Orders, new QueryString("orders").Add("sortBy", "ModifyDate"), "modifyDate", window, lane, cancellationToken);

    public Task<ShippingPage<Shipment>> ListShipmentsAsync(ShippingWindow window, bool voided, RateLane lane, CancellationToken cancellationToken) =>
        ListAsync(
            ListKinds.Shipments, new QueryString("shipments").Add("includeShipmentItems", "true").Add("sortBy", "CreateDate"), voided ? "voidDate" : "createDate",
            window, lane, cancellationToken);

    public async Task<IReadOnlyList<Shipment>> ListShipmentsOfOrderAsync(long shippingOrderId, RateLane lane, CancellationToken cancellationToken)
    {
        var path = new QueryString("shipments").Add("orderId", shippingOrderId).Add("includeShipmentItems", "true").ToString();
        var found = new List<Shipment>();
        for (var page = 1; page <= MaxPagesOfOneSearch; page++)
        {
            var (rows, more) = await lists.ReadWholeAsync(ListKinds.Shipments, path, page, lane, cancellationToken);
            // Whoever asks for all labels of an order must not take a part for the whole: deliveries would be written wrongly.
            if (rows.Unreadable.FirstOrDefault(row => !row.EndsWith(RowReader.NullRow, StringComparison.Ordinal)) is { } row)
                throw Incomplete(path, ErrorCodes.UnreadableResponse, row);
            found.AddRange(rows.Rows.Where(shipment => shipment.ShippingOrderId == shippingOrderId));
            if (!more) return [.. found.DistinctBy(shipment => shipment.Id)];
        }
        throw Incomplete(path, ErrorCodes.ResponseTooLarge, $"more than {MaxPagesOfOneSearch * ListReader.MaxPageSize} rows match");
    }

    public Task<ShippingPage<Shipment>> ListFulfillmentsAsync(ShippingWindow window, RateLane lane, CancellationToken cancellationToken) =>
        ListAsync(ListKinds.Fulfillments, new QueryString("fulfillments").Add("sortBy", "CreateDate"), "createDate", window, lane, cancellationToken);

    public async Task<NotificationContent> ReadNotificationAsync(string resourceUrl, int page, CancellationToken cancellationToken)
    {
        if (!guard.TryAccept(resourceUrl, out var target, out var reason))
            throw new ShipStationException(FailureKind.Rejected, ErrorCodes.ForeignNotification, reason);
        if (!target.Selects)
            return new NotificationContent([], [], [], More: false)
            {
                WholeList = target.Kind switch
                {
                    NotificationTargetKind.Orders => NotificationList.Orders,
                    NotificationTargetKind.Shipments => NotificationList.Shipments,
                    _ => NotificationList.Fulfillments
                }
            };
        // What a notification points at is a page, as a rule; whoever points at more waits like a poll.
        var lane = page == 1 ? RateLane.Normal : RateLane.Background;
        try
        {
            switch (target.Kind)
            {
                case NotificationTargetKind.Orders:
                    var orders = await lists.ReadAsync(ListKinds.Orders, target.Path, page, NotificationPageSize, lane, cancellationToken);
                    return new NotificationContent([], [], orders.Items, orders.More);
                case NotificationTargetKind.Shipments:
                    var labels = await lists.ReadAsync(ListKinds.Shipments, target.Path, page, NotificationPageSize, lane, cancellationToken);
                    return new NotificationContent(labels.Items, [], [], labels.More);
                default:
                    var fulfillments = await lists.ReadAsync(ListKinds.Fulfillments, target.Path, page, NotificationPageSize, lane, cancellationToken);
                    return new NotificationContent([], fulfillments.Items, [], fulfillments.More);
            }
        }
        catch (ShipStationException e) when (e.Status == 404)
        {
            // What the notification named no longer exists; the polls find out what became of it.
            return new NotificationContent([], [], [], More: false);
        }
    }

    /// <summary>An error of the server that names the one order is about the order: it would be the same each time.</summary>
    private async Task<List<UpsertResult>> SendOneAsync(ShippingOrder order, RateLane lane, CancellationToken cancellationToken)
    {
        try
        {
            return await SendAsync([order], lane, cancellationToken);
        }
        catch (ShipStationException e) when (e is { Kind: FailureKind.Unknown, Status: 500, VendorMessage: { } words } && (UpsertGuard.Names(words, order.OrderNumber) || UpsertGuard.Names(words, order.OrderKey)))
        {
            return [new UpsertResult(order.OrderKey, null, Success: false, words)];
        }
    }

    private Task<List<UpsertResult>> SendAsync(List<ShippingOrder> orders, RateLane lane, CancellationToken cancellationToken)
    {
        var personal = PersonalValues.From(orders);
        return client.SendAsync(
            new ApiCall<List<UpsertResult>>(client, HttpMethod.Post, "orders/createorders", (body, _) =>
            {
                var response = JsonSerializer.Deserialize(body.Span, WireJson.Default.WireBulkResponse);
                var results = UpsertResponses.Match(orders, response?.Results ?? throw new JsonException("The response has no results."), personal);
                return new Reading<List<UpsertResult>>(results, HasRefusals: results.Exists(static result => !result.Success));
            })
            {
                Lane = lane,
                BodyType = ApiCall.JsonUtf8,
                Body = JsonSerializer.SerializeToUtf8Bytes([.. orders.Select(OrderToWire.Map)], WireJson.Default.IReadOnlyListWireOrder),
                OrderIds = ShopOrderIds.From(orders.Select(order => order.OrderKey)),
                Personal = personal
            },
            cancellationToken);
    }

    private Reading<ShippingOrderSnapshot> ReadOrder(ReadOnlyMemory<byte> body, DateTimeOffset at)
    {
        var order = JsonSerializer.Deserialize(body.Span, WireJson.Default.WireOrder) ?? throw new JsonException("The response is null.");
        try
        {
            return new Reading<ShippingOrderSnapshot>(OrderFromWire.Map(order, name, at), ShopOrderIds.From([order.OrderKey]));
        }
        catch (UnreadableRowException e)
        {
            throw new JsonException(e.Message, e);
        }
    }

    private Task<ShippingPage<T>> ListAsync<TWire, T>(
        ListKind<TWire, T> kind, QueryString path, string field, ShippingWindow window, RateLane lane, CancellationToken cancellationToken) where TWire : class
    {
        var open = path.Add("sortDir", "ASC").Add($"{field}Start", PollingWindow.Start(window, client.Clock.GetUtcNow())).ToString();
        var bounded = window.To is { } to ? path.Add($"{field}End", PollingWindow.End(to)).ToString() : open;
        return lists.ReadAsync(kind, bounded, window.Page, window.PageSize, lane, cancellationToken, sameList: open, poll: window.SeenUntil is null ? field + " late" : field);
    }

    private static ShipStationException Incomplete(string path, string code, string problem) =>
        new(FailureKind.Rejected, code, $"Not all rows of {path} can be read: {problem}") { Method = "GET", Url = path };
}
