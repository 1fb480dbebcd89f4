using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Connector.Tests.Local.Cli;

public sealed class PlanCommandTests : IAsyncLifetime
{
    private TwoVendors _vendors = null!;

    public async Task InitializeAsync() => _vendors = await TwoVendors.StartAsync();
    public async Task DisposeAsync() => await _vendors.DisposeAsync();

    [Fact]
    public async Task A_new_order_would_be_created_and_nothing_is_sent()
    {
        var number = _vendors.PlaceOrder();
        var run = await _vendors.RunAsync("plan --json");
        var order = Assert.Single(run.Json.GetProperty("orders").EnumerateArray());
        Assert.Equal((0, number, "Create"), (run.ExitCode, order.GetProperty("orderNumber").GetString(), order.GetProperty("action").GetString()));
        Assert.Equal(1, run.Json.GetProperty("counts").GetProperty("create").GetInt32());
        Assert.Empty(_vendors.Writes);
    }

    [Fact]
    public async Task The_plan_of_one_order_reports_its_fields()
    {
        var number = _vendors.PlaceOrder();
        var order = One(await _vendors.RunAsync($"plan --order {number} --json"));
        var fields = Fields(order.GetProperty("groups")[0].GetProperty("differences"));
        Assert.Equal(("(none)", number), fields["orderNumber"]);
        Assert.Equal(("(none)", "410001"), fields["storeId"]);
        Assert.Empty(_vendors.Writes);
    }

    [Fact]
    public async Task After_a_sync_the_order_is_unchanged_and_the_next_pull_knows_it()
    {
        var number = _vendors.PlaceOrder();
        Assert.Equal(0, (await _vendors.RunAsync("sync --json")).ExitCode);
        _vendors.StartCounting();
        var all = await _vendors.RunAsync("plan --json");
        Assert.Equal(1, all.Json.GetProperty("alreadySent").GetInt32());
        Assert.Empty(all.Json.GetProperty("orders").EnumerateArray());
        var order = One(await _vendors.RunAsync($"plan --order {number} --json"));
        Assert.Equal("Unchanged", order.GetProperty("action").GetString());
        Assert.Empty(order.GetProperty("inShop").EnumerateArray());
        Assert.Empty(_vendors.Writes);
    }

    [Fact]
    public async Task An_edit_in_the_shop_is_an_update_of_exactly_the_fields_that_differ()
    {
        var number = _vendors.PlaceOrder();
        await _vendors.RunAsync("sync --json");
        await _vendors.EditInShopAsync(number, new JsonObject { ["shippingAddress"] = new JsonObject { ["city"] = "Springfield" } });
        _vendors.StartCounting();
        var run = await _vendors.RunAsync("plan --json");
        var group = One(run).GetProperty("groups")[0];
        Assert.Equal("Update", group.GetProperty("action").GetString());
        Assert.Equal("shipTo.city", Assert.Single(Fields(group.GetProperty("differences")).Keys));
        Assert.Equal("Springfield", Fields(group.GetProperty("differences"))["shipTo.city"].Then);
        Assert.Equal(0, run.ExitCode);
        Assert.Empty(_vendors.Writes);
    }

    [Fact]
    public async Task What_people_changed_in_ShipStation_is_kept_and_reported_apart_from_conflicts()
    {
        var number = _vendors.PlaceOrder();
        await _vendors.RunAsync("sync --json");
        await _vendors.InShipStationAsync("edit", new JsonObject { ["orderNumber"] = number, ["merge"] = new JsonObject { ["internalNotes"] = "two boxes" } });
        await _vendors.EditInShopAsync(number, new JsonObject { ["purchaseOrderNumber"] = "PO-77" });
        var group = One(await _vendors.RunAsync("plan --json")).GetProperty("groups")[0];
        Assert.Contains("internalNotes", group.GetProperty("kept").EnumerateArray().Select(k => k.GetString()));
        Assert.Empty(group.GetProperty("conflicts").EnumerateArray());
        Assert.DoesNotContain("internalNotes", Fields(group.GetProperty("differences")).Keys.Select(k => k.Split('.')[0]));
    }

