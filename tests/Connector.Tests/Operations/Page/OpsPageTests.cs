using System.Net;
using System.Text.RegularExpressions;
using Connector.Core.Model.Labels;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Ports;
using Connector.Core.Ports.Labels;
using Connector.Core.Rules.Labels;
using Connector.Tests.Core.Engine.Watch;
using Connector.Tests.Operations.Api;
using Connector.TestSupport;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Connector.Tests.Operations.Page;

public sealed partial class OpsPageTests : IAsyncLifetime
{
    private const string Script = "<script>alert(1)</script>";
    private static readonly DateTimeOffset T0 = ManualTimeProvider.Start;
    private static readonly string[] s_views = ["/ops", "/ops/orders", "/ops/order?q=US-1", "/ops/attention", "/ops/attention?tab=snoozed", "/ops/attention?tab=resolved", "/ops/labels", "/ops/system"];
    private OperationsHost _host = null!;
    private PageReader _page = null!;

    public async Task InitializeAsync()
    {
        _host = await OperationsHost.StartAsync(static services => services.AddSingleton(new LabelRules { Mode = LabelMode.Propose, Currency = "USD", Guards = new LabelGuards { Caps = [new LabelCap { Per = CapPeriod.Day, Money = 100 }] } }));
        _page = PageReader.At(_host.Http.BaseAddress!);
        await _host.Get<IOrderIndex>().PutAsync(
            [
                Order("US-1") with { Progress = OrderProgress.InShipStation, Deadline = T0.AddMinutes(-1), DeadlineOf = PromiseKind.Label, Country = "US", Locations = ["east"], DueAt = T0.AddHours(-3), SentAt = T0.AddHours(-2) },
                Order("US-2") with { Progress = OrderProgress.Waiting, Blocker = "Waiting for payment" },
                Order("DE-3") with { Progress = OrderProgress.Shipped, Tracking = ["9400"], LabelledAt = T0.AddHours(-1), DueAt = T0.AddHours(-4) }
            ],
            default);
        await _host.Get<IJournal>().AppendAsync([new JournalEntry(T0.AddHours(-2), JournalKind.Outcome, "id-US-1", "US-1", "created") { Events = [new OrderEvent(OrderEventKind.Sent, OrderActor.Connector, "Sent to ShipStation")] }], default);
    }

