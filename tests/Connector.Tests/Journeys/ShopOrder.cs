using System.Text.Json.Nodes;
using Connector.Simulators.Commercetools.Seeds;
using Connector.TestSupport;

namespace Connector.Tests.Journeys;

/// <summary>An order document as the shop would have it: paid, untaxed, to a valid address in the United States, one mug unless lines are given.</summary>
internal sealed class ShopOrder
{
    private const long ShippingCents = 595;
    private readonly List<string> _lines = [];
    private bool _isPlain = true;

    private ShopOrder(string number) => Document = new JsonObject
    {
        ["orderNumber"] = number,
        ["customerEmail"] = "ada.example@example.com",
        ["country"] = "US",
        ["locale"] = "en-US",
        ["origin"] = "Customer",
        ["orderState"] = "Open",
        ["paymentState"] = "Paid",
        ["taxMode"] = "Disabled",
        ["shippingMode"] = "Single",
        ["shippingAddress"] = Address("12 Congress Avenue"),
        ["billingAddress"] = Address("12 Congress Avenue"),
        ["shippingInfo"] = new JsonObject
        {
            ["shippingMethodName"] = "Standard",
            ["price"] = Money(ShippingCents),
            ["shippingRate"] = new JsonObject { ["price"] = Money(ShippingCents), ["tiers"] = new JsonArray() },
            ["shippingMethod"] = Reference("shipping-method", ReferenceSeed.ShippingMethodId("standard")),
            ["deliveries"] = new JsonArray(),
            ["shippingMethodState"] = "MatchesCart"
        },
        ["lineItems"] = new JsonArray(),
        ["customLineItems"] = new JsonArray(),
        ["syncInfo"] = new JsonArray(),
        ["returnInfo"] = new JsonArray(),
        ["shipping"] = new JsonArray()
    };

    public JsonObject Document { get; }

    /// <summary>The ids of its lines, in order.</summary>
    public IReadOnlyList<string> Lines => _lines;

    public static ShopOrder Numbered(string number) => new ShopOrder(number).Add("MUG-RED", 1, null);

    /// <summary>The first call replaces the mug; later ones add.</summary>
    /// <param name="warehouse">Key of the supply channel.</param>
    public ShopOrder With(string sku, int quantity, string? warehouse = null)
    {
        if (_isPlain)
        {
            Document["lineItems"] = new JsonArray();
            _lines.Clear();
        }
        _isPlain = false;
        return Add(sku, quantity, warehouse);
    }

    /// <summary>Anything else that is special about it.</summary>
    public ShopOrder But(Action<JsonObject> change)
    {
        change(Document);
        return this;
    }

    public static JsonObject Address(string street) => new()
    {
        ["firstName"] = "Ada", ["lastName"] = "Example", ["streetName"] = street, ["postalCode"] = "78701", ["city"] = "Austin", ["state"] = "TX", ["country"] = "US",
        ["phone"] = "+1 512 555 0100"
    };

    private ShopOrder Add(string sku, int quantity, string? warehouse)
    {
        const long unit = 1500;
        var line = new JsonObject
        {
            ["id"] = Ids.LineId(),
            ["productId"] = "0b0d0000-0000-4000-8000-000000000001",
            ["name"] = new JsonObject { ["en-US"] = $"Item {sku}" },
            ["variant"] = new JsonObject { ["id"] = 1, ["sku"] = sku, ["attributes"] = new JsonArray(), ["images"] = new JsonArray() },
            ["price"] = new JsonObject { ["id"] = "9a1c0000-0000-4000-8000-000000000001", ["value"] = Money(unit) },
            ["quantity"] = quantity,
            ["discountedPricePerQuantity"] = new JsonArray(),
            ["state"] = new JsonArray(new JsonObject { ["quantity"] = quantity, ["state"] = Reference("state", ReferenceSeed.StateId("Initial")) }),
            ["priceMode"] = "Platform",
            ["lineItemMode"] = "Standard",
            ["totalPrice"] = Money(unit * quantity)
        };
        if (warehouse is not null) line["supplyChannel"] = Reference("channel", ReferenceSeed.ChannelId(warehouse));
        Document["lineItems"]!.AsArray().Add(line);
        _lines.Add((string)line["id"]!);
        var total = Document["lineItems"]!.AsArray().Sum(each => (long)each!["totalPrice"]!["centAmount"]!);
        Document["totalPrice"] = Money(total + ShippingCents);
        return this;
    }

    private static JsonObject Money(long cents) => new() { ["type"] = "centPrecision", ["currencyCode"] = "USD", ["centAmount"] = cents, ["fractionDigits"] = 2 };

    private static JsonObject Reference(string typeId, string id) => new() { ["typeId"] = typeId, ["id"] = id };
}
