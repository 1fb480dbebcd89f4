using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Connector.Simulators.Commercetools;
using Connector.Simulators.ShipStation;

namespace Connector.Tests.Journeys;

/// <summary>What people do in the shop and in ShipStation.</summary>
internal sealed class People(CommercetoolsSimulator shop, ShipStationSimulator shipping) : IDisposable
{
    private readonly HttpClient _http = new();

    /// <summary>A customer orders.</summary>
    public Task PlaceAsync(params ShopOrder[] orders) => PlaceAsync(orders.Select(order => order.Document));

    public Task PlaceAsync(IEnumerable<JsonObject> documents) => SendAsync(shop.Address, "orders", new JsonArray([.. documents.Select(document => document.DeepClone())]));

    /// <summary>The merchant changes an order: a JSON merge patch.</summary>
    public Task EditInShopAsync(string number, JsonObject merge) => SendAsync(shop.Address, "edit", new JsonObject { ["orderNumber"] = number, ["merge"] = merge });

    public Task CancelInShopAsync(string number) => EditInShopAsync(number, new JsonObject { ["orderState"] = "Cancelled" });

    /// <summary>Someone in the warehouse changes an order in ShipStation's pages: a JSON merge patch on the order as its API shows it.</summary>
    public Task EditInShipStationAsync(string number, JsonObject merge) => InShipStationAsync("edit", number, new JsonObject { ["merge"] = merge });

    /// <summary>A label for all that is left of an order, or for these lines; returns the shipment's id.</summary>
    public async Task<long> LabelAsync(string number, params (string LineKey, int Quantity)[] lines)
    {
        var body = new JsonObject();
        if (lines.Length > 0) body["items"] = new JsonArray([.. lines.Select(line => new JsonObject { ["lineItemKey"] = line.LineKey, ["quantity"] = line.Quantity })]);
        return await LabelAsync(number, body);
    }

    /// <summary>A label with whatever is special about it; see docs/shipstation-simulator.md. Returns the shipment's id.</summary>
    public async Task<long> LabelAsync(string number, JsonObject body)
    {
        var made = await InShipStationAsync("labels", number, body);
        return made.GetProperty("shipments")[0].GetProperty("shipmentId").GetInt64();
    }

    /// <summary>Someone in the warehouse moves these units to an order of their own.</summary>
    public Task SplitAsync(string number, params (string LineKey, int Quantity)[] lines) => InShipStationAsync("split", number, new JsonObject
    {
        ["items"] = new JsonArray([.. lines.Select(line => new JsonObject { ["lineItemKey"] = line.LineKey, ["quantity"] = line.Quantity })])
    });

    /// <summary>Someone copies an order, or another program moves these units to an order of its own, under a key that is not ours.</summary>
    public Task CopyAsync(string number, string newNumber, bool move, params (string LineKey, int Quantity)[] lines)
    {
        var body = new JsonObject { ["newKey"] = "other-" + newNumber, ["newNumber"] = newNumber, ["move"] = move };
        if (lines.Length > 0) body["items"] = new JsonArray([.. lines.Select(line => new JsonObject { ["lineItemKey"] = line.LineKey, ["quantity"] = line.Quantity })]);
        return InShipStationAsync("copy", number, body);
    }

    /// <summary>Someone types the lines of an order in again.</summary>
    public Task RetypeAsync(string number) => InShipStationAsync("retype", number, []);

    /// <summary>Somebody delivers without us: these units, or all.</summary>
    public Task DeliverInShopAsync(string number, params (string Line, int Quantity)[] items) => SendAsync(shop.Address, "deliver", new JsonObject
    {
        ["orderNumber"] = number, ["items"] = items.Length == 0 ? null : new JsonArray([.. items.Select(item => new JsonObject { ["id"] = item.Line, ["quantity"] = item.Quantity })])
    });

