using System.Net;
using System.Text;
using System.Text.Json;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.TestSupport;
using Xunit;

namespace Connector.Tests.Operations.Api;

public sealed class ErrorEndpointTests : IAsyncLifetime
{
    private OperationsHost _host = null!;

    public async Task InitializeAsync() => _host = await OperationsHost.StartAsync();
    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task The_list_reports_all_but_the_message()
    {
        var entry = await _host.DeadAsync(FailureKind.Unmappable, ErrorCodes.FieldTooLong);

        var (status, body) = await _host.GetAsync("/api/errors");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.False(body.GetProperty("more").GetBoolean());
        var error = Assert.Single(body.GetProperty("errors").EnumerateArray());
        Assert.Equal(entry.Id, error.GetProperty("id").GetString());
        Assert.Equal("orders", error.GetProperty("queue").GetString());
        Assert.Equal("PushOrder", error.GetProperty("messageType").GetString());
        Assert.Equal(("Unmappable", "Data problem", "Send order"), (error.GetProperty("kind").GetString(), error.GetProperty("reason").GetString(), error.GetProperty("work").GetString()));
        Assert.Equal("FieldTooLong", error.GetProperty("code").GetString());
        Assert.Equal("described FieldTooLong", error.GetProperty("description").GetString());
        Assert.Equal(entry.Info.OrderNumber, error.GetProperty("orderNumber").GetString());
        Assert.False(error.TryGetProperty("body", out _));
    }

    [Fact]
    public async Task Filters_narrow_the_list_and_count_together()
    {
        var old = await _host.DeadAsync(FailureKind.Rejected, ErrorCodes.PushRejected);
        _host.Clock.Advance(TimeSpan.FromMinutes(30));
        var young = await _host.DeadAsync(FailureKind.Rejected, ErrorCodes.PushRejected);
        var other = await _host.DeadAsync(FailureKind.Unmappable, ErrorCodes.NoLines);
        _host.Clock.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal([old.Id, young.Id], await IdsAsync("kind=rejected"));
        Assert.Equal([other.Id], await IdsAsync("code=NoLines"));
        Assert.Equal([young.Id], await IdsAsync($"order={young.Info.OrderNumber}"));
        Assert.Equal([young.Id], await IdsAsync($"order={young.Info.OrderId}"));
        Assert.Equal([old.Id], await IdsAsync("olderThanMinutes=20"));
        Assert.Equal([], await IdsAsync("olderThanMinutes=20&code=NoLines"));
    }

    [Fact]
    public async Task A_list_that_goes_on_says_so()
    {
        for (var i = 0; i < 3; i++) await _host.DeadAsync(FailureKind.Rejected, ErrorCodes.PushRejected);

        var (_, two) = await _host.GetAsync("/api/errors?take=2");
        var (_, three) = await _host.GetAsync("/api/errors?take=3");

        Assert.Equal((2, true), (two.GetProperty("errors").GetArrayLength(), two.GetProperty("more").GetBoolean()));
        Assert.Equal((3, false), (three.GetProperty("errors").GetArrayLength(), three.GetProperty("more").GetBoolean()));
    }

    [Theory]
    [InlineData("kind=Angry", "kind")]
    [InlineData("kind=3", "kind")]
    [InlineData("take=0", "take")]
    [InlineData("take=501", "take")]
    [InlineData("take=many", "take")]
    [InlineData("olderThanMinutes=-1", "olderThanMinutes")]
    [InlineData("olderThanMinutes=99999999999", "olderThanMinutes")]
    public async Task A_bad_filter_is_named(string query, string field)
    {
        var (status, body) = await _host.GetAsync($"/api/errors?{query}");

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.True(body.GetProperty("errors").TryGetProperty(field, out _), body.ToString());
    }

    [Theory]
    [InlineData("code")]
    [InlineData("order")]
    public async Task A_filter_of_a_thousand_characters_is_refused(string field)
    {
        var (status, body) = await _host.GetAsync($"/api/errors?{field}={new string('x', 1000)}");

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.True(body.GetProperty("errors").TryGetProperty(field, out _));
    }

    [Fact]
    public async Task One_error_comes_with_its_message()
    {
        var message = A.PushOrder();
        var entry = await _host.DeadAsync(FailureKind.Rejected, ErrorCodes.PushRejected, message);

        var (status, body) = await _host.GetAsync($"/api/errors/{entry.Id}");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(entry.Id, body.GetProperty("error").GetProperty("id").GetString());
        var sent = JsonDocument.Parse(body.GetProperty("body").GetProperty("text").GetString()!).RootElement;
        Assert.Equal(message.Id, sent.GetProperty("id").GetString());
    }

    [Fact]
    public async Task An_unknown_error_is_not_found() => Assert.Equal(HttpStatusCode.NotFound, (await _host.GetAsync("/api/errors/4711")).Status);

