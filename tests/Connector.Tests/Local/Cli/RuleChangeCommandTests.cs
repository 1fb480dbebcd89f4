using System.Text.Json.Nodes;
using Xunit;

namespace Connector.Tests.Local.Cli;

/// <summary>The rules change after an order was sent.</summary>
public sealed class RuleChangeCommandTests : IAsyncLifetime
{
    private const string Changed = "Services:Rules:0:RequestedService=Express by rule";
    private TwoVendors _vendors = null!;
    private string _number = "";

    public async Task InitializeAsync()
    {
        _vendors = await TwoVendors.StartAsync();
        _number = _vendors.PlaceOrder();
        Assert.Equal(0, (await _vendors.RunAsync("sync --json")).ExitCode);
        _vendors.StartCounting();
    }

    public async Task DisposeAsync() => await _vendors.DisposeAsync();

    [Fact]
    public async Task Plan_counts_what_would_change_and_the_next_sync_leaves_it()
    {
        Assert.Null((await _vendors.RunAsync("plan --json")).Json.GetProperty("rulesChanged").GetString());
        var plan = await _vendors.RunAsync("plan --json", Changed);
        Assert.Equal("1 open order would change because the rules changed: requestedService 1", plan.Json.GetProperty("rulesChanged").GetString());
        Assert.Contains("run connector rules apply", (await _vendors.RunAsync("plan", Changed)).Output, StringComparison.Ordinal);
        await _vendors.RunAsync("sync --json", Changed);
        Assert.DoesNotContain("POST /orders/createorders", _vendors.Writes);
    }

    [Fact]
    public async Task Reconcile_names_the_cause_and_repairs_it_only_where_the_settings_say_so()
    {
        var left = await _vendors.RunAsync("reconcile --fix --json", Changed);
        var difference = Assert.Single(left.Json.GetProperty("differences").EnumerateArray());
        Assert.Equal(("RulesChanged", false), (difference.GetProperty("kind").GetString(), difference.GetProperty("repaired").GetBoolean()));
        Assert.Empty(_vendors.Writes);

        var applied = await _vendors.RunAsync("reconcile --fix --json", Changed, "Reconciliation:ApplyRuleChanges=true");
        Assert.True(Assert.Single(applied.Json.GetProperty("differences").EnumerateArray()).GetProperty("repaired").GetBoolean());
        Assert.Contains(_vendors.Writes, static route => route.Contains("createorder", StringComparison.Ordinal));
        Assert.Empty((await _vendors.RunAsync("reconcile --json", Changed)).Json.GetProperty("differences").EnumerateArray());
    }

    [Fact]
    public async Task Apply_sends_it_once_and_history_and_trace_name_the_rules()
    {
        var dry = await _vendors.RunAsync("rules apply --dry-run", Changed);
        Assert.Equal(0, dry.ExitCode);
        Assert.Contains($"{_number}\n  requestedService: ", dry.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("-> Express by rule", dry.Output, StringComparison.Ordinal);
        Assert.Empty(_vendors.Writes);

        var applied = await _vendors.RunAsync("rules apply --json", Changed);
        Assert.Equal((0, 1), (applied.ExitCode, applied.Json.GetProperty("applied").GetInt32()));
        Assert.Contains(_vendors.Writes, static route => route.Contains("createorder", StringComparison.Ordinal));
        Assert.Equal(0, (await _vendors.RunAsync("rules apply --json", Changed)).Json.GetProperty("applied").GetInt32());

        var versions = (await _vendors.RunAsync("rules history --json", Changed)).Json.GetProperty("versions").EnumerateArray().ToList();
        Assert.Equal([(1, true), (0, false)], versions.Select(static v => (v.GetProperty("parts").GetInt32(), v.GetProperty("isPresent").GetBoolean())));
        var hash = versions[0].GetProperty("hash").GetString()!;
        Assert.Contains($"rules {hash[..8]}", (await _vendors.RunAsync($"trace {_number}", Changed)).Output, StringComparison.Ordinal);
        Assert.Contains("Express by rule", (await _vendors.RunAsync($"rules history --show {hash[..8]}", Changed)).Output, StringComparison.Ordinal);
        var diff = await _vendors.RunAsync($"rules diff {versions[1].GetProperty("hash").GetString()} {hash[..8]} --days 366 --json", Changed);
        Assert.Equal(["requestedService", "warnings"], diff.Json.GetProperty("fields").EnumerateArray().Select(static f => f.GetProperty("field").GetString()));
    }

    [Fact]
    public async Task Rules_that_look_into_the_document_are_compared_with_rules_that_do_not()
    {
        var (plain, looking) = (_vendors.Write("plain.json", "{}"), _vendors.Write("looking.json", """{ "Mapping": { "Order": { "InternalNotes": { "Pointer": "/orderNumber" } } } }"""));
        var diff = await _vendors.RunAsync($"rules diff {plain} {looking} --days 366 --json");
        var field = Assert.Single(diff.Json.GetProperty("fields").EnumerateArray());
        Assert.Equal(("internalNotes", _number), (field.GetProperty("field").GetString(), field.GetProperty("examples")[0].GetProperty("new").GetString()));
    }

    [Fact]
    public async Task A_change_in_the_shop_is_sent_with_the_present_rules()
    {
        await _vendors.EditInShopAsync(_number, new JsonObject { ["shippingAddress"] = new JsonObject { ["city"] = "Springfield" } });
        Assert.Equal(0, (await _vendors.RunAsync("sync --json", Changed)).ExitCode);
        Assert.Equal(0, (await _vendors.RunAsync("rules apply --json", Changed)).Json.GetProperty("applied").GetInt32());
        Assert.Null((await _vendors.RunAsync("plan --json", Changed)).Json.GetProperty("rulesChanged").GetString());
    }

    [Fact]
    public async Task Check_with_accounts_finds_names_that_the_shop_does_not_have()
    {
        var run = await _vendors.RunAsync("rules check --accounts --json", "Services:Rules:0:Methods:0=nosuchmethod", "Services:Rules:0:RequestedService=x", "Mapping:Order:Gift:CustomField=giftTxt");
        var texts = run.Json.GetProperty("findings").EnumerateArray().Select(static f => f.GetProperty("text").GetString()!).ToList();
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(texts, static t => t.StartsWith("Services.Rules[0].Methods: the shop has no shipping method 'nosuchmethod'", StringComparison.Ordinal));
        Assert.Contains(texts, static t => t.Contains("has a custom field 'giftTxt'", StringComparison.Ordinal));
        Assert.Empty(_vendors.Writes);
    }

    [Fact]
    public async Task Fetch_gives_a_document_that_maps_alike_and_names_nobody()
    {
        var run = await _vendors.RunAsync($"fetch {_number}");
        Assert.Equal(0, run.ExitCode);
        var document = JsonNode.Parse(run.Output)!;
        Assert.Equal(_number, (string?)document["orderNumber"]);
        Assert.StartsWith("Alex", (string?)document["shippingAddress"]!["firstName"], StringComparison.Ordinal);
        Assert.Equal(2, (await _vendors.RunAsync("fetch NO-SUCH-ORDER")).ExitCode);
    }
}
