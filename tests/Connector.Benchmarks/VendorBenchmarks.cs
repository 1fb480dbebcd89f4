using BenchmarkDotNet.Attributes;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;
using Connector.Core.Rules.Mapping;
using Connector.Core.Rules.Selection.Routing;

namespace Connector.Benchmarks;

/// <summary>Reading what both vendors send and writing what ShipStation gets, through the whole client, without network and vendor.</summary>
[MemoryDiagnoser]
public class VendorBenchmarks
{
    private const int PageOf = 500;
    private const int Bulk = 100;
    private static readonly DateTimeOffset s_from = TimeProvider.System.GetUtcNow().AddDays(-2);
    private static readonly ShippingWindow s_window = new(s_from, s_from.AddDays(3)) { IsContinued = true };
    private BenchmarkWorld _quiet = null!;
    private BenchmarkWorld _noted = null!;
    private IReadOnlyList<string> _ids = [];
    private IReadOnlyList<ShippingOrder> _bulk = [];

    /// <summary>Also records the responses.</summary>
    [GlobalSetup]
    public void SetUp() => SetUpAsync().GetAwaiter().GetResult();

    private async Task SetUpAsync()
    {
        (_quiet, _noted) = (await BenchmarkWorld.StartAsync(PageOf), await BenchmarkWorld.StartAsync(PageOf, keepsJournal: true));
        var page = await Read_500_orders_of_commercetools();
        _ids = [.. page.Orders.Take(Bulk).Select(static order => order.Id)];
        var orders = page.Orders.Select(Map).ToList();
        _bulk = orders[..Bulk];
        foreach (var part in orders.Chunk(Bulk)) await _quiet.Account.UpsertAsync(part, RateLane.Normal, default);
        if ((await Read_500_orders_of_ShipStation()).Items.Count != PageOf) throw new InvalidOperationException("ShipStation does not list the orders.");
    }

    [GlobalCleanup]
    public void CleanUp() => CleanUpAsync().GetAwaiter().GetResult();

    private async Task CleanUpAsync()
    {
        await _quiet.DisposeAsync();
        await _noted.DisposeAsync();
    }

    [Benchmark]
    public Task<OrderPage> Read_500_orders_of_commercetools() => _quiet.Get<ICommerceOrders>().ListChangedAsync(new OrderQuery(s_from, null, null, PageOf), default);

    [Benchmark]
    public Task<LoadedOrders> Load_100_orders_of_commercetools() => _quiet.Get<ICommerceOrders>().LoadAsync(_ids, default);

    [Benchmark]
    public Task<ShippingPage<ShippingOrderSnapshot>> Read_500_orders_of_ShipStation() => _quiet.Account.ListOrdersAsync(s_window, RateLane.Normal, default);

    [Benchmark]
    public Task<IReadOnlyList<UpsertResult>> Write_100_orders_to_ShipStation() => _quiet.Account.UpsertAsync(_bulk, RateLane.Normal, default);

    /// <summary>With what the journal makes of it: people hidden, compressed, durable.</summary>
    [Benchmark]
    public async Task<IReadOnlyList<UpsertResult>> Write_100_orders_to_ShipStation_with_journal()
    {
        var results = await _noted.Account.UpsertAsync(_bulk, RateLane.Normal, default);
        await _noted.Get<IJournal>().FlushAsync(default);
        return results;
    }

    private ShippingOrder Map(Order order) => _quiet.Get<OrderMapping>().Map(order, _quiet.Get<OrderRouter>().Plan(order, [])).Orders[0].Order;
}
