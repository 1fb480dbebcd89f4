using System.Net;
using System.Text.Json.Nodes;
using Connector.Local.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace Connector.Tests.Local.Cli;

/// <summary>The same commands against a connector that runs elsewhere: same output, and failures in one sentence.</summary>
public sealed class RemoteCommandTests : IAsyncLifetime
{
    private TwoVendors _vendors = null!;
    private WebApplication _host = null!;
    private string _number = "";
    private string _url = "";

    public async Task InitializeAsync()
    {
        _vendors = await TwoVendors.StartAsync();
        _number = _vendors.PlaceOrder();
        await _vendors.EditInShopAsync(_number, new JsonObject { ["shippingAddress"] = null });
        Assert.Equal(1, (await _vendors.RunAsync("sync --json")).ExitCode);
        // What is in the error queue stays there: no timer runs before the tests are over.
        var settings = _vendors.Settings("Timers:PullOrdersSeconds=86400").Select(static s => s.Split('=', 2)).ToDictionary(static p => p[0], static p => (string?)p[1], StringComparer.Ordinal);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var urls = ("http://127.0.0.1:0", "--urls");
        _host = ConnectorHost.Create(configuration, urls, verbose: false);
        await ConnectorHost.StartAsync(_host, urls, default);
        _url = _host.Urls.First();
    }

    public async Task DisposeAsync()
    {
        await _host.StopAsync();
        await _host.DisposeAsync();
        await _vendors.DisposeAsync();
    }

    [Theory]
    [InlineData("errors list")]
    [InlineData("errors list --json")]
    [InlineData("errors list --kind Unmappable --code MissingAddress --older-than 0m --json")]
    [InlineData("errors list --code NoSuch")]
    [InlineData("errors retry --all --dry-run")]
    [InlineData("trace NO-SUCH")]
    [InlineData("orders")]
    [InlineData("orders --attention --sort Oldest --take 1 --csv")]
    [InlineData("orders --search NO-SUCH")]
    [InlineData("plan")]
    [InlineData("plan --json")]
    [InlineData("plan --order NO-SUCH")]
    [InlineData("errors show 999")]
    public async Task The_output_is_the_same(string command)
    {
        var (here, there) = (await _vendors.RunAsync(command), await RemoteAsync(command));
        Assert.Equal((here.ExitCode, here.Output, here.Error), (there.ExitCode, there.Output, there.Error));
    }

    [Fact]
    public async Task A_history_an_error_and_their_end_are_the_same()
    {
        var id = (await RemoteAsync("errors list --json")).Json[0].GetProperty("id").GetString();
        Assert.Equal((await _vendors.RunAsync($"errors show {id}")).Output, (await RemoteAsync($"errors show {id}")).Output);
        Assert.Equal((await _vendors.RunAsync($"trace {_number}")).Output, (await RemoteAsync($"trace {_number}")).Output);

        var run = await RemoteAsync($"errors dismiss {id} --json");

        Assert.Equal((0, 1), (run.ExitCode, run.Json.GetProperty("count").GetInt32()));
        Assert.Equal(0, (await _vendors.RunAsync("errors list")).ExitCode);
    }

    [Fact]
    public async Task Flows_are_paused_and_resumed_and_doctor_says_so()
    {
        Assert.Equal(0, (await RemoteAsync("pause orders:default --by ada")).ExitCode);
        var sick = await RemoteAsync("doctor --json");
        Assert.Equal(1, sick.ExitCode);
        Assert.Contains("paused by ada", sick.Output, StringComparison.Ordinal);
        Assert.Contains("connector resume orders:default", sick.Output, StringComparison.Ordinal);

        Assert.Contains("Resumed: Sending orders for account default.", (await RemoteAsync("resume orders")).Output, StringComparison.Ordinal);
        Assert.DoesNotContain("paused by ada", (await RemoteAsync("doctor")).Output, StringComparison.Ordinal);
        Assert.Contains("No comparison yet.", (await RemoteAsync("reconcile --last")).Output, StringComparison.Ordinal);
        Assert.Equal(2, (await RemoteAsync("pause invoices")).ExitCode);
    }

    [Fact]
    public async Task Both_sides_are_compared_and_checked_there()
    {
        // The running connector must not send it meanwhile.
        Assert.Equal(0, (await RemoteAsync("drain orders --wait")).ExitCode);
        var checks = (await RemoteAsync("doctor --json")).Json.GetProperty("findings").EnumerateArray().Select(static f => f.GetProperty("area").GetString()).ToList();
        Assert.Contains("commercetools", checks);
        Assert.Contains("connector", checks);
        var other = _vendors.PlaceOrder();
        var (here, there) = (await _vendors.RunAsync("reconcile --json"), await RemoteAsync("reconcile --json"));
        Assert.Equal((1, 1), (here.ExitCode, there.ExitCode));
        Assert.Equal(here.Json.GetProperty("differences").ToString(), there.Json.GetProperty("differences").ToString());
        Assert.Contains($"{other}  Missing in ShipStation", (await RemoteAsync("reconcile --from 2020-01-01")).Output, StringComparison.Ordinal);
        const string early = "reconcile --from 2020-01-01 --to 2020-01-02 --json";
        Assert.Equal((await _vendors.RunAsync(early)).Json.GetProperty("shopOrders").GetInt32(), (await RemoteAsync(early)).Json.GetProperty("shopOrders").GetInt32());

        var fixedThere = await RemoteAsync("reconcile --fix --json");
        Assert.True(fixedThere.Json.GetProperty("repaired").GetInt32() >= 1);
    }

