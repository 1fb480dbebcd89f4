using System.Net;
using System.Text.Json;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.TestSupport;
using Xunit;

namespace Connector.Tests.Operations.Api;

public sealed class ErrorGroupEndpointTests : IAsyncLifetime
{
    private OperationsHost _host = null!;

    public async Task InitializeAsync() => _host = await OperationsHost.StartAsync(
        null, ("Operations:ShopOrderLink", "https://mc.example.com/p/orders/{orderId}"), ("Operations:ShippingOrderLink", "https://ss.example.com/search?q={orderNumber}"));

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Errors_of_one_cause_are_a_group_with_its_cure_and_the_largest_is_first()
    {
        var first = await _host.DeadAsync(FailureKind.Unmappable, ErrorCodes.MissingAddress);
        await _host.DeadAsync(FailureKind.Unmappable, ErrorCodes.NoLines);
        _host.Clock.Advance(TimeSpan.FromHours(1));
        for (var i = 0; i < 6; i++) await _host.DeadAsync(FailureKind.Unmappable, ErrorCodes.MissingAddress);

        var (status, body) = await _host.GetAsync("/api/errors/groups");

        Assert.Equal((HttpStatusCode.OK, 8), (status, body.GetProperty("total").GetInt32()));
        var groups = body.GetProperty("groups").EnumerateArray().ToList();
        Assert.Equal([("MissingAddress", 7), ("NoLines", 1)], groups.Select(static g => (g.GetProperty("code").GetString()!, g.GetProperty("count").GetInt32())));
        Assert.Equal("add it in the shop", groups[0].GetProperty("cure").GetString());
        Assert.Equal("Data problem", groups[0].GetProperty("reason").GetString());
        Assert.Equal((first.Info.FirstFailedAt, _host.Clock.Now), (groups[0].GetProperty("firstFailedAt").GetDateTimeOffset(), groups[0].GetProperty("lastFailedAt").GetDateTimeOffset()));
        var sample = groups[0].GetProperty("sample");
        Assert.Equal((5, first.Id), (sample.GetArrayLength(), sample[0].GetProperty("id").GetString()));
        Assert.Equal($"https://mc.example.com/p/orders/{first.Info.OrderId}", sample[0].GetProperty("links").GetProperty("shop").GetString());
        Assert.Equal($"https://ss.example.com/search?q={first.Info.OrderNumber}", sample[0].GetProperty("links").GetProperty("shipping").GetString());

        var (_, list) = await _host.GetAsync($"/api/errors?group={groups[1].GetProperty("key").GetString()}");
        Assert.Equal("NoLines", Assert.Single(list.GetProperty("errors").EnumerateArray()).GetProperty("code").GetString());
        Assert.Single((await _host.GetAsync("/api/errors/groups?code=NoLines")).Body.GetProperty("groups").EnumerateArray());
    }

    [Fact]
    public async Task A_group_is_retried_and_the_others_stay()
    {
        for (var i = 0; i < 3; i++) await _host.DeadAsync(FailureKind.Unmappable, ErrorCodes.MissingAddress);
        await _host.DeadAsync(FailureKind.Unmappable, ErrorCodes.NoLines);
        var key = (await GroupsAsync())[0].GetProperty("key").GetString();

        var (status, done) = await _host.PostAsync("/api/errors/retry", new { group = key, by = "Kim" });

        Assert.Equal((HttpStatusCode.OK, 3), (status, done.GetProperty("count").GetInt32()));
        Assert.Equal(["NoLines"], (await GroupsAsync()).Select(static g => g.GetProperty("code").GetString()));
        Assert.All(await _host.QueuedAsync(QueueNames.Orders), static m => Assert.Equal(1, m.Retries));
        Assert.Equal(0, (await _host.PostAsync("/api/errors/retry", new { group = key })).Body.GetProperty("count").GetInt32());
    }

