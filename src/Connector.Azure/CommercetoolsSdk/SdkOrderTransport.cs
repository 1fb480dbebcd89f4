using Connector.Commercetools;
using Connector.Commercetools.Mapping;
using Connector.Commercetools.Wire;
using Connector.Core.Model.Orders;
using Connector.Core.Ports;
using commercetools.Sdk.Api.Client;
using commercetools.Sdk.Api.Client.RequestBuilders.Orders;
using commercetools.Sdk.Api.Models.Orders;

namespace Connector.Azure.CommercetoolsSdk;

/// <summary>
/// The order calls through commercetools.Sdk.Api. Reads ask for the raw JSON, and the handlers below read the response, so that one mapping serves both transports and a field
/// that the SDK cannot read spoils nothing; updates are the SDK's own actions.
/// </summary>
internal sealed class SdkOrderTransport(ProjectApiRoot project, CommercetoolsClient client, SdkExchange exchange) : IOrderTransport
{
    private const string Changed = "lastModifiedAt >= :t";
    private const string After = "lastModifiedAt > :t or (lastModifiedAt = :t and id > :i)";

    public TimeSpan? ClockOffset => client.ClockOffset;

    public int GivenUp => client.GivenUp;

    public bool GiveUp(int before) => client.GiveUp(before);

    public async Task<OrderRows> ListChangedAsync(OrderQuery query, int pageSize, bool withTotal, CancellationToken cancellationToken)
    {
        var call = client.Changed(query, pageSize, withTotal);
        var rows = await exchange.SendAsync(call, stop => Query(query, pageSize, withTotal).ExecuteAsJsonAsync(stop), cancellationToken);
        return rows!;
    }

    public async Task<OrderRows> LoadAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        var call = client.ByIds(ids);
        var rows = await exchange.SendAsync(
            call,
            stop =>
            {
                var query = project.Orders().Get().WithWhere("id in :ids").WithLimit(500).WithWithTotal(false);
                foreach (var path in client.Expansions) query = query.WithExpand(path);
                foreach (var id in ids) query = query.WithPredicateVar("ids", id);
                return query.ExecuteAsJsonAsync(stop);
            },
            cancellationToken);
        return rows!;
    }

    public Task<OrderRow?> GetAsync(string id, CancellationToken cancellationToken)
    {
        var call = client.ById(id);
        return exchange.SendAsync(call, stop => Expanded(project.Orders().WithId(id).Get()).ExecuteAsJsonAsync(stop), cancellationToken);
    }

    public Task<OrderRow?> FindByNumberAsync(string orderNumber, CancellationToken cancellationToken)
    {
        var call = client.ByNumber(orderNumber);
        return exchange.SendAsync(
            call,
            stop => client.Expansions.Aggregate(project.Orders().WithOrderNumber(orderNumber).Get(), static (get, path) => get.WithExpand(path)).ExecuteAsJsonAsync(stop),
            cancellationToken);
    }

    public async Task<long> UpdateAsync(string id, long version, IReadOnlyList<OrderChange> changes, CancellationToken cancellationToken)
    {
        var call = client.Update(id, version, changes);
        var update = new OrderUpdate { Version = version, Actions = [.. SdkActions.From(ActionsFromChanges.Write(changes))] };
        var written = await exchange.SendAsync(
            call, stop => project.Orders().WithId(id).Post(update).ExecuteAsync(stop), cancellationToken);
        return written!.Version;
    }

    private ByProjectKeyOrdersByIDGet Expanded(ByProjectKeyOrdersByIDGet get) => client.Expansions.Aggregate(get, static (expanded, path) => expanded.WithExpand(path));

    private ByProjectKeyOrdersGet Query(OrderQuery query, int pageSize, bool withTotal)
    {
        var get = query.After is { } after
            ? project.Orders().Get().WithWhere(After).WithPredicateVar("t", LenientDate.Format(after.LastModifiedAt)).WithPredicateVar("i", after.Id)
            : project.Orders().Get().WithWhere(Changed).WithPredicateVar("t", LenientDate.Format(query.ModifiedSince));
        if (!string.IsNullOrWhiteSpace(query.Predicate)) get = get.WithWhere(query.Predicate);
        foreach (var path in client.Expansions) get = get.WithExpand(path);
        return get.WithSort("lastModifiedAt asc").WithSort("id asc").WithLimit(pageSize).WithWithTotal(withTotal);
    }
}