    [Fact]
    public async Task A_flow_is_drained_and_read_again_from_an_earlier_time_on()
    {
        var drained = await RemoteAsync("drain orders --wait --by ada");
        Assert.Equal(0, drained.ExitCode);
        Assert.Contains("Empty: nothing is due or under way.", drained.Output, StringComparison.Ordinal);
        Assert.Contains("Taking in new work", (await RemoteAsync("doctor")).Output, StringComparison.Ordinal);
        var rewound = await RemoteAsync("rewind --flow orders --to 2020-01-01 --by ada");
        Assert.Contains("orders-pull: from ", rewound.Output, StringComparison.Ordinal);
        Assert.Contains("Nothing was moved", (await RemoteAsync("rewind --flow orders --to 2020-01-01")).Output, StringComparison.Ordinal);
        Assert.Equal(2, (await RemoteAsync("rewind --flow labels --to 2020-01-01")).ExitCode);
        Assert.Equal(2, (await RemoteAsync("rewind --flow orders --to 2999-01-01")).ExitCode);

        // Another process takes in nothing either, and nothing is lost: what was placed meanwhile is sent afterwards.
        var number = _vendors.PlaceOrder();
        Assert.Equal(0, (await _vendors.RunAsync("sync --only orders --json")).Json.GetProperty("pulled").GetInt64());
        Assert.Contains("Resumed: Taking in new work", (await RemoteAsync("resume orders")).Output, StringComparison.Ordinal);
        await _vendors.RunAsync("sync --only orders --json");
        Assert.Contains("In ShipStation", (await _vendors.RunAsync($"trace {number}")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Orders_of_one_location_wait_and_cost_no_attempt()
    {
        Assert.Equal(0, (await RemoteAsync("pause orders@main --by ada")).ExitCode);
        Assert.Contains("Sending orders from main is paused", (await RemoteAsync("doctor")).Output, StringComparison.Ordinal);
        var number = _vendors.PlaceOrder();
        await _vendors.RunAsync("sync --only orders --json");
        var waiting = (await _vendors.RunAsync($"trace {number}")).Output;
        Assert.Contains("location main is paused: paused by ada", waiting.ReplaceLineEndings(" ").Replace("  ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("Resumed: Sending orders from main.", (await RemoteAsync("resume orders@main")).Output, StringComparison.Ordinal);
        await _vendors.RunAsync("sync --only orders --json");
        Assert.Contains("In ShipStation", (await _vendors.RunAsync($"trace {number}")).Output, StringComparison.Ordinal);
        Assert.Equal(2, (await RemoteAsync("pause orders@nowhere")).ExitCode);
    }

    [Theory]
    [InlineData("errors list --url http://127.0.0.1:9", 3, "could not connect")]
    [InlineData("errors list --url nowhere", 2, "is no address")]
    [InlineData("errors list --url http://app.example.com --key k", 2, "is not encrypted")]
    [InlineData("errors list --key k", 2, "--key needs --url.")]
    [InlineData("reconcile --last --fix --url http://127.0.0.1:9", 2, "--last shows earlier comparisons")]
    [InlineData("reconcile --last", 2, "--last needs --url.")]
    public async Task What_cannot_be_asked_is_said_in_one_sentence(string command, int exitCode, string expected)
    {
        var run = await CommandRun.OfAsync(command.Split(' '));
        Assert.Equal((exitCode, ""), (run.ExitCode, run.Output));
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized, "", "refused the key (401)")]
    [InlineData(HttpStatusCode.NotFound, "", "another version than this command")]
    [InlineData(HttpStatusCode.OK, "<html>a page</html>", "another version than this command")]
    [InlineData(HttpStatusCode.OK, "{\"errors\":[{\"id\":\"1\"}],\"more\":false}", "another version than this command")]
    [InlineData(HttpStatusCode.Redirect, "", "another version than this command")]
    public async Task Another_server_is_recognised(HttpStatusCode status, string body, string expected)
    {
        await using var other = WebApplication.CreateSlimBuilder().Build();
        other.Urls.Add("http://127.0.0.1:0");
        other.MapFallback(async context =>
        {
            context.Response.StatusCode = (int)status;
            context.Response.ContentType = body.StartsWith('{') ? "application/json" : "text/html";
            if (body.Length > 0) await context.Response.WriteAsync(body);
        });
        await other.StartAsync();

        var run = await CommandRun.OfAsync("errors", "list", "--url", other.Urls.First());

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
        Assert.StartsWith(other.Urls.First(), run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_key_is_sent_as_the_function_app_expects_it_and_an_unknown_member_is_no_problem()
    {
        string? key = null;
        await using var other = WebApplication.CreateSlimBuilder().Build();
        other.Urls.Add("http://127.0.0.1:0");
        other.MapGet("/api/errors", (HttpContext context) =>
        {
            key = context.Request.Headers["x-functions-key"];
            return TypedResults.Text("{\"errors\":[],\"more\":false,\"newerMember\":1}", "application/json");
        });
        await other.StartAsync();
        // The address of the page will do.
        var run = await CommandRun.OfAsync("errors", "list", "--url", other.Urls.First() + "/ops", "--key", "a-key");
        Assert.Equal((0, "a-key"), (run.ExitCode, key));
    }

    /// <summary>Without settings: they are those of the other machine.</summary>
    private Task<CommandRun> RemoteAsync(string command) => CommandRun.OfAsync([.. command.Split(' '), "--url", _url]);
}
