using BenchmarkDotNet.Attributes;
using Connector.Core.Model.Orders;
using Connector.Core.Rules.Files;
using Connector.Core.Rules.Selection.Routing;

namespace Connector.Benchmarks;

/// <summary>From how many places an order of so many lines may leave: what choosing costs.</summary>
[MemoryDiagnoser]
public class RoutingBenchmarks
{
    private OrderRouter _router = null!;
    private Order _order = null!;

    [Params(1, 3, 20)]
    public int Locations { get; set; }

    [Params(1, 5, 50)]
    public int Lines { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        var rules = new ConnectorRules { Locations = [.. Enumerable.Range(1, Locations).Select(static n => new LocationRule { Key = $"place-{n}", StoreId = 410001 })] };
        rules.Routing.Rules = [.. Enumerable.Range(1, Locations).Select(static n => new RoutingRule { Location = $"place-{n}", When = new() { Skus = [$"SKU-{n}"] } })];
        _router = rules.CreateRouter();
        var price = new Money(10m, "USD", 2);
        _order = new Order
        {
            Id = "3f6a1f0e-7c0b-4f0e-9a53-0d3c6d0f1a01", Version = 1, Number = "US-1", Total = price,
            Lines = [.. Enumerable.Range(1, Lines).Select(n => new OrderLine { Id = $"line-{n}", Sku = $"SKU-{n % Locations + 1}", Quantity = 2, Total = price, UnitPrice = price })]
        };
    }

    [Benchmark]
    public RoutePlan Plan() => _router.Plan(_order, []);
}