    [Fact]
    public async Task A_dismissed_error_is_kept_with_its_reason_and_can_be_put_back_once()
    {
        var entry = await _host.DeadAsync(FailureKind.Rejected, ErrorCodes.OverShipment);

        await _host.PostAsync("/api/errors/dismiss", new { ids = new[] { entry.Id }, reason = "counted again", by = "Kim" });

        Assert.Empty(await GroupsAsync());
        var closed = Assert.Single((await _host.GetAsync("/api/errors/closed")).Body.GetProperty("errors").EnumerateArray());
        Assert.Equal(("Dismissed", "counted again", "Kim", true), (closed.GetProperty("state").GetString(), closed.GetProperty("reason").GetString(), closed.GetProperty("by").GetString(), closed.GetProperty("canUndo").GetBoolean()));
        var history = await _host.Get<IJournal>().ReadAsync(entry.Info.OrderId!, default);
        Assert.Contains(history, static i => i.Entry?.Events is [{ Kind: OrderEventKind.Dismissed, Actor: OrderActor.Person, By: "Kim", Reason: "counted again" }]);

        var keys = new { keys = new[] { closed.GetProperty("key").GetString() } };
        Assert.Equal(1, (await _host.PostAsync("/api/errors/undo", keys)).Body.GetProperty("count").GetInt32());
        Assert.Equal(0, (await _host.PostAsync("/api/errors/undo", keys)).Body.GetProperty("count").GetInt32());
        Assert.Equal(entry.Info.OrderId, Assert.Single(await _host.QueuedAsync(QueueNames.Orders)).Id);
        Assert.Empty((await _host.GetAsync("/api/errors/closed")).Body.GetProperty("errors").EnumerateArray());
    }

    [Fact]
    public async Task A_snoozed_error_comes_back_by_itself()
    {
        var entry = await _host.DeadAsync(FailureKind.Rejected, ErrorCodes.OverShipment);
        await _host.PostAsync("/api/errors/snooze", new { ids = new[] { entry.Id }, until = _host.Clock.Now.AddHours(2) });

        Assert.Empty(await GroupsAsync());
        Assert.Single(await GroupsAsync("?tab=snoozed"));
        Assert.Single((await _host.GetAsync("/api/errors")).Body.GetProperty("errors").EnumerateArray());
        _host.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Single(await GroupsAsync());
        Assert.Empty(await GroupsAsync("?tab=snoozed"));
        await _host.PostAsync("/api/errors/snooze", new { ids = new[] { entry.Id }, until = _host.Clock.Now.AddHours(2) });
        await _host.PostAsync("/api/errors/snooze", new { ids = new[] { entry.Id } });
        Assert.Single(await GroupsAsync());
    }

    [Fact]
    public async Task Notes_and_owners_stay_with_the_error()
    {
        var entry = await _host.DeadAsync(FailureKind.Rejected, ErrorCodes.OverShipment);
        var group = (await GroupsAsync())[0].GetProperty("key").GetString();
        await _host.PostAsync("/api/errors/note", new { ids = new[] { entry.Id }, note = "<b>asked the carrier</b>", by = "Kim" });
        await _host.PostAsync("/api/errors/assign", new { group, to = "Ada" });

        var history = (await _host.GetAsync($"/api/errors/{entry.Id}")).Body.GetProperty("error").GetProperty("history");
        Assert.Equal(("<b>asked the carrier</b>", "Ada"), (history.GetProperty("note").GetString(), history.GetProperty("assignee").GetString()));
        Assert.Equal(["Ada"], (await GroupsAsync())[0].GetProperty("assignees").EnumerateArray().Select(static a => a.GetString()));
    }

    [Theory]
    [InlineData("retry", "{\"group\":\"a\",\"all\":true}", "group")]
    [InlineData("dismiss", "{\"group\":\"\"}", "group")]
    [InlineData("retry", "{\"ids\":[]}", "ids")]
    [InlineData("snooze", "{\"until\":\"2026-11-27T00:00:00Z\"}", "ids")]
    [InlineData("note", "{\"ids\":[\"1\"],\"note\":7}", "note")]
    [InlineData("undo", "{}", "keys")]
    public async Task What_cannot_be_done_is_refused_and_named(string action, string json, string field)
    {
        using var content = new StringContent(json, System.Text.Encoding.UTF8, "application/json");
        var (status, problem) = await _host.SendAsync(HttpMethod.Post, $"/api/errors/{action}", content);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.True(problem.GetProperty("errors").TryGetProperty(field, out _), problem.GetRawText());
    }

    [Fact]
    public void Every_code_has_a_cure_in_the_guide() =>
        Assert.All(typeof(ErrorCodes).GetFields().Select(static f => (string)f.GetValue(null)!), static code => Assert.False(string.IsNullOrEmpty(Connector.Operations.Api.ErrorGuide.CureOf(code)), code));

    private async Task<List<JsonElement>> GroupsAsync(string query = "") => [.. (await _host.GetAsync("/api/errors/groups" + query)).Body.GetProperty("groups").EnumerateArray()];
}