    [Fact]
    public async Task Retry_puts_the_chosen_ones_back_and_reports_it_in_their_history()
    {
        var chosen = await _host.DeadAsync(FailureKind.Rejected, ErrorCodes.PushRejected, A.PushOrder(null, static m => m with { Attempt = 4 }));
        var left = await _host.DeadAsync(FailureKind.Rejected, ErrorCodes.PushRejected);

        var (status, body) = await _host.PostAsync("/api/errors/retry", new { ids = new[] { chosen.Id, "4711", chosen.Id } });

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(1, body.GetProperty("count").GetInt32());
        var queued = Assert.Single(await _host.QueuedAsync(QueueNames.Orders));
        Assert.Equal((chosen.Info.OrderId, 0), (queued.Id, queued.Attempt));
        Assert.Equal([left.Id], await IdsAsync(""));
        var reported = Assert.Single(await _host.Get<IJournal>().ReadAsync(chosen.Info.OrderId!, default)).Entry;
        Assert.Equal((JournalKind.Decision, "Send order: retried from the error queue by an operator", "PushRejected"), (reported!.Kind, reported.Text, reported.Code));
    }

    [Fact]
    public async Task Dismiss_removes_the_chosen_ones_for_good()
    {
        var chosen = await _host.DeadAsync(FailureKind.Rejected, ErrorCodes.PushRejected);
        var left = await _host.DeadAsync(FailureKind.Rejected, ErrorCodes.PushRejected);

        var (_, body) = await _host.PostAsync("/api/errors/dismiss", new { ids = new[] { chosen.Id } });

        Assert.Equal(1, body.GetProperty("count").GetInt32());
        Assert.Empty(await _host.QueuedAsync(QueueNames.Orders));
        Assert.Equal([left.Id], await IdsAsync(""));
        Assert.Equal("Send order: dismissed from the error queue by an operator", Assert.Single(await _host.Get<IJournal>().ReadAsync(chosen.Info.OrderId!, default)).Entry!.Text);
    }

    [Theory]
    [InlineData("retry", 501)]
    [InlineData("dismiss", 0)]
    [InlineData("replay", 501)]
    [InlineData("discard", 0)]
    public async Task All_means_all_beyond_one_page(string action, int queued)
    {
        var queue = _host.Get<IWorkQueue>();
        await queue.SendAsync(QueueNames.Orders, [.. Enumerable.Range(0, 501).Select(static _ => A.PushOrder())], null, default);
        var taken = await queue.ReceiveAsync(QueueNames.Orders, 501, TimeSpan.FromMinutes(5), default);
        var info = new DeadLetterInfo(FailureKind.Rejected, ErrorCodes.PushRejected, "refused", null, null, null, _host.Clock.Now);
        await queue.SettleAsync([.. taken.Select(m => (m, (Settlement)new Settlement.DeadLetter(info)))], default);

        var (status, body) = await _host.PostAsync($"/api/errors/{action}", new { all = true });

        Assert.Equal((HttpStatusCode.OK, 501), (status, body.GetProperty("count").GetInt32()));
        Assert.Equal((queued, 0), ((int)(await queue.PeekDepthAsync(QueueNames.Orders, default)).Ready, (int)(await queue.PeekDepthAsync(QueueNames.Orders, default)).Dead));
    }

    [Theory]
    [InlineData("{}", "ids")]
    [InlineData("null", "ids")]
    [InlineData("""{"ids":[]}""", "ids")]
    [InlineData("""{"all":false}""", "ids")]
    [InlineData("""{"ids":["1",null]}""", "ids")]
    [InlineData("""{"ids":[1]}""", "ids[0]")]
    [InlineData("""{"ids":["1"],"all":true}""", "all")]
    [InlineData("""{"all":"yes"}""", "all")]
    [InlineData("""{"all":true,"code":"NoLines"}""", "code")]
    [InlineData("""{"all":tr""", "all")]
    [InlineData("<html>", "body")]
    public async Task A_bad_selection_changes_nothing_and_is_named(string json, string field)
    {
        await _host.DeadAsync(FailureKind.Rejected, ErrorCodes.PushRejected);

        foreach (var action in new[] { "retry", "dismiss", "replay", "discard" })
        {
            var (status, body) = await _host.SendAsync(HttpMethod.Post, $"/api/errors/{action}", new StringContent(json, Encoding.UTF8, "application/json"));
            Assert.Equal(HttpStatusCode.BadRequest, status);
            Assert.True(body.GetProperty("errors").TryGetProperty(field, out _), body.ToString());
        }

        Assert.Single(await IdsAsync(""));
    }

    [Fact]
    public async Task A_selection_beyond_the_limits_is_refused()
    {
        var (many, _) = await _host.PostAsync("/api/errors/dismiss", new { ids = Enumerable.Range(0, 1001).Select(static i => $"{i}") });
        var (large, _) = await _host.PostAsync("/api/errors/dismiss", new { ids = new[] { new string('1', 70_000) } });
        var (form, _) = await _host.SendAsync(HttpMethod.Post, "/api/errors/dismiss", new StringContent("""{"all":true}""", Encoding.UTF8, "text/plain"));

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.UnsupportedMediaType), (many, large, form));
    }

    private async Task<IEnumerable<string?>> IdsAsync(string query)
    {
        var (status, body) = await _host.GetAsync($"/api/errors?{query}");
        Assert.Equal(HttpStatusCode.OK, status);
        return body.GetProperty("errors").EnumerateArray().Select(static e => e.GetProperty("id").GetString());
    }
}
