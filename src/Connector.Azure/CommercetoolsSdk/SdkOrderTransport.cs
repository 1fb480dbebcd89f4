using System.Text;
using Connector.Commercetools;
using Connector.Commercetools.Http;
using Connector.Commercetools.Mapping;
using Connector.Commercetools.Wire;
using Connector.Core.Model.Orders;
using Connector.Core.Ports;
using commercetools.Sdk.Api.Client;
using commercetools.Sdk.Api.Models.Orders;

namespace Connector.Azure.CommercetoolsSdk;

/// <summary>
/// The order calls through commercetools.Sdk.Api. Reads take the raw JSON, so that one mapping serves both transports and a field that the SDK cannot read spoils
/// nothing; updates are the SDK's own actions.
/// </summary>
internal sealed class SdkOrderTransport(ProjectApiRoot project, SdkExchange exchange) : IOrderTransport
{
    private const string Changed = "lastModifiedAt >= :t";
    private const string After = "lastModifiedAt > :t or (lastModifiedAt = :t and id > :i)";

    public TimeSpan? ClockOffset => exchange.ClockOffset;

    public async Task<OrderRows> ListChangedAsync(OrderQuery query, int pageSize, bool withTotal, CancellationToken cancellationToken)
    {
        var call = OrderCalls.Changed(query, pageSize, withTotal, exchange.MaxResponseBytes, exchange.MaxOrderBytes);
        var rows = await exchange.SendAsync(call, async stop => call.Read(Utf8(await Query(query, pageSize, withTotal).ExecuteAsJsonAsync(stop))), cancellationToken);
        return rows!;
    }

    public async Task<OrderRows> LoadAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        var call = OrderCalls.ByIds(ids, exchange.MaxResponseBytes, exchange.MaxOrderBytes);
        var rows = await exchange.SendAsync(
            call,
            async stop =>
            {
                var query = project.Orders().Get().WithWhere("id in :ids").WithLimit(500).WithWithTotal(false);
                foreach (var id in ids) query = query.WithPredicateVar("ids", id);
                return call.Read(Utf8(await query.ExecuteAsJsonAsync(stop)));
            },
            cancellationToken);
        return rows!;
    }

    public Task<OrderRow?> GetAsync(string id, CancellationToken cancellationToken)
    {
        var call = OrderCalls.ById(id, exchange.MaxOrderBytes);
        return exchange.SendAsync(call, async stop => call.Read(Utf8(await project.Orders().WithId(id).Get().ExecuteAsJsonAsync(stop))), cancellationToken);
    }

    public Task<OrderRow?> FindByNumberAsync(string orderNumber, CancellationToken cancellationToken)
    {
        var call = OrderCalls.ByNumber(orderNumber, exchange.MaxOrderBytes);
        return exchange.SendAsync(
            call, async stop => call.Read(Utf8(await project.Orders().WithOrderNumber(orderNumber).Get().ExecuteAsJsonAsync(stop))), cancellationToken);
    }

    public async Task<long> UpdateAsync(string id, long version, IReadOnlyList<OrderChange> changes, CancellationToken cancellationToken)
    {
        var call = OrderCalls.Update(id, version, changes, exchange.MaxResponseBytes);
        var update = new OrderUpdate { Version = version, Actions = [.. SdkActions.From(ActionsFromChanges.Write(changes))] };
        var written = await exchange.SendAsync(
            call, async stop => new NewVersion((await project.Orders().WithId(id).Post(update).ExecuteAsync(stop)).Version), cancellationToken);
        return written!.Version;
    }

    private ByProjectKeyOrdersGet Query(OrderQuery query, int pageSize, bool withTotal)
    {
        var get = query.After is { } after
            ? project.Orders().Get().WithWhere(After).WithPredicateVar("t", LenientDate.Format(after.LastModifiedAt)).WithPredicateVar("i", after.Id)
            : project.Orders().Get().WithWhere(Changed).WithPredicateVar("t", LenientDate.Format(query.ModifiedSince));
        if (!string.IsNullOrWhiteSpace(query.Predicate)) get = get.WithWhere(query.Predicate);
        return get.WithSort("lastModifiedAt asc").WithSort("id asc").WithLimit(pageSize).WithWithTotal(withTotal);
    }

    private static byte[] Utf8(string json) => Encoding.UTF8.GetBytes(json);
}
