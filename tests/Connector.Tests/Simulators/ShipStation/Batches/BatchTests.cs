using System.Net;
using System.Text.Json.Nodes;
using Connector.Simulators.ShipStation;
using Connector.Tests.Simulators.ShipStation.Documents;
using Connector.Tests.Simulators.ShipStation.Labels;
using Xunit;

namespace Connector.Tests.Simulators.ShipStation.Batches;

public sealed class BatchTests
{
    [Fact]
    public async Task A_hundred_shipments_are_labelled_with_one_event_and_one_document()
    {
        await using var hooks = await HookReceiver.StartAsync();
        await using var account = await LabelledAccount.StartAsync();
        foreach (var name in new[] { "label_created_v2", "batch_processed_v2" })
            await account.PostV2Async("/v2/environment/webhooks", $$"""{ "name": "n", "event": "{{name}}", "url": "{{hooks.Address}}" }""");
        await account.Account.ControlAsync("/funds", """{ "carrier": "stamps_com", "amount": 10000 }""");
        var ids = new List<long>();
        for (var i = 0; i < 100; i++) ids.Add(await account.OrderAsync($"B-{i:D3}"));
        var created = LabelledAccount.Ok(await account.PostV2Async("/v2/batches", $$"""{ "external_batch_id": "wave-1", "shipment_ids": [{{string.Join(',', ids.Select(static id => $"\"se-{id}\""))}}] }""")).Json;
        var batch = (string)created["batch_id"]!;
        Assert.Equal(("open", 100), ((string?)created["status"], (int)created["count"]!));

        Assert.Equal(HttpStatusCode.NoContent, (await account.PostV2Async($"/v2/batches/{batch}/process/labels", """{ "ship_date": "2026-03-04T00:00:00Z", "label_format": "pdf", "label_layout": "4x6" }""")).Status);
        Assert.Equal("processing", (string?)(await account.GetV2Async($"/v2/batches/{batch}")).Json["status"]);
        Assert.Equal(10250m, await account.BalanceAsync());
        account.Account.Advance(9);
        var done = (await account.GetV2Async("/v2/batches/external_batch_id/wave-1")).Json;
        Assert.Equal(("completed", 100, 100, 0), ((string?)done["status"], (int)done["count"]!, (int)done["completed"]!, (int)done["errors"]!));
        var labels = new List<JsonNode>();
        for (var page = 1; page <= 4; page++) labels.AddRange((await account.GetV2Async($"/v2/labels?batch_id={batch}&page={page}")).Json["labels"]!.AsArray().Select(static row => row!.DeepClone()));
        Assert.Equal(ids.Select(static id => $"se-{id}"), labels.Select(static row => (string)row["shipment_id"]!).Order(StringComparer.Ordinal));
        Assert.All(labels, row => Assert.Equal((batch, "2026-03-04T08:00:00Z"), ((string?)row["batch_id"], (string?)row["ship_date"])));
        Assert.Equal(10250m - labels.Sum(static row => (decimal)row["shipment_cost"]!["amount"]!), await account.BalanceAsync());
        Assert.Equal(100, new PdfReader(await account.Account.Client.GetByteArrayAsync(new Uri((string)done["label_download"]!["href"]!))).Pages.Count);
        await account.Account.Simulator.WhenWebhooksAreDeliveredAsync(default);
        Assert.Equal(["LABEL_CREATED_V2", "BATCH_PROCESSED_V2"], hooks.Take().Select(static e => (string)e["resource_type"]!));
        Assert.Empty(await account.ViolationsAsync());
    }

    [Fact]
    public async Task What_is_not_taken_in_is_reported_and_the_rest_goes_on()
    {
        await using var account = await LabelledAccount.StartAsync();
        var fine = await account.OrderAsync("B-1");
        var west = await account.OrderAsync("B-2", change: static order => order["advancedOptions"]!["warehouseId"] = 88002);
        var bare = await account.OrderAsync("B-3", change: static order => order["serviceCode"] = null);
        var reply = await account.PostV2Async("/v2/batches", $$"""{ "shipment_ids": ["se-{{fine}}", "se-{{west}}", "se-{{bare}}", "se-5", "se-{{fine}}"] }""");
        Assert.Equal(207, (int)reply.Status);
        var batch = (string)reply.Json["batch_id"]!;
        var errors = (await account.GetV2Async($"/v2/batches/{batch}/errors?pagesize=2")).Json;
        Assert.Equal([$"se-{west}", $"se-{bare}"], errors["errors"]!.AsArray().Select(static row => (string)row!["shipment_id"]!));
        var next = new Uri((string)errors["links"]!["next"]!["href"]!).PathAndQuery;
        Assert.Equal(["se-5", $"se-{fine}"], (await account.GetV2Async(next)).Json["errors"]!.AsArray().Select(static row => (string)row!["shipment_id"]!));
    }

    [Fact]
    public async Task Rates_carry_the_choice_and_a_stale_one_is_an_error_of_its_shipment_alone()
    {
        await using var account = await LabelledAccount.StartAsync();
        var (first, second) = (await account.OrderAsync("B-1", change: static order => order["serviceCode"] = null), await account.OrderAsync("B-2"));
        var rates = new[] { await account.RateIdAsync(first, "usps_priority_mail"), await account.RateIdAsync(second) };
        await account.Account.ControlAsync("/edit", $$"""{ "orderId": {{second}}, "merge": { "shipTo": { "postalCode": "97302" } } }""");
        var made = LabelledAccount.Ok(await account.PostV2Async("/v2/batches", $$"""
            { "rate_ids": ["{{rates[0]}}", "{{rates[1]}}"], "process_labels": { "create_batch_and_process_labels": true, "ship_date": "2026-03-04", "label_format": "zpl" } }
            """)).Json;
        account.Account.Advance(9);
        var done = (await account.GetV2Async($"/v2/batches/{made["batch_id"]}")).Json;
        Assert.Equal(("completed_with_errors", 1, 1), ((string?)done["status"], (int)done["completed"]!, (int)done["errors"]!));
        var label = Assert.Single((await account.GetV2Async($"/v2/labels?batch_id={made["batch_id"]}")).Json["labels"]!.AsArray())!;
        Assert.Equal(("usps_priority_mail", "zpl", rates[0]), ((string?)label["service_code"], (string?)label["label_format"], (string?)label["rate_id"]));
    }