    /// <summary>Somebody deletes an order with the shop's own API.</summary>
    public Task DeleteInShopAsync(string number)
    {
        var order = shop.FindOrder(number)!.Value;
        return CallShopAsync(HttpMethod.Delete, $"demo/orders/{order.Text("id")}?version={order.Text("version")}");
    }

    /// <summary>What another program with access to the shop asks for.</summary>
    public async Task CallShopAsync(HttpMethod method, string path, string? body = null)
    {
        using var form = new FormUrlEncodedContent([new("grant_type", "client_credentials"), new("scope", "manage_project:demo")]);
        using var asked = new HttpRequestMessage(HttpMethod.Post, new Uri(shop.Address, "oauth/token")) { Content = form };
        asked.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("demo:demo")));
        using var token = await _http.SendAsync(asked);
        using var request = new HttpRequestMessage(method, new Uri(shop.Address, path));
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", (await token.Content.ReadFromJsonAsync<JsonElement>()).Text("access_token"));
        using var response = await _http.SendAsync(request);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>The payment fails, or comes at last.</summary>
    public Task PayAsync(string number, string state) => SendAsync(shop.Address, "pay", new JsonObject { ["orderNumber"] = number, ["paymentState"] = state });

    /// <summary>Someone in the warehouse puts orders together: the first takes over the others.</summary>
    public Task MergeAsync(params string[] numbers) => SendAsync(shipping.Address, "merge", new JsonObject { ["orderNumbers"] = new JsonArray([.. numbers.Select(number => (JsonNode)number)]) });

    /// <summary>A provider takes an order ("pending"), ships it ("shipped") or refuses it ("rejected").</summary>
    public Task FulfillAsync(string number, string outcome, string? tracking = null) =>
        InShipStationAsync("fulfillment", number, new JsonObject { ["outcome"] = outcome, ["tracking"] = tracking });

    /// <summary>An order that someone typed into ShipStation, or another program sent.</summary>
    public Task<JsonElement> WriteInShipStationAsync(JsonObject order) => CallShipStationAsync(HttpMethod.Post, "orders/createorder", order);

    /// <summary>So many orders that another program sends.</summary>
    public async Task ImportInShipStationAsync(int orders, Func<int, JsonObject> order)
    {
        foreach (var some in Enumerable.Range(0, orders).Chunk(100)) await CallShipStationAsync(HttpMethod.Post, "orders/createorders", new JsonArray([.. some.Select(order)]));
    }

    /// <summary>What another program with the account's key asks for.</summary>
    public async Task<JsonElement> CallShipStationAsync(HttpMethod method, string path, JsonNode? body = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(shipping.Address, path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("demo:demo")));
        if (body is not null) request.Content = JsonContent.Create(body);
        using var response = await _http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode ? JsonDocument.Parse(text).RootElement : throw new InvalidOperationException($"ShipStation refused {path}: {text}");
    }

    /// <summary>Somebody starts a batch that is open in ShipStation.</summary>
    public async Task StartBatchAsync(string batchId)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(shipping.Address, $"v2/batches/{batchId}/process/labels"));
        request.Headers.Add("api-key", "demo");
        request.Content = JsonContent.Create(new JsonObject());
        using var response = await _http.SendAsync(request);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>The batches of V2 that are in this state: open, processing, completed.</summary>
    public async Task<IReadOnlyList<string>> ListBatchesAsync(string status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(shipping.Address, $"v2/batches?batch_status={status}"));
        request.Headers.Add("api-key", "demo");
        using var response = await _http.SendAsync(request);
        return [.. JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.List("batches").Select(static batch => batch.Text("batch_id")!)];
    }

    /// <summary>Both vendors forget all orders, labels and subscriptions.</summary>
    public async Task ForgetAsync()
    {
        await SendAsync(shop.Address, "reset", new JsonObject());
        await SendAsync(shipping.Address, "reset", new JsonObject());
    }

    /// <summary>A label for every order that awaits shipment.</summary>
    public Task LabelAllAsync() => SendAsync(shipping.Address, "labels", new JsonObject { ["all"] = true });

    /// <summary>ShipStation's check of the address ends so: "valid", "warning", "failed" or "none".</summary>
    public Task CheckAddressAsync(string number, string result) => InShipStationAsync("address", number, new JsonObject { ["addressVerified"] = result });

    /// <summary>A label for each of this many orders that await shipment.</summary>
    public Task LabelOpenAsync(int orders) => SendAsync(shipping.Address, "labels", new JsonObject { ["all"] = true, ["limit"] = orders });

    /// <summary>A label with which the customer sends the goods back.</summary>
    public Task LabelReturnAsync(string number) => InShipStationAsync("labels", number, new JsonObject { ["isReturn"] = true });

    public Task VoidAsync(long shipmentId) => SendAsync(shipping.Address, "void", new JsonObject { ["shipmentId"] = shipmentId });

    /// <summary>Marks an order as shipped without a label of ShipStation's.</summary>
    public Task MarkShippedAsync(string number) => InShipStationAsync("fulfillment", number, new JsonObject { ["tracking"] = "HAND-1" });

    /// <summary>ShipStation takes its second look at all orders: addresses, warehouses, weights.</summary>
    public Task SettleAsync() => SendAsync(shipping.Address, "settle", new JsonObject());

    /// <summary>How ShipStation's notifications go astray; see docs/shipstation-simulator.md.</summary>
    public Task SetWebhooksAsync(JsonObject switches) => SendAsync(shipping.Address, "webhooks", switches);

    /// <summary>The shop takes back every access token.</summary>
    public Task RevokeTokensAsync() => SendAsync(shop.Address, "revoke", new JsonObject());

    public async Task SubscribeAsync(Uri target)
    {
        foreach (var name in (string[])["SHIP_NOTIFY", "FULFILLMENT_SHIPPED"])
            await CallShipStationAsync(HttpMethod.Post, "webhooks/subscribe", new JsonObject { ["target_url"] = target.ToString(), ["event"] = name, ["friendly_name"] = "connector" });
    }

    /// <summary>Subscribes V2's signed notifications about parcels.</summary>
    public async Task SubscribeSignedAsync(Uri target, string name = "track_event_v2")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(shipping.Address, "v2/environment/webhooks"));
        request.Headers.Add("api-key", "demo");
        request.Content = JsonContent.Create(new JsonObject { ["url"] = target.ToString(), ["event"] = name, ["name"] = "connector" });
        using var response = await _http.SendAsync(request);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>The carrier sees a parcel: status as V2 writes it (IT, DE, EX, ...).</summary>
    public Task MoveAsync(long shipmentId, string status, JsonObject? more = null)
    {
        var body = more ?? [];
        (body["shipmentId"], body["status"]) = (shipmentId, status);
        return SendAsync(shipping.Address, "track", body);
    }

    /// <summary>ShipStation signs with a new key from now on.</summary>
    public Task RotateKeyAsync() => SendAsync(shipping.Address, "keys", new JsonObject());

    /// <summary>Oldest first.</summary>
    public async Task<IReadOnlyList<JsonElement>> AllShippingOrdersAsync()
    {
        var shown = await _http.GetFromJsonAsync<JsonElement>(new Uri(shipping.Address, "/__sim/orders"));
        return [.. shown.GetProperty("orders").EnumerateArray().OrderBy(order => order.GetProperty("orderId").GetInt64())];
    }

    public void Dispose() => _http.Dispose();

    private Task<JsonElement> InShipStationAsync(string call, string number, JsonObject body)
    {
        body["orderNumber"] = number;
        return SendAsync(shipping.Address, call, body);
    }

    private async Task<JsonElement> SendAsync(Uri server, string call, JsonNode body)
    {
        using var response = await _http.PostAsJsonAsync(new Uri(server, "/__sim/" + call), body);
        var text = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode ? JsonDocument.Parse(text).RootElement : throw new InvalidOperationException($"The simulator refused {call}: {text}");
    }
}
