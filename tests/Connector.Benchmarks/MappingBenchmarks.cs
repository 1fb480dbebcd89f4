using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Rules.Files;
using Connector.Core.Rules.Mapping;
using Connector.Core.Rules.Mapping.Services;
using Connector.Core.Rules.Selection.Routing;

namespace Connector.Benchmarks;

/// <summary>A typical order of five lines: two discounted, one fee, tax apart, one address; a merchant with a page of rules.</summary>
[MemoryDiagnoser]
public class MappingBenchmarks
{
    private readonly Order _order = MakeOrder();
    private readonly OrderMapping _mapping = MakeRules().CreateMapping();
    private readonly OrderRouter _router = MakeRules().CreateRouter();
    private readonly OrderMapping _plainMapping = Plain().CreateMapping();
    private readonly OrderMapping _fullMapping = MakeFullRules().CreateMapping();
    private readonly OrderRouter _fullRouter = MakeFullRules().CreateRouter();
    private readonly RoutePlan _plan;

    public MappingBenchmarks() => _plan = _router.Plan(_order, []);

    [Benchmark(Baseline = true)]
    public MappingResult Map() => _mapping.Map(_order, _plan);

    [Benchmark]
    public MappingResult Map_without_rules() => _plainMapping.Map(_order, _plan);

    [Benchmark]
    public MappingResult Route_and_map() => _mapping.Map(_order, _router.Plan(_order, []));

    [Benchmark]
    public MappingResult Route_and_map_with_conditions_and_made_values() => _fullMapping.Map(_order, _fullRouter.Plan(_order, []));

    private static ConnectorRules Plain() => new() { Locations = [new LocationRule { Key = "east", StoreId = 410001 }] };

    private static ConnectorRules MakeRules()
    {
        var rules = Plain();
        rules.Mapping.Order.CustomField3 = new() { Pointer = "/custom/fields/campaign", Fallbacks = [new() { CustomField = "campaign" }] };
        rules.Mapping.Order.GiftMessage = new() { Pointer = "/custom/fields/giftMessage" };
        rules.Mapping.Items.Weight = new() { Attribute = "weight-grams", Unit = "g" };
        rules.Mapping.Items.Options = [new() { Name = "Colour", Value = new() { Attribute = "colour" } }, new() { Name = "Size", Value = new() { Attribute = "size" } }];
        rules.Services.Rules = [new ServiceRule { Methods = ["standard*"], Carrier = "ups", Service = "ups_ground" }];
        return rules;
    }

    private static ConnectorRules MakeFullRules()
    {
        var rules = MakeRules();
        rules.Routing.Rules = [new RoutingRule { Location = "east", When = new() { Any = [new() { Regions = ["CA"] }, new() { PostalPrefixes = ["98"] }], Not = new() { Skus = ["LAMP-*"] } } }];
        rules.Services.Rules.Insert(0, new ServiceRule { When = new() { MinOrderValue = 500m, Countries = ["US"] }, Carrier = "fedex", Service = "fedex_2day" });
        rules.Mapping.Shared["season"] = new() { Lookup = new() { Of = new() { CustomField = "campaign" }, Table = { ["spring"] = "Spring sale" } } };
        rules.Mapping.Order.InternalNotes = new() { Template = "{orderNumber} / {shared.season}, placed {placedAt:day}" };
        rules.Mapping.Order.CustomerNotes = new() { When = [new() { If = new() { MinOrderValue = 600m }, Constant = "large" }, new() { If = new() { PlacedOn = [DayOfWeek.Friday] }, Constant = "weekend" }, new() { Constant = "none" }] };
        rules.Mapping.Items.Weight = new() { Attribute = "weight-grams", Unit = "g", Times = 1.1m, Plus = "50 g" };
        rules.Mapping.Items.WarehouseLocation = new() { Template = "{location}/{sku}" };
        rules.Mapping.Tags.Rules = [new() { When = new() { Attribute = new() { Name = "size", Is = ["M"] } }, TagIds = [5107] }];
        return rules;
    }

    private static Order MakeOrder()
    {
        var lines = Enumerable.Range(1, 4).Select(Line).Append(new OrderLine
        {
            Id = "b2b2b2b2-0000-4000-8000-000000000001",
            Kind = LineKind.Custom,
            Slug = "gift-wrap",
            Quantity = 1,
            Names = new Dictionary<string, string> { ["en-US"] = "Gift wrap" },
            Total = Usd(3m),
            Taxed = Taxed(3m, 3.25m)
        }).ToArray();
        return new Order
        {
            Id = "3f6a1f0e-7c0b-4f0e-9a53-0d3c6d0f1a01",
            Version = 7,
            Number = "US-100245",
            State = OrderState.Open,
            PaymentState = PaymentState.Paid,
            CustomerEmail = "ana@example.com",
            Locale = "en-US",
            Total = Usd(128.95m),
            Taxed = Taxed(128.95m, 139.59m),
            ShippingAddress = Address(),
            BillingAddress = Address(),
            Lines = lines,
            Shippings = [new OrderShipping { MethodKey = "standard", MethodName = "Standard", Price = Usd(5.95m), Taxed = Taxed(5.95m, 6.44m) }],
            CustomFields = new Dictionary<string, JsonElement> { ["giftMessage"] = Json("\"Happy birthday\""), ["campaign"] = Json("\"spring\"") },
            Document = OrderDocument.From(Json("""{ "custom": { "fields": { "giftMessage": "Happy birthday", "campaign": "spring" } } }"""))
        };
    }

    private static OrderLine Line(int number) => new()
    {
        Id = $"a1a1a1a1-0000-4000-8000-00000000000{number}",
        Sku = $"MUG-{number}",
        Quantity = number % 2 + 1,
        Names = new Dictionary<string, string> { ["en-US"] = "Stoneware mug, red", ["de-DE"] = "Steingutbecher, rot" },
        UnitPrice = Usd(20m),
        Total = Usd(20m * (number % 2 + 1)),
        Taxed = Taxed(20m * (number % 2 + 1), 21.65m * (number % 2 + 1)),
        ImageUrls = ["https://img.example.com/mug-red.jpg"],
        Attributes = new Dictionary<string, JsonElement>
        {
            ["weight-grams"] = Json("410"), ["colour"] = Json("""{ "key": "red", "label": "Red" }"""), ["size"] = Json("\"M\"")
        }
    };

    private static PostalAddress Address() => new()
    {
        FirstName = "Ana", LastName = "Diaz", Company = "Diaz Studio", StreetName = "Congress Ave", StreetNumber = "1100", Apartment = "4C", City = "Austin",
        State = "TX", PostalCode = "78701", Country = "US", Phone = "+1 512 555 0100"
    };

    private static Money Usd(decimal amount) => new(amount, "USD", 2);

    private static TaxedTotal Taxed(decimal net, decimal gross) => new(Usd(net), Usd(gross), Usd(gross - net));

    private static JsonElement Json(string json) => JsonDocument.Parse(json).RootElement;
}
