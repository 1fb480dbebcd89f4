using System.Text.Json.Nodes;
using Connector.Core.Ports;
using Connector.Simulators.Control;
using Xunit;

namespace Connector.Tests.Journeys;

/// <summary>A refusal may repeat whatever was sent. None of it may reach the error queue, the journal or the shop's order.</summary>
public sealed class When_a_vendor_names_people
{
    private const string Refusal =
        """{"Message":"The request is invalid.","ModelState":{"apiOrder.shipTo":["JOHN Q. PUBLIC, 12  Secret Lane, Acme Sample Widgets, +1 (555) 010-0199, john.public@example.org is not deliverable. Authorization: Basic a2V5LTE6c2VjcmV0LTE= x-api-key=0123456789abcdef0123456789abcdef"]}}""";

    private static readonly string[] Values =
        ["John", "Public", "Secret Lane", "Acme", "555", "0199", "john.public", "example.org", "a2V5LTE6", "0123456789abcdef0123456789abcdef"];

    [Fact]
    public async Task Neither_the_error_queue_nor_the_journal_nor_the_order_repeats_it()
    {
        await using var world = await World.StartAsync();
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1").But(order =>
        {
            foreach (var key in (string[])["shippingAddress", "billingAddress"])
            {
                var address = order[key]!.AsObject();
                (address["firstName"], address["lastName"], address["company"]) = ("John Q.", "Public", "Acme Sample Widgets");
                (address["streetName"], address["streetNumber"], address["phone"]) = ("12 Secret Lane", null, "+1 555-010-0199");
            }
            order["customerEmail"] = "john.public@example.org";
        }));
        world.Shipping.Faults.Add(new Fault { Route = "POST /orders/createorders", Times = 100, Status = 400, Body = Refusal });

        await world.SyncAsync();

        var error = Assert.Single(await world.ErrorsAsync());
        Assert.Contains("apiOrder.shipTo", error.Info.Description, StringComparison.Ordinal);
        Assert.Contains("is not deliverable", error.Info.Description, StringComparison.Ordinal);
        Assert.InRange(error.Info.Description.Length, 1, 1000);
        var items = await world.Get<IJournal>().ReadAsync(world.ShopOrder("US-1").Text("id")!, default);
        var journal = string.Join('\n', items.Select(item => $"{item.Entry?.Text} {item.Exchange?.Path} {item.Exchange?.ResponseBody} {Sent(item.Exchange?.RequestBody)}"));
        Assert.Contains("is not deliverable", journal, StringComparison.Ordinal);
        var fields = world.ShopOrder("US-1").TryGetProperty("custom", out var custom) ? custom.ToString() : "";
        foreach (var text in (string[])[error.Info.Description, error.Body, journal, fields])
        {
            foreach (var value in Values) Assert.DoesNotContain(value, text, StringComparison.OrdinalIgnoreCase);
        }
    }

    /// <summary>Other channels' orders come by with every poll.</summary>
    [Fact]
    public async Task Of_orders_that_are_not_ours_nothing_about_people_is_kept()
    {
        await using var world = await World.StartAsync();
        var made = await world.People.WriteInShipStationAsync(new JsonObject
        {
            ["orderNumber"] = "EB-1", ["orderKey"] = "ebay-1", ["orderDate"] = "2026-03-03T10:00:00", ["orderStatus"] = "awaiting_shipment", ["customerEmail"] = "jane.stranger@example.org", ["customerUsername"] = "jane.stranger",
            ["billTo"] = new JsonObject { ["name"] = "Jane Stranger" }, ["internalNotes"] = "Jane called", ["customerNotes"] = "for Jane", ["giftMessage"] = "Dear Jane",
            ["advancedOptions"] = new JsonObject { ["customField1"] = "Jane" },
            ["shipTo"] = new JsonObject { ["name"] = "Jane Stranger", ["street1"] = "7 Jane Road", ["city"] = "Austin", ["state"] = "TX", ["postalCode"] = "78701", ["country"] = "US", ["phone"] = "5125550177" },
            ["items"] = new JsonArray(new JsonObject { ["sku"] = "BOOK", ["name"] = "Book", ["quantity"] = 1, ["unitPrice"] = 5 })
        });

        await world.SyncAsync();

        var kept = await world.Get<IShippingStore>().FindOrderAsync("default", made.GetProperty("orderId").GetInt64(), default);
        Assert.Equal("EB-1", kept!.OrderNumber);
        var text = System.Text.Encoding.UTF8.GetString(Connector.Core.Model.Shipping.ShippingReadings.Write(kept));
        foreach (var value in (string[])["jane", "5125550177", "512", "78701"]) Assert.DoesNotContain(value, text, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>What was sent to ShipStation; the shop's own documents name places and goods that look alike.</summary>
    private static string? Sent(string? body) => body is not null && JsonNode.Parse(body.Split("... (")[0]) is JsonArray ? body : null;
}
