using Connector.Commercetools.Http;
using Connector.Core.Model.Orders;
using Connector.Core.Ports;

namespace Connector.Commercetools;

/// <summary>The order calls over our own client.</summary>
internal sealed class HttpOrderTransport(CommercetoolsClient client) : IOrderTransport
{
    public TimeSpan? ClockOffset => client.ClockOffset;

    public async Task<OrderRows> ListChangedAsync(OrderQuery query, int pageSize, bool withTotal, CancellationToken cancellationToken) =>
        (await client.SendAsync(OrderCalls.Changed(query, pageSize, withTotal, client.MaxResponseBytes, (int)client.MaxOrderBytes), cancellationToken))!;

    public async Task<OrderRows> LoadAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken) =>
        (await client.SendAsync(OrderCalls.ByIds(ids, client.MaxResponseBytes, (int)client.MaxOrderBytes), cancellationToken))!;

    public Task<OrderRow?> GetAsync(string id, CancellationToken cancellationToken) =>
        client.SendAsync(OrderCalls.ById(id, client.MaxOrderBytes), cancellationToken);

    public Task<OrderRow?> FindByNumberAsync(string orderNumber, CancellationToken cancellationToken) =>
        client.SendAsync(OrderCalls.ByNumber(orderNumber, client.MaxOrderBytes), cancellationToken);

    public async Task<long> UpdateAsync(string id, long version, IReadOnlyList<OrderChange> changes, CancellationToken cancellationToken) =>
        (await client.SendAsync(OrderCalls.Update(id, version, changes, client.MaxResponseBytes), cancellationToken))!.Version;
}
