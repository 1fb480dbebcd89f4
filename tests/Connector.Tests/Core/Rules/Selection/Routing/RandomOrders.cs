using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;
using Connector.Core.Rules.Files;
using Connector.Core.Rules.Selection.Conditions;
using Connector.Core.Rules.Selection.Routing;

namespace Connector.Tests.Core.Rules.Selection.Routing;

/// <summary>Orders, rules and stock out of a seed: the same seed always gives the same ones. They are as odd as documents can be.</summary>
internal sealed class RandomOrders(int seed)
{
    private static readonly string?[] Skus = ["A", "B", "C-1", "PDF-1", "", null];
    private static readonly string?[] Addresses = ["home", "work", "nowhere", ""];
    private readonly Random _random = new(seed);
    private readonly Mapping.RandomRules _conditions = new(seed);

    public ConnectorRules Rules()
    {
        var rules = Sample.Rules([.. Enumerable.Range(0, _random.Next(6)).Select(_ => Rule())]);
        rules.Locations.Add(Sample.Location("a-location-with-a-long-key"));
        rules.Routing.Strategy = Pick(Enum.GetValues<RoutingStrategy>());
        if (Chance(4)) rules.Routing.DefaultLocation = null;
        rules.Routing.Weight = new WeightAttribute { Attribute = "weight", Unit = Pick(Enum.GetValues<WeightAttributeUnit>()) };
        rules.Selection.Lines.NotShipped = [new() { Skus = ["PDF-*"] }];
        rules.Selection.Lines.GoodsSlugs = ["goods"];
        return rules;
    }

    public Order Order() => Sample.Order() with
    {
        Lines = [.. Enumerable.Range(0, _random.Next(9)).Select(Line)],
        SeveralShippings = Chance(3),
        ShippingAddress = Chance(5) ? null : Address(null),
        ItemAddresses = Chance(2) ? [Address("home"), Address("work")] : [],
        Shippings = [.. Enumerable.Range(0, _random.Next(3)).Select(Shipping)],
        Returns = [.. Enumerable.Range(0, Chance(2) ? 0 : _random.Next(4)).Select(Return)],
        Total = new Money(_random.Next(-5, 500), "USD", 2),
        StoreKey = Pick([null, "us", "eu"])
    };

    public StockEntry[] Stock() => [.. Enumerable.Range(0, _random.Next(8)).Select(_ =>
        new StockEntry(Pick(["A", "B", "C-1"]), "id", Chance(20) ? long.MaxValue : _random.Next(-2, 9)) { SupplyChannelKey = Pick([null, "east", "west", "berlin"]) })];

    /// <summary>The same order with lines, addresses and shippings in another order.</summary>
    public Order Shuffled(Order order) => order with { Lines = Shuffled(order.Lines), ItemAddresses = Shuffled(order.ItemAddresses) };

    private RoutingRule Rule() => Sample.To(Pick(["east", "west", "berlin"]), r =>
    {
        r.RequireStock = Chance(2);
        if (Chance(3)) r.Skus = [Pick(["A", "?", "C*", "*"])];
        if (Chance(4)) r.Countries = ["DE"];
        if (Chance(5)) r.SupplyChannels = ["west"];
        if (Chance(5)) r.PostalPrefixes = ["1"];
        if (Chance(6)) r.MaxWeightGrams = 500m;
        if (Chance(6)) r.MinOrderValue = 100m;
        if (Chance(6)) r.Attribute = new FieldCondition { Name = "weight" };
        if (Chance(6)) r.ShippingMethods = ["s*"];
        if (Chance(6)) r.Stores = ["us"];
        if (Chance(3)) r.When = _conditions.Condition();
    });

    private OrderLine Line(int i)
    {
        var quantity = Chance(30) ? long.MaxValue : Chance(15) ? 0 : Chance(40) ? -1 : _random.Next(1, 9);
        var line = Sample.Line(Chance(30) ? "" : $"line-{i}", Pick(Skus), quantity) with
        {
            Kind = Chance(5) ? LineKind.Custom : LineKind.Product,
            Slug = Pick([null, "goods", "fee"]),
            SupplyChannelKey = Pick([null, "east", "west"]),
            Targets = Chance(3) ? [.. Enumerable.Range(0, _random.Next(4)).Select(_ => new LineTarget(Pick(Addresses)!, _random.Next(-1, 6), Pick([null, "s0", "s1", "s9"])))] : []
        };
        return Chance(2) ? line with { Attributes = Sample.Fields("weight", Pick<object?>([12, "0.5", "x", null, -3, 1e300, true])) } : line;
    }

    private OrderShipping Shipping(int i) => new()
    {
        Key = $"s{i}",
        MethodKey = Pick([null, "standard", "freight"]),
        Address = Chance(2) ? Address(Pick(Addresses)) : null,
        Deliveries = [.. Enumerable.Range(0, _random.Next(3)).Select(d => new Delivery { Id = $"d{d}", CreatedAt = Day(), Items = [new($"line-{_random.Next(9)}", _random.Next(-1, 9))] })]
    };

    private ReturnedItem Return(int i) =>
        new($"r{i}", $"line-{_random.Next(9)}", _random.Next(-1, 9), Pick(["Advised", "Returned", "?"]), Pick(["Refunded", "Initial", "NotRefunded"]), null) { CreatedAt = Chance(3) ? null : Day() };

    private PostalAddress Address(string? key) => new() { Key = key, Country = Pick(["US", "DE", ""]), State = Pick([null, "NY"]), PostalCode = Pick([null, "", "10 115", "94107"]) };

    private DateTimeOffset Day() => Sample.Noon.AddDays(_random.Next(9));

    private T[] Shuffled<T>(IReadOnlyList<T> items)
    {
        T[] copy = [.. items];
        _random.Shuffle(copy);
        return copy;
    }

    private T Pick<T>(IReadOnlyList<T> items) => items[_random.Next(items.Count)];

    private bool Chance(int one) => _random.Next(one) == 0;
}