    [Fact]
    public async Task A_cancellation_and_a_hold_are_reported_with_their_reason()
    {
        var number = _vendors.PlaceOrder();
        await _vendors.RunAsync("sync --json");
        await _vendors.EditInShopAsync(number, new JsonObject { ["orderState"] = "Cancelled" });
        var cancelled = One(await _vendors.RunAsync("plan --json"));
        Assert.Equal("Cancel", cancelled.GetProperty("action").GetString());
        await _vendors.EditInShopAsync(number, new JsonObject { ["orderState"] = "Open", ["paymentState"] = "Pending" });
        var held = One(await _vendors.RunAsync("plan --json"));
        Assert.Equal("Update", held.GetProperty("action").GetString());
        Assert.StartsWith("Awaiting payment in ShipStation: waiting for payment", held.GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_order_that_was_never_sent_and_is_not_due_is_reported_as_skipped()
    {
        var number = _vendors.PlaceOrder();
        await _vendors.EditInShopAsync(number, new JsonObject { ["paymentState"] = "Pending" });
        var skipped = One(await _vendors.RunAsync("plan --json"));
        Assert.Equal(("Skipped", "waiting for payment"), (skipped.GetProperty("action").GetString(), skipped.GetProperty("reason").GetString()));
    }

    [Fact]
    public async Task An_order_that_would_go_to_the_error_queue_gives_exit_code_1()
    {
        var number = _vendors.PlaceOrder();
        await _vendors.EditInShopAsync(number, new JsonObject { ["shippingAddress"] = null });
        var run = await _vendors.RunAsync("plan --json");
        var order = One(run);
        Assert.Equal((1, "Refused", "MissingAddress"), (run.ExitCode, order.GetProperty("action").GetString(), order.GetProperty("code").GetString()));
        var text = await _vendors.RunAsync("plan");
        Assert.Contains("MissingAddress", text.Output, StringComparison.Ordinal);
        Assert.Contains("Nothing was sent.", text.Output, StringComparison.Ordinal);
        Assert.Empty(_vendors.Writes);
    }

    [Fact]
    public async Task An_order_that_failed_is_not_counted_as_sent()
    {
        await _vendors.EditInShopAsync(_vendors.PlaceOrder(), new JsonObject { ["shippingAddress"] = null });
        await _vendors.RunAsync("sync --json");
        var document = (await _vendors.RunAsync("plan --json")).Json;
        Assert.Equal((0, 1), (document.GetProperty("alreadySent").GetInt32(), document.GetProperty("failed").GetInt32()));
        var text = (await _vendors.RunAsync("plan")).Output;
        Assert.Contains("1 failed in their present version and need attention", text, StringComparison.Ordinal);
        Assert.DoesNotContain("unchanged since", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_label_that_no_poll_has_seen_is_reported_as_a_delivery_to_be_written()
    {
        var number = _vendors.PlaceOrder();
        await _vendors.RunAsync("sync --json");
        await _vendors.InShipStationAsync("labels", new JsonObject { ["all"] = true });
        _vendors.StartCounting();
        var order = One(await _vendors.RunAsync($"plan --order {number} --json"));
        var shop = Fields(order.GetProperty("inShop"));
        Assert.Contains(shop.Keys, k => k.StartsWith("deliveries[ss-", StringComparison.Ordinal));
        Assert.Equal("Shipped", shop["shipmentState"].Then);
        Assert.Empty(_vendors.Writes);
    }

    [Fact]
    public async Task The_state_file_holds_the_same_afterwards_except_exchanges_and_permits()
    {
        var number = _vendors.PlaceOrder();
        await _vendors.RunAsync("sync --json");
        await _vendors.EditInShopAsync(number, new JsonObject { ["shippingAddress"] = new JsonObject { ["city"] = "Springfield" } });
        await _vendors.InShipStationAsync("labels", new JsonObject { ["all"] = true });
        var before = Content();
        Assert.Contains(before, row => row.StartsWith("sync", StringComparison.Ordinal));
        Assert.NotEqual(2, (await _vendors.RunAsync("plan --json")).ExitCode);
        await _vendors.RunAsync($"plan --order {number} --json");
        Assert.Equal(before, Content());
    }

    [Fact]
    public async Task An_unknown_order_is_named()
    {
        var run = await _vendors.RunAsync("plan --order NO-SUCH");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("NO-SUCH", run.Error, StringComparison.Ordinal);
    }

    private static JsonElement One(CommandRun run) => Assert.Single(run.Json.GetProperty("orders").EnumerateArray());

    private static Dictionary<string, (string Now, string Then)> Fields(JsonElement differences) => differences.EnumerateArray().ToDictionary(
        d => d.GetProperty("field").GetString()!, d => (d.GetProperty("now").GetString() ?? "(none)", d.GetProperty("then").GetString() ?? "(none)"));

    /// <summary>Every row of every table that holds state.</summary>
    private List<string> Content()
    {
        using var connection = new SqliteConnection($"Data Source={_vendors.DatabasePath};Mode=ReadOnly");
        connection.Open();
        var tables = Rows(connection, "SELECT name FROM sqlite_master WHERE type = 'table'")
            .Where(t => !t.Contains("exchange", StringComparison.Ordinal) && !t.Contains("rate_windows", StringComparison.Ordinal) && !t.Contains("sqlite_", StringComparison.Ordinal)).ToList();
        return [.. tables.SelectMany(table => Rows(connection, $"SELECT * FROM {table}").Select(row => $"{table}: {row}"))];
    }

    private static List<string> Rows(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Names of our own tables.
        command.CommandText = sql;
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetValue(i) is byte[] bytes ? Convert.ToHexString(bytes) : reader.GetValue(i).ToString())));
        return rows;
    }
}
