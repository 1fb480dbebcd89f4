using System.Text.Json;
using Connector.Core.Model.Orders;
using Connector.Core.Rules.Files;
using Connector.Core.Rules.Selection.Routing;
using Connector.TestSupport;

namespace Connector.Tests.Core.Rules.Selection.Routing;

/// <summary>Orders, lines and rules that are valid as they stand; a test states only what matters to it.</summary>
internal static class Sample
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    public static Order Order(params OrderLine[] lines) => An.Order(lines.Length == 0 ? [Line("l1", "A-1", 2)] : lines, static o => o with
    {
        Id = "7c9e6679-7425-40de-944b-e07fc1f90ae7",
        Version = 1,
        Number = "T-1",
        CreatedAt = Noon,
        PlacedAt = Noon,
        LastModifiedAt = Noon,
        State = OrderState.Open,
        ShipmentState = default,
        CustomerEmail = null,
        Locale = null,
        Country = null,
        Total = A.Usd(50m),
        ShippingAddress = new PostalAddress { Country = "US", State = "NY", PostalCode = "10001" },
        BillingAddress = null,
        Shippings = [new OrderShipping { MethodKey = "standard", MethodName = "Standard" }],
        PaymentMethod = null,
        Document = null
    });

    /// <summary>Nothing but an id, an article and a quantity.</summary>
    public static OrderLine Line(string id, string? sku, long quantity) => A.Line(sku ?? "", quantity, 0m, l => l with
    {
        Id = id, Sku = sku, VariantId = null, ProductKey = null, Names = new Dictionary<string, string>(), UnitPrice = null, Total = null
    });

    public static OrderLine CustomLine(string id, string slug, decimal amount) =>
        Line(id, null, 1) with { Kind = LineKind.Custom, Slug = slug, Total = A.Usd(amount) };

    public static IReadOnlyDictionary<string, JsonElement> Fields(string name, object? value) =>
        new Dictionary<string, JsonElement> { [name] = JsonSerializer.SerializeToElement(value) };

    public static ConnectorRules Rules(params RoutingRule[] rules) => new()
    {
        Locations = [Location("east"), Location("west"), Location("berlin")],
        Routing = new RoutingRules { DefaultLocation = "east", Rules = rules }
    };

    public static LocationRule Location(string key) => new() { Key = key, StoreId = 1 };

    public static RoutingRule To(string location, Action<RoutingRule>? with = null)
    {
        var rule = new RoutingRule { Location = location };
        with?.Invoke(rule);
        return rule;
    }
}
