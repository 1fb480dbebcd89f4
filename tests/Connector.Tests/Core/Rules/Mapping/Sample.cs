using System.Text.Json;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Rules.Files;
using Connector.Core.Rules.Mapping;
using Connector.Core.Rules.Selection.Routing;
using Connector.TestSupport;
using Xunit;

namespace Connector.Tests.Core.Rules.Mapping;

/// <summary>Orders, plans and rules that are good by default; a test says only what matters to it.</summary>
internal static class Sample
{
    public static readonly LocationRule East = new() { Key = "east", StoreId = 410001, WarehouseId = 51 };
    public static readonly LocationRule West = new() { Key = "west", StoreId = 410002, WarehouseId = 52 };
    public static readonly LocationRule South = new() { Key = "south", StoreId = 410001, WarehouseId = 53 };

    public static Money Usd(decimal amount) => A.Usd(amount);

    public static JsonElement Json(string json) => JsonDocument.Parse(json).RootElement;

    public static ConnectorRules Rules(Action<MappingRules>? change = null)
    {
        var rules = new ConnectorRules { Locations = [East, West, South] };
        change?.Invoke(rules.Mapping);
        return rules;
    }

    public static PostalAddress Address() => An.Address(static a => a with
    {
        Key = null, FirstName = "Ida", LastName = "Moss", StreetName = "Alder Way", City = "Portland", State = "OR", PostalCode = "97205", Phone = "503-555-0142", Email = null
    });

    public static OrderLine Line(string id = "l1", long quantity = 1, decimal? total = null, string? sku = "MUG") => A.Line(sku ?? "", quantity, 10m, l => l with
    {
        Id = id, Sku = sku, VariantId = null, ProductKey = null, Names = Named($"Mug {id}"), Total = Usd(total ?? 10m * quantity), Attributes = Attributes(("weight-grams", "250"))
    });

    public static OrderLine Custom(string id, string slug, decimal total) => A.Line(slug, 1, total, l => l with
    {
        Id = id, Kind = LineKind.Custom, Slug = slug, Sku = null, VariantId = null, ProductKey = null, Names = Named(slug)
    });

    private static Dictionary<string, string> Named(string name) => new(StringComparer.Ordinal) { ["en-US"] = name };

    public static IReadOnlyDictionary<string, JsonElement> Attributes(params (string Name, string Json)[] values) =>
        values.ToDictionary(v => v.Name, v => Json(v.Json));

    /// <summary>Without a delivery method; see <see cref="WithShipping"/>.</summary>
    public static Order Order(params OrderLine[] lines) => An.Order(lines.Length == 0 ? [Line()] : lines, o => o with
    {
        Id = "8f14e45f-0000-4000-8000-000000000001",
        Number = "US-100245",
        CreatedAt = default,
        PlacedAt = new DateTimeOffset(2026, 3, 2, 14, 5, 0, TimeSpan.Zero),
        LastModifiedAt = new DateTimeOffset(2026, 3, 2, 14, 6, 0, TimeSpan.Zero),
        State = OrderState.Open,
        ShipmentState = default,
        CustomerEmail = "ida@example.com",
        Country = null,
        Total = Usd(o.Lines.Sum(static l => l.Total?.Amount ?? 0m)),
        ShippingAddress = Address(),
        BillingAddress = Address(),
        Shippings = [],
        PaymentMethod = null,
        Document = null
    });

    public static Order WithShipping(this Order order, decimal price, string name = "Standard") => order with
    {
        Shippings = [.. order.Shippings, new OrderShipping { MethodName = name, Price = new Money(price, order.Total.Currency, order.Total.FractionDigits) }],
        Total = order.Total with { Amount = order.Total.Amount + price }
    };

    public static FulfillmentGroup Group(this Order order, LocationRule location, params (int Line, long Quantity)[] lines) => new()
    {
        GroupKey = location.Key,
        Location = location,
        Address = order.ShippingAddress,
        Lines = lines.Select(l => new GroupLine(order.Lines[l.Line], l.Quantity)).ToArray()
    };

    public static RoutePlan Plan(params FulfillmentGroup[] groups) => new(groups, []);

    /// <summary>All product lines from one place.</summary>
    public static RoutePlan PlanAll(this Order order) => Plan(order.Group(
        East, order.Lines.Select((line, i) => (line, i)).Where(l => l.line.Kind == LineKind.Product).Select(l => (l.i, l.line.Quantity)).ToArray()));

    public static MappingResult Map(this Order order, ConnectorRules? rules = null, RoutePlan? plan = null) =>
        (rules ?? Rules()).CreateMapping().Map(order, plan ?? order.PlanAll());

    public static ShippingOrder MapOne(this Order order, Action<MappingRules>? change = null)
    {
        var result = order.Map(Rules(change));
        Assert.Null(result.Problem);
        return Assert.Single(result.Orders).Order;
    }

    /// <summary>What the shipping side adds up.</summary>
    public static decimal Sum(this ShippingOrder order) => order.Items.Sum(i => i.Quantity * (i.UnitPrice ?? 0m)) + order.TaxAmount + order.ShippingAmount;

    public static decimal Sum(this MappingResult result) => result.Orders.Sum(o => o.Order.Sum());
}
