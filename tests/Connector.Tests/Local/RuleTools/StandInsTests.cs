using System.Text.Json;
using System.Text.Json.Nodes;
using Connector.Local.RuleTools;
using Xunit;

namespace Connector.Tests.Local.RuleTools;

public sealed class StandInsTests
{
    private const string Document = """
        {
          "id": "6d1c6c0e-8f0b-4f0e-9a53-0d6f0b7a1001", "orderNumber": "US-1", "customerEmail": "ada@mail.test", "customerId": "9a53",
          "createdBy": { "customer": { "id": "9a53" } },
          "lineItems": [{ "variant": { "sku": "MUG" }, "quantity": 2, "custom": { "fields": { "engraving": "For Ada L", "slot": "am" } } }],
          "shippingAddress": { "firstName": "Ada", "lastName": "Lovelace", "streetName": "St James Square", "postalCode": "SW1Y 4LB", "city": "London", "country": "GB", "email": "ada@mail.test" },
          "billingAddress": { "firstName": "Ada", "lastName": "Byron", "postalCode": "62701", "country": "US", "state": "IL" },
          "custom": { "fields": { "note": "call ada@mail.test", "gift": true, "weights": [1.50, 2] } }
        }
        """;

    [Fact]
    public void Nobody_is_named_any_longer()
    {
        var text = Replaced().ToJsonString();
        Assert.All((string[])["Ada", "Lovelace", "Byron", "James", "London", "mail.test", "9a53\"", "4LB", "62701"], name => Assert.DoesNotContain(name, text, StringComparison.Ordinal));
    }

    [Fact]
    public void Equal_values_stay_equal_and_others_differ()
    {
        var replaced = Replaced();
        Assert.Equal((string?)replaced["shippingAddress"]!["firstName"], (string?)replaced["billingAddress"]!["firstName"]);
        Assert.NotEqual((string?)replaced["shippingAddress"]!["lastName"], (string?)replaced["billingAddress"]!["lastName"]);
        Assert.Equal((string?)replaced["customerEmail"], (string?)replaced["shippingAddress"]!["email"]);
    }

    [Fact]
    public void What_rules_look_at_stays()
    {
        var replaced = Replaced();
        Assert.Equal(
            ("US-1", "GB", "IL", "SW1A 0AA", "62700"),
            ((string?)replaced["orderNumber"], (string?)replaced["shippingAddress"]!["country"], (string?)replaced["billingAddress"]!["state"], (string?)replaced["shippingAddress"]!["postalCode"],
            (string?)replaced["billingAddress"]!["postalCode"]));
        Assert.Equal(("MUG", "am"), ((string?)replaced["lineItems"]![0]!["variant"]!["sku"], (string?)replaced["lineItems"]![0]!["custom"]!["fields"]!["slot"]));
        Assert.Equal("[1.50,2]", replaced["custom"]!["fields"]!["weights"]!.ToJsonString());
    }

    private static JsonNode Replaced()
    {
        using var document = JsonDocument.Parse(Document);
        return new StandIns().Replace(document.RootElement);
    }
}