    [Fact]
    public async Task The_balance_may_run_out_in_the_middle()
    {
        await using var account = await LabelledAccount.StartAsync();
        await account.Account.ControlAsync("/funds", """{ "carrier": "stamps_com", "balance": 20 }""");
        var batch = await ProcessedAsync(account, 5);
        var done = (await account.GetV2Async($"/v2/batches/{batch}")).Json;
        Assert.Equal("completed_with_errors", (string?)done["status"]);
        Assert.True((int)done["completed"]! is > 0 and < 5);
        Assert.Equal(5, (int)done["completed"]! + (int)done["errors"]!);
        Assert.All((await account.GetV2Async($"/v2/batches/{batch}/errors")).Json["errors"]!.AsArray(), static row => Assert.Contains("balance", (string)row!["error"]!, StringComparison.Ordinal));
        Assert.True(await account.BalanceAsync() >= 0m);
    }

    [Fact]
    public async Task A_batch_may_be_stuck_with_its_labels_bought_and_may_lose_a_shipment()
    {
        await using var account = await LabelledAccount.StartAsync();
        await account.SwitchAsync("""{ "batchStuck": true, "batchLoses": ["B-1"] }""");
        var batch = await ProcessedAsync(account, 3);
        account.Account.Advance(3600);
        Assert.Equal("processing", (string?)(await account.GetV2Async($"/v2/batches/{batch}")).Json["status"]);
        Assert.Equal(2, (int)(await account.GetV2Async($"/v2/labels?batch_id={batch}")).Json["total"]!);
        Assert.Empty((await account.GetV2Async($"/v2/batches/{batch}/errors")).Json["errors"]!.AsArray());
        Assert.Equal(3, (int)(await account.GetV2Async($"/v2/shipments?batch_id={batch}")).Json["total"]!);
    }

    [Fact]
    public async Task A_batch_is_changed_while_it_is_open_and_not_afterwards()
    {
        await using var account = await LabelledAccount.StartAsync();
        var (first, second) = (await account.OrderAsync("B-1"), await account.OrderAsync("B-2"));
        var batch = (string)LabelledAccount.Ok(await account.PostV2Async("/v2/batches", $$"""{ "external_batch_id": "w", "shipment_ids": ["se-{{first}}"] }""")).Json["batch_id"]!;
        Assert.Equal("identifier_conflict", LabelledAccount.Code(await account.PostV2Async("/v2/batches", """{ "external_batch_id": "w" }""")));
        Assert.Equal(HttpStatusCode.NoContent, (await account.PostV2Async($"/v2/batches/{batch}/add", $$"""{ "shipment_ids": ["se-{{second}}"] }""")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await account.PostV2Async($"/v2/batches/{batch}/remove", $$"""{ "shipment_ids": ["se-{{first}}"] }""")).Status);
        await account.PostV2Async($"/v2/batches/{batch}/process/labels");
        foreach (var path in new[] { "add", "remove", "process/labels" }) Assert.Equal("batch_cannot_be_modified", LabelledAccount.Code(await account.PostV2Async($"/v2/batches/{batch}/{path}")));
        account.Account.Advance(9);
        Assert.Equal("batch_cannot_be_modified", LabelledAccount.Code(await account.PostV2Async($"/v2/batches/{batch}/process/labels")));
        Assert.Equal([$"se-{second}"], (await account.GetV2Async($"/v2/labels?batch_id={batch}")).Json["labels"]!.AsArray().Select(static row => (string)row!["shipment_id"]!));
        Assert.Equal(HttpStatusCode.NoContent, (await account.V2Async(HttpMethod.Delete, $"/v2/batches/{batch}")).Status);
        Assert.Empty((await account.GetV2Async("/v2/batches")).Json["batches"]!.AsArray());
        Assert.Equal(HttpStatusCode.NotFound, (await account.GetV2Async("/v2/batches/se-5")).Status);
    }

    [Fact]
    public async Task A_second_label_by_a_batch_is_a_violation()
    {
        await using var account = await LabelledAccount.StartAsync();
        await ProcessedAsync(account, 1);
        await account.PostV2Async("/v2/batches", $$"""{ "shipment_ids": ["{{(await account.GetV2Async("/v2/shipments")).Json["shipments"]![0]!["shipment_id"]}}"], "process_labels": { "create_batch_and_process_labels": true } }""");
        account.Account.Advance(9);
        Assert.Equal(["second_live_label"], await account.ViolationsAsync());
    }

    private static async Task<string> ProcessedAsync(LabelledAccount account, int size)
    {
        var ids = new List<string>();
        for (var i = 0; i < size; i++) ids.Add($"\"se-{await account.OrderAsync($"B-{i}")}\"");
        var batch = (string)LabelledAccount.Ok(await account.PostV2Async("/v2/batches", $$"""{ "shipment_ids": [{{string.Join(',', ids)}}] }""")).Json["batch_id"]!;
        await account.PostV2Async($"/v2/batches/{batch}/process/labels");
        account.Account.Advance(9);
        return batch;
    }
}
