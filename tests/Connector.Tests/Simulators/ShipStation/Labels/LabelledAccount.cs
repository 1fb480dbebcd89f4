using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Connector.Simulators.ShipStation;
using Xunit;

namespace Connector.Tests.Simulators.ShipStation.Labels;

/// <summary>A simulated account with what a buyer of labels does: orders that are ready, quotes, purchases of either API, and a look at the ledger.</summary>
internal sealed class LabelledAccount : IAsyncDisposable
{
    public const string Stamps = "se-601101";
    public const string FedEx = "se-601102";
    public const string Ups = "se-601103";
    public const string Dhl = "se-601104";

    private LabelledAccount(SimulatedAccount account) => Account = account;

    public SimulatedAccount Account { get; }

    public static async Task<LabelledAccount> StartAsync(ShipStationSimulatorOptions? options = null) =>
        new(await SimulatedAccount.StartAsync((options ?? new ShipStationSimulatorOptions()) with { RequestsPerMinute = 0, V2RequestsPerMinute = 0 }));

    /// <summary>An order that can be labelled: looked at, with a box and a choice of carrier.</summary>
    public async Task<long> OrderAsync(string number, string status = "awaiting_shipment", Action<JsonObject>? change = null)
    {
        var order = await Account.WriteAsync(SampleOrder.Of(number, "key-" + number, status, body =>
        {
            body["carrierCode"] = "stamps_com";
            body["serviceCode"] = "usps_ground_advantage";
            body["packageCode"] = "package";
            body["dimensions"] = JsonNode.Parse("""{ "units": "inches", "length": 9, "width": 6, "height": 4 }""");
            change?.Invoke(body);
        }));
        await Account.ControlAsync("/settle");
        return (long)order["orderId"]!;
    }

    /// <summary>A purchase of V1 as a careful caller sends it.</summary>
    public static JsonObject V1Body(long orderId, Action<JsonObject>? change = null)
    {
        var body = JsonNode.Parse($$"""
            { "orderId": {{orderId}}, "carrierCode": "stamps_com", "serviceCode": "usps_ground_advantage", "packageCode": "package", "confirmation": "none", "shipDate": "2026-03-04",
              "weight": { "value": 28, "units": "ounces" }, "testLabel": false }
            """)!.AsObject();
        change?.Invoke(body);
        return body;
    }

    public Task<Reply> BuyV1Async(long orderId, Action<JsonObject>? change = null) => Account.PostAsync("/orders/createlabelfororder", V1Body(orderId, change));

    public async Task<Reply> V2Async(HttpMethod method, string path, string? body = null, string key = "demo")
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Add("api-key", key);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await Account.Client.SendAsync(request);
        return new Reply(response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers);
    }

    public Task<Reply> GetV2Async(string path) => V2Async(HttpMethod.Get, path);

    public Task<Reply> PostV2Async(string path, string body = "{}") => V2Async(HttpMethod.Post, path, body);

    public Task<Reply> RateAsync(long orderId, string carriers = $"\"{Stamps}\"", string? service = null) => PostV2Async("/v2/rates", $$"""
        { "shipment_id": "se-{{orderId}}", "rate_options": { "carrier_ids": [{{carriers}}], "package_types": ["package"]{{(service is null ? "" : $", \"service_codes\": [\"{service}\"]")}} } }
        """);

    /// <summary>The id of the rate of one service.</summary>
    public async Task<string> RateIdAsync(long orderId, string service = "usps_ground_advantage", string carrier = Stamps)
    {
        var rates = Ok(await RateAsync(orderId, $"\"{carrier}\"", service)).Json["rate_response"]!["rates"]!.AsArray();
        return (string)Assert.Single(rates)!["rate_id"]!;
    }

    public async Task<Reply> BuyV2Async(long orderId, string options = "{}") => await PostV2Async($"/v2/labels/rates/{await RateIdAsync(orderId)}", options);

    public Task<JsonNode> SwitchAsync(string switches) => Account.ControlAsync("/labelling", switches);

    public async Task<JsonNode> LedgerAsync() => (await Account.GetAsync("/__sim/ledger")).Json;

    /// <summary>The words of the violations, in their order.</summary>
    public async Task<string[]> ViolationsAsync() => [.. (await LedgerAsync())["violations"]!.AsArray().Select(static row => (string)row!["kind"]!)];

    public async Task<decimal> BalanceAsync(string carrier = "stamps_com") =>
        (decimal)(await LedgerAsync())["balances"]!.AsArray().Single(row => (string?)row!["carrier"] == carrier)!["balance"]!;

    public async Task<JsonNode> ReadOrderAsync(long orderId) => (await Account.GetAsync(string.Create(CultureInfo.InvariantCulture, $"/orders/{orderId}"))).Json;

    /// <summary>Ids of the order's labels in the list of V1; void ones too.</summary>
    public async Task<long[]> ListedV1Async(long orderId) =>
        [.. (await Account.GetAsync($"/shipments?orderId={orderId}")).Json["shipments"]!.AsArray().Select(static row => (long)row!["shipmentId"]!)];

    public async Task<string[]> ListedV2Async(long orderId) =>
        [.. (await GetV2Async($"/v2/labels?shipment_id=se-{orderId}")).Json["labels"]!.AsArray().Select(static row => (string)row!["label_id"]!)];

    public static Reply Ok(Reply reply)
    {
        Assert.True(reply.Status == HttpStatusCode.OK, reply.Body);
        return reply;
    }

    /// <summary>The code of the first error of V2.</summary>
    public static string Code(Reply reply) => (string)reply.Json["errors"]![0]!["error_code"]!;

    public ValueTask DisposeAsync() => Account.DisposeAsync();
}
