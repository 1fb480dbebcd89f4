using Connector.Commercetools.Wire;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Ports;
using Microsoft.Extensions.Options;

namespace Connector.Commercetools;

/// <summary>The orders of a commercetools project, whatever carries the calls.</summary>
internal sealed class CommerceOrders(IOrderTransport transport, ReferenceKeySource keys, LineFacts facts, IOptions<CommercetoolsOptions> options) : ICommerceOrders
{
    private const int LargestPage = 500;
    private const int MostActions = 500;
    private const int Forbidden = 403;

    public TimeSpan? ClockOffset => transport.ClockOffset;

    public Task<OrderPage> ListChangedAsync(OrderQuery query, CancellationToken cancellationToken) =>
        WithSmallerPagesAsync(Math.Clamp(query.PageSize, 1, LargestPage), size => ListPageAsync(query, size, cancellationToken));

    public async Task<LoadedOrders> LoadAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        List<Order> orders = [];
        List<UnreadableOrder> unreadable = [];
        foreach (var chunk in Chunks(ids)) await LoadChunkAsync(chunk, orders, unreadable, cancellationToken);
        return new LoadedOrders(orders, unreadable);
    }

    public Task<Order?> GetAsync(string id, CancellationToken cancellationToken) =>
        ReadOneAsync(() => transport.GetAsync(id, cancellationToken), cancellationToken);

    public Task<Order?> FindByNumberAsync(string orderNumber, CancellationToken cancellationToken) =>
        ReadOneAsync(() => transport.FindByNumberAsync(orderNumber, cancellationToken), cancellationToken);

    public Task<long> UpdateAsync(string id, long version, IReadOnlyList<OrderChange> changes, CancellationToken cancellationToken)
    {
        if (changes.Count > MostActions)
        {
            throw new CommercetoolsException(
                FailureKind.Rejected, ErrorCodes.TooManyChanges, $"{changes.Count} changes for order {id}: commercetools takes {MostActions} in one request.");
        }

        return transport.UpdateAsync(id, version, changes, cancellationToken);
    }

    private async Task<OrderPage> ListPageAsync(OrderQuery query, int size, CancellationToken cancellationToken)
    {
        // A total costs the shop time, so it is asked for only where it can spare a page: at the start, and when what was known is used up.
        var known = query.After?.KnownRemaining;
        var withTotal = known is null || known <= size;
        var page = await ReadAsync(() => transport.ListChangedAsync(query, size, withTotal, cancellationToken));
        var (orders, unreadable) = await MapAsync(page.Rows, cancellationToken);
        long? remaining = withTotal ? page.Total - page.Rows.Count : known - page.Rows.Count;
        var more = page.Rows.Count >= size && remaining is null or > 0;
        var last = page.Rows.FindLast(row => row.Position is not null)?.Position;
        if (more && (last is null || (query.After is { } after && last.Id == after.Id && last.LastModifiedAt == after.LastModifiedAt)))
        {
            throw new CommercetoolsException(
                FailureKind.Transient, ErrorCodes.UnreadableResponse, "commercetools returned a page of orders without an id and lastModifiedAt to continue from.");
        }

        return new OrderPage(orders, last is null ? null : last with { KnownRemaining = more ? remaining : null }, more, unreadable);
    }

    private async Task LoadChunkAsync(List<string> ids, List<Order> orders, List<UnreadableOrder> unreadable, CancellationToken cancellationToken)
    {
        OrderRows rows;
        try
        {
            rows = await ReadAsync(() => transport.LoadAsync(ids, cancellationToken));
        }
        catch (CommercetoolsException failure) when (ids.Count > 1 && IsTooMuch(failure))
        {
            await LoadChunkAsync(ids[..(ids.Count / 2)], orders, unreadable, cancellationToken);
            await LoadChunkAsync(ids[(ids.Count / 2)..], orders, unreadable, cancellationToken);
            return;
        }
        catch (CommercetoolsException failure) when (failure.Code == ErrorCodes.ResponseTooLarge)
        {
            unreadable.Add(new UnreadableOrder(ids[0], OrderNumber: null, Version: 0, $"document: larger than {options.Value.MaxResponseMegabytes} MB"));
            return;
        }

        var (mapped, faulty) = await MapAsync(rows.Rows, cancellationToken);
        orders.AddRange(mapped);
        unreadable.AddRange(faulty);
    }

    /// <summary>An API client that may read orders and not payments or customer groups still reads orders.</summary>
    private async Task<T> ReadAsync<T>(Func<Task<T>> read)
    {
        while (true)
        {
            var givenUp = transport.GivenUp;
            try
            {
                return await read();
            }
            catch (CommercetoolsException refused) when (refused.Status == Forbidden && transport.GiveUp(givenUp))
            {
                // Once more, without.
            }
        }
    }

    private async Task<Order?> ReadOneAsync(Func<Task<OrderRow?>> read, CancellationToken cancellationToken)
    {
        if (await ReadAsync(read) is not { } row) return null;
        var (orders, unreadable) = await MapAsync([row], cancellationToken);
        if (orders.Count == 1) return orders[0];
        throw new ConnectorException(
            FailureKind.Unmappable, ErrorCodes.OrderUnreadable, $"The order {unreadable[0].OrderNumber ?? unreadable[0].Id} cannot be read. {unreadable[0].Problem}");
    }

    private async Task<(List<Order> Orders, List<UnreadableOrder> Unreadable)> MapAsync(List<OrderRow> rows, CancellationToken cancellationToken)
    {
        var known = await keys.ForAsync(rows, cancellationToken);
        var orders = new List<Order>(rows.Count);
        List<UnreadableOrder> unreadable = [];
        foreach (var row in rows)
        {
            var reading = CommerceOrderReader.Finish(row.Half, known);
            if (reading.Order is { } order) orders.Add(order);
            else unreadable.Add(reading.Unreadable!);
        }

        return (await facts.FillAsync(orders, cancellationToken), unreadable);
    }

    private IEnumerable<List<string>> Chunks(IReadOnlyCollection<string> ids)
    {
        const int fixedQuery = 300;
        var room = CommercetoolsClient.LongestUrl - CommercetoolsClient.FixedUrlLengthOf(options.Value) - fixedQuery;
        List<string> chunk = [];
        var used = 0;
        foreach (var id in ids.Distinct(StringComparer.Ordinal).Where(id => id.Length > 0))
        {
            var length = CommercetoolsClient.LengthOfId(id);
            if (chunk.Count > 0 && (used + length > room || chunk.Count == LargestPage))
            {
                yield return chunk;
                chunk = [];
                used = 0;
            }

            chunk.Add(id);
            used += length;
        }

        if (chunk.Count > 0) yield return chunk;
    }

    // Orders of many lines make a page too long for us or too heavy for the shop: fewer of them go through.
    private static async Task<OrderPage> WithSmallerPagesAsync(int size, Func<int, Task<OrderPage>> list)
    {
        while (true)
        {
            try
            {
                return await list(size);
            }
            catch (CommercetoolsException failure) when (size > 1 && IsTooMuch(failure))
            {
                size /= 2;
            }
        }
    }

    private static bool IsTooMuch(CommercetoolsException failure) =>
        failure.Code == ErrorCodes.ResponseTooLarge || failure.VendorCodes.Any(code => code is "ContentTooLarge" or "QueryComplexityLimitExceeded");
}