    public async Task DisposeAsync()
    {
        await _page.DisposeAsync();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task Every_view_and_all_that_it_links_to_is_there_and_comes_from_nowhere_else()
    {
        await FailAsync("US-1");
        await PutLabelAsync("a");
        var wanted = new Queue<string>(["/ops"]);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (wanted.TryDequeue(out var path))
        {
            if (!seen.Add(path)) continue;
            using var response = await _host.Http.GetAsync(path);
            // Without a vendor nothing can be compared.
            if (path.StartsWith("/ops/preview", StringComparison.Ordinal) || path.StartsWith("/ops/labels/documents", StringComparison.Ordinal)) continue;
            Assert.Equal((path, HttpStatusCode.OK), (path, response.StatusCode));
            var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
            Assert.StartsWith("default-src 'none'; script-src 'self'; style-src 'self';", policy, StringComparison.Ordinal);
            Assert.Contains("form-action 'self'", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            var text = await response.Content.ReadAsStringAsync();
            Assert.DoesNotMatch("src=\"(?!/ops/)|href=\"(?!/ops|#|data:)|innerHTML|outerHTML|insertAdjacentHTML|document\\.write|eval\\(|style=\"|<script>| on[a-z]+=\"|(?i)replay|discard|dead letter", text);
            foreach (Match link in Links().Matches(text)) wanted.Enqueue(WebUtility.HtmlDecode(link.Groups["file"].Value));
        }
        Assert.Superset(new HashSet<string>(["/ops/ops.css", "/ops/ops.js", "/ops/orders", "/ops/attention", "/ops/labels", "/ops/system", "/ops/api", "/ops/order?q=US-1", "/ops/orders?promise=breached"], StringComparer.Ordinal), seen);
    }

    [Fact]
    public async Task Views_have_landmarks_one_heading_and_names_for_all_that_is_filled_in()
    {
        await FailAsync("US-1");
        await PutLabelAsync("a");
        foreach (var view in s_views)
        {
            var html = await _page.HtmlAsync(view);
            Assert.All(new[] { "<html lang=\"en\">", "<header>", "<main id=\"main\"", "<nav aria-label=\"Views\">", "<footer>", "<a class=\"skip\" href=\"#main\">" }, part => Assert.Contains(part, html, StringComparison.Ordinal));
            Assert.Equal((view, 1), (view, Regex.Count(html, "<h1", RegexOptions.ExplicitCapture)));
            Assert.Equal((view, Regex.Count(html, "<table", RegexOptions.ExplicitCapture)), (view, Regex.Count(html, "<caption", RegexOptions.ExplicitCapture)));
            // One entry of the navigation is the present one, on every view of it.
            Assert.Contains("aria-current=\"page\"", html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_comes_from_outside_shows_as_text()
    {
        await _host.Get<IOrderIndex>().PutAsync([Order(Script) with { Blocker = Script, Method = Script, Tracking = [Script] }], default);
        await FailAsync(Script);
        await _page.SubmitAsync("/ops/attention", "/ops/name", ("name", Script));

        foreach (var view in new[] { "/ops", "/ops/orders", "/ops/orders?q=" + Uri.EscapeDataString(Script), "/ops/order?q=" + Uri.EscapeDataString(Script), "/ops/attention", "/ops/order?q=none" + Uri.EscapeDataString(Script), "/ops/orders?status=" + Uri.EscapeDataString(Script) })
        {
            var html = await _page.HtmlAsync(view);
            Assert.DoesNotContain("<script>", html, StringComparison.Ordinal);
            Assert.DoesNotContain("alert(1)</script", html, StringComparison.Ordinal);
        }
        Assert.Contains("&lt;script&gt;alert(1)", await _page.HtmlAsync("/ops/orders"), StringComparison.Ordinal);
    }

    public static TheoryData<string, string[], string[]> Shown => new()
    {
        { "/ops", ["Late 1", "Waiting 1 1 not sent yet, 0 on hold", "In ShipStation 1", "Labelled today 1 half of them within 3 h", "US-1", "Needs attention 0"], [] },
        { "/ops/orders", ["US-1", "US-2", "DE-3", "Waiting for payment", "Late: Label by", "3 orders"], [] },
        { "/ops/orders?promise=breached", ["US-1", "1 order"], ["US-2", "DE-3"] },
        { "/ops/orders?status=waiting,onHold", ["US-2"], ["US-1", "DE-3"] },
        { "/ops/orders?q=none", ["No order matches.", "Nothing is found for “none”"], [] },
        { "/ops/orders?status=nonsense", ["status: must be open or names out of"], ["US-1"] },
        { "/ops/order?q=us-1", ["Order US-1", "In ShipStation", "Sent to ShipStation", "Connector", "Label by", "(late)"], [] },
        { "/ops/order?q=none", ["No order found", "No order is found for “none”"], [] },
        { "/ops/labels", ["Labels", "proposed, somebody approves", "Today, default: 0.00 USD of 100.00 USD", "No labels yet."], [] },
        { "/ops/system", ["Pause and resume", "Sending orders runs", "Queues", "API calls left"], [] },
        { "/ops/nothing", ["There is no such view."], [] }
    };

    [Theory]
    [MemberData(nameof(Shown))]
    public async Task A_view_says_what_is_asked_for(string view, string[] words, string[] not)
    {
        var text = PageReader.Text(await _page.HtmlAsync(view));

        Assert.All(words, word => Assert.Contains(word, text, StringComparison.Ordinal));
        Assert.All(not, word => Assert.DoesNotContain(word, text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("US-1", "/ops/order?q=US-1")]
    [InlineData("de", "/ops/orders?q=de")]
    [InlineData("us-", "/ops/orders?q=us-")]
    [InlineData("e-3", "/ops/order?q=DE-3")]
    [InlineData("9400", "/ops/order?q=DE-3")]
    [InlineData("none", "/ops/orders?q=none")]
    public async Task A_search_leads_to_the_one_order_or_to_the_list(string words, string address) => Assert.Equal(address, (await _page.GetAsync("/ops/search?q=" + Uri.EscapeDataString(words))).Location);

    [Fact]
    public async Task Errors_are_grouped_with_their_cure_retried_dismissed_with_a_reason_and_put_back()
    {
        await FailAsync("US-1");
        await FailAsync("US-2");
        var text = PageReader.Text(await _page.HtmlAsync("/ops/attention"));
        Assert.All(new[] { "2 errors in 1 group.", "Data problem", "How to fix", "described MissingAddress" }, word => Assert.Contains(word, text, StringComparison.Ordinal));
        var group = Group().Match(await _page.HtmlAsync("/ops/attention")).Groups["key"].Value;

        var (status, address) = await _page.SubmitAsync("/ops/attention", "/ops/attention/retry", ("group", group));
        Assert.Equal(HttpStatusCode.SeeOther, status);
        Assert.Matches("^/ops/attention\\?done=retry&n=2&retry=[^&]+$", address);
        text = PageReader.Text(await _page.HtmlAsync(address!));
        Assert.Contains("Retrying 2 errors.", text, StringComparison.Ordinal);
        Assert.Contains("Retry under way: 2 of 2 put back: 0 succeeded, 2 under way.", text, StringComparison.Ordinal);
        Assert.Contains("done=retry-runs", (await _page.SubmitAsync("/ops/attention", "/ops/attention/retry", ("group", group))).Location, StringComparison.Ordinal);
        Assert.Equal(2, (await _host.QueuedAsync(QueueNames.Orders)).Count);

        var entry = await FailAsync("US-3");
        Assert.EndsWith("done=no-reason&n=0", (await _page.SubmitAsync("/ops/attention", "/ops/attention/dismiss", ("ids", entry.Id))).Location, StringComparison.Ordinal);
        Assert.EndsWith("done=dismiss&n=1", (await _page.SubmitAsync("/ops/attention", "/ops/attention/dismiss", ("ids", entry.Id), ("reason", "a test order"))).Location, StringComparison.Ordinal);
        var closed = await _page.HtmlAsync("/ops/attention?tab=resolved");
        Assert.Contains("a test order", PageReader.Text(closed), StringComparison.Ordinal);
        Assert.EndsWith("done=undo&n=1", (await _page.SubmitAsync("/ops/attention?tab=resolved", "/ops/attention/undo", ("keys", Keys().Match(closed).Groups["key"].Value))).Location, StringComparison.Ordinal);
        Assert.Single(await _host.QueuedAsync(QueueNames.Orders));
    }

    [Fact]
    public async Task A_value_is_set_for_one_order_and_removed()
    {
        Assert.EndsWith("done=no-value&n=0", (await _page.SubmitAsync("/ops/order?q=US-1", "/ops/order/override", ("order", "id-US-1"), ("field", "shipTo.country"), ("value", "nonsense"))).Location, StringComparison.Ordinal);
        Assert.EndsWith("done=override&n=1", (await _page.SubmitAsync("/ops/order?q=US-1", "/ops/order/override", ("order", "id-US-1"), ("field", "shipTo.country"), ("value", "FR"))).Location, StringComparison.Ordinal);
        Assert.Contains("shipTo.country is FR by an operator", PageReader.Text(await _page.HtmlAsync("/ops/order?q=US-1")), StringComparison.Ordinal);
        Assert.EndsWith("done=override-removed&n=1", (await _page.SubmitAsync("/ops/order?q=US-1", "/ops/order/override-remove", ("order", "id-US-1"), ("field", "shipTo.country"))).Location, StringComparison.Ordinal);
        Assert.DoesNotContain("shipTo.country is FR", PageReader.Text(await _page.HtmlAsync("/ops/order?q=US-1")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Errors_are_snoozed_noted_and_assigned_by_name()
    {
        var entry = await FailAsync("US-1");
        await _page.SubmitAsync("/ops", "/ops/name", ("name", "Ada"));

        await _page.SubmitAsync("/ops/attention", "/ops/attention/assign", ("ids", entry.Id), ("to", "Grace"));
        await _page.SubmitAsync("/ops/attention", "/ops/attention/note", ("ids", entry.Id), ("note", "asked the customer"));
        Assert.EndsWith("done=snooze&n=1", (await _page.SubmitAsync("/ops/attention", "/ops/attention/snooze", ("ids", entry.Id), ("hours", "24"))).Location, StringComparison.Ordinal);

        var known = Assert.Single(await _host.Get<IErrorCases>().GetAsync([ErrorCase.KeyOf(entry.MessageType, entry.Info.OrderId, entry.Id)], default));
        Assert.Equal(("Grace", "asked the customer", _host.Clock.Now.AddDays(1), "Ada"), (known.Assignee, known.Note, known.SnoozedUntil, known.By));
        Assert.Contains("Nothing needs attention.", PageReader.Text(await _page.HtmlAsync("/ops/attention")), StringComparison.Ordinal);
        Assert.Contains("1 error in 1 group.", PageReader.Text(await _page.HtmlAsync("/ops/attention?tab=snoozed")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Proposals_are_approved_one_by_one_or_all_of_a_filter()
    {
        await PutLabelAsync("a");
        await PutLabelAsync("b");
        await PutLabelAsync("c", "west");

        Assert.EndsWith("done=approve&n=1", (await _page.SubmitAsync("/ops/labels", "/ops/labels/approve", ("ids", "a/1"))).Location, StringComparison.Ordinal);
        Assert.EndsWith("done=approve&n=1", (await _page.SubmitAsync("/ops/labels", "/ops/labels/approve-all", ("location", "west"))).Location, StringComparison.Ordinal);
        Assert.Equal(
            [("a/1", LabelState.Approved), ("b/1", LabelState.Proposed), ("c/1", LabelState.Approved)],
            (await _host.Get<ILabelStore>().ListAsync(new LabelFilter(), null, 10, default)).Rows.Select(static row => (row.Id, row.State)).OrderBy(static r => r.Id, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Work_is_paused_and_resumed()
    {
        Assert.EndsWith("done=pause&n=1", (await _page.SubmitAsync("/ops/system", "/ops/flows/pause", ("flow", "orders"))).Location, StringComparison.Ordinal);
        Assert.Contains("Paused: sending orders", PageReader.Text(await _page.HtmlAsync("/ops")), StringComparison.Ordinal);
        Assert.EndsWith("done=resume&n=0", (await _page.SubmitAsync("/ops/system", "/ops/flows/resume", ("flow", "orders"))).Location, StringComparison.Ordinal);
        Assert.EndsWith("done=no-flow&n=0", (await _page.SubmitAsync("/ops/system", "/ops/flows/pause", ("flow", "nothing"))).Location, StringComparison.Ordinal);
        Assert.Null(await _host.Get<IFlowPauses>().GetAsync("orders", default));
    }

    [Fact]
    public async Task A_form_that_is_not_of_this_page_changes_nothing()
    {
        var entry = await FailAsync("US-1");
        (string, string)[] fields = [("ids", entry.Id), ("back", "/ops")];
        var token = Token().Match(await _page.HtmlAsync("/ops")).Groups["value"].Value;
        await using var other = PageReader.At(_host.Http.BaseAddress!);

        Assert.Equal(HttpStatusCode.Forbidden, (await _page.PostAsync("/ops/attention/retry", fields)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await _page.PostAsync("/ops/attention/retry", [("form-token", "x"), .. fields])).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await other.PostAsync("/ops/attention/retry", [("form-token", token), .. fields])).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await _page.PostAsync("/ops/attention/retry", [("form-token", token), .. fields], ("Origin", "https://evil.example"))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await _page.PostAsync("/ops/attention/retry", [("form-token", token), .. fields], ("Sec-Fetch-Site", "cross-site"))).Status);
        Assert.NotNull(await _host.Get<IErrorQueue>().GetAsync(entry.Id, default));
        Assert.Equal(HttpStatusCode.SeeOther, (await _page.PostAsync("/ops/attention/retry", [("form-token", token), .. fields], ("Sec-Fetch-Site", "same-origin"))).Status);
    }

    [Theory]
    [InlineData("https://evil.example/ops")]
    [InlineData("//evil.example")]
    [InlineData("/opsevil")]
    [InlineData("/ops\\evil")]
    public async Task A_form_leads_to_the_page_and_to_nothing_else(string back)
    {
        var token = Token().Match(await _page.HtmlAsync("/ops")).Groups["value"].Value;

        Assert.Equal("/ops?done=name&n=1", (await _page.PostAsync("/ops/name", [("form-token", token), ("back", back), ("name", "Ada")])).Location);
    }

    [Fact]
    public async Task The_list_of_orders_is_there_as_CSV()
    {
        var csv = await _page.HtmlAsync("/ops/orders.csv?promise=breached");

        Assert.StartsWith("order,id,status", csv, StringComparison.Ordinal);
        Assert.Equal(2, csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task Who_is_not_at_this_machine_sees_nothing()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await _host.GetAsync("/ops", ("Remote", "10.0.0.1"))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await _host.GetAsync("/ops", ("Host", "evil.example"))).Status);
    }

    private Task<ErrorQueueEntry> FailAsync(string number) =>
        _host.DeadAsync(FailureKind.Unmappable, ErrorCodes.MissingAddress, A.PushOrder("id-" + number) with { OrderNumber = number });

    private async Task PutLabelAsync(string order, string location = "") => await _host.Get<ILabelStore>().WriteAsync([LabelRowSample.Proposed(_host.Clock.GetUtcNow()) with { Id = order + "/1", OrderKey = order, Location = location }], default);

    private static OrderSummary Order(string number) => new() { OrderId = "id-" + number, OrderNumber = number, PlacedAt = T0.AddHours(-5), UpdatedAt = T0 };

    [GeneratedRegex("(?:href|src)=\"(?<file>/ops[^\"]*)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Links();

    [GeneratedRegex("name=\"group\" value=\"(?<key>[0-9a-f]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Group();

    [GeneratedRegex("name=\"keys\" value=\"(?<key>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Keys();

    [GeneratedRegex("name=\"form-token\" value=\"(?<value>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Token();
}
