using System.Net;
using Connector.Core.Model.Labels;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.Core.Ports.Labels;
using Connector.Core.Rules.Labels;
using Connector.Tests.Core.Engine.Watch;
using Connector.Tests.Journeys;
using Connector.TestSupport;
using Microsoft.Extensions.DependencyInjection;
using PdfSharp.Pdf.IO;
using Xunit;

namespace Connector.Tests.Operations.Api;

public sealed class LabelEndpointTests : IAsyncLifetime
{
    private OperationsHost _host = null!;

    public async Task InitializeAsync() => _host = await OperationsHost.StartAsync(static services => services.AddSingleton(new LabelRules
    {
        Mode = LabelMode.Buy, Currency = "USD", Guards = new LabelGuards { MaxPrice = 40, Caps = [new LabelCap { Per = CapPeriod.Day, Money = 100, Labels = 10 }] }
    }));

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Labels_are_listed_with_what_may_be_done_and_how_many_there_are()
    {
        await PutAsync(Proposed("a"), Proposed("b") with { State = LabelState.Bought, Location = "east" });

        var (status, body) = await _host.GetAsync("/api/labels?state=proposed");

        var label = Assert.Single(body.GetProperty("labels").EnumerateArray());
        Assert.Equal((HttpStatusCode.OK, "a/1", "Proposed", 5m, 5.95m), (status, label.Text("id"), label.Text("status"), label.GetProperty("price").GetDecimal(), label.GetProperty("charged").GetDecimal()));
        Assert.Equal(["approve", "dismiss"], label.GetProperty("actions").EnumerateArray().Select(a => a.GetString()));
        Assert.Equal((1, 1), (body.GetProperty("counts").GetProperty("Proposed").GetInt32(), body.GetProperty("counts").GetProperty("Bought").GetInt32()));
        Assert.Equal("b/1", Assert.Single((await _host.GetAsync("/api/labels?location=east")).Body.GetProperty("labels").EnumerateArray()).Text("id"));
    }

    [Theory]
    [InlineData("/api/labels?state=nonsense")]
    [InlineData("/api/labels?state=1")]
    [InlineData("/api/labels?take=0")]
    [InlineData("/api/labels?from=yesterday")]
    [InlineData("/api/labels/report?format=xls")]
    [InlineData("/api/labels/report?from=2026-01-02&to=2026-01-01")]
    [InlineData("/api/labels/documents")]
    [InlineData("/api/labels/document")]
    [InlineData("/api/labels/document?id=a/1&kind=picture")]
    public async Task A_query_that_cannot_be_meant_is_refused(string path) => Assert.Equal(HttpStatusCode.BadRequest, (await _host.GetAsync(path)).Status);

    [Fact]
    public async Task One_proposal_or_all_of_a_filter_are_approved_by_name()
    {
        await PutAsync(Proposed("a"), Proposed("b") with { Location = "east" }, Proposed("c") with { Location = "west" });

        Assert.Equal(1, (await _host.PostAsync("/api/labels/approve", new { ids = new[] { "a/1" }, by = "Ada\r\nX" })).Body.GetProperty("count").GetInt32());
        Assert.Equal(1, (await _host.PostAsync("/api/labels/approve", new { all = true, location = "east" })).Body.GetProperty("count").GetInt32());

        Assert.Equal((LabelState.Approved, "AdaX"), await StateAsync("a/1"));
        Assert.Equal((LabelState.Approved, "page"), await StateAsync("b/1"));
        Assert.Equal((LabelState.Proposed, null), await StateAsync("c/1"));
    }

    [Theory]
    [InlineData("approve", """{"all": true, "ids": ["a/1"]}""")]
    [InlineData("approve", """{"all": true, "locaton": "east"}""")]
    [InlineData("approve", """{"ids": ["a/1"], "location": "east"}""")]
    [InlineData("approve", "{}")]
    [InlineData("void", """{"all": true}""")]
    [InlineData("dismiss", """{"all": true}""")]
    [InlineData("release", "[]")]
    [InlineData("another", """{"ids": []}""")]
    [InlineData("pause", """{"acount": "eu"}""")]
    public async Task A_body_that_cannot_be_meant_changes_nothing(string action, string body)
    {
        await PutAsync(Proposed("a"));

        var (status, _) = await _host.SendAsync(HttpMethod.Post, "/api/labels/" + action, new StringContent(body, System.Text.Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal((LabelState.Proposed, null), await StateAsync("a/1"));
        Assert.Null(await _host.Get<IFlowPauses>().GetAsync(QueueNames.Labels, default));
    }

    [Theory]
    [InlineData("Remote", "192.0.2.7", HttpStatusCode.NotFound)]
    [InlineData("Host", "evil.example", HttpStatusCode.NotFound)]
    [InlineData("Origin", "https://evil.example", HttpStatusCode.Forbidden)]
    public async Task Strangers_neither_approve_nor_stop(string header, string value, HttpStatusCode expected)
    {
        await PutAsync(Proposed("a"));
        foreach (var path in (string[])["approve", "void", "pause"])
            Assert.Equal(expected, (await _host.SendAsync(HttpMethod.Post, "/api/labels/" + path, new StringContent("""{"ids":["a/1"]}""", System.Text.Encoding.UTF8, "application/json"), (header, value))).Status);

        Assert.Equal((LabelState.Proposed, null), await StateAsync("a/1"));
        if (expected == HttpStatusCode.NotFound) Assert.Equal(expected, (await _host.GetAsync("/api/labels/document?id=a/1", (header, value))).Status);
    }

    [Fact]
    public async Task The_kill_switch_pauses_the_flow_and_it_is_resumed_like_any()
    {
        Assert.Equal("labels", (await _host.PostAsync("/api/labels/pause", new { by = "ada" })).Body.Text("flow"));
        Assert.Equal("paused by ada", (await _host.Get<IFlowPauses>().GetAsync(QueueNames.Labels, default))!.Reason);

        Assert.True((await _host.PostAsync("/api/flows/labels/resume", new { })).Body.GetProperty("wasPaused").GetBoolean());
    }

    [Fact]
    public async Task A_label_is_shown_with_its_story_and_so_is_its_order()
    {
        await PutAsync(Proposed("a"));
        await _host.Get<ISyncStore>().WriteAsync([A.SyncRow(LabelRowSample.OrderId)], default);

        Assert.Equal("light", (await _host.GetAsync("/api/labels/show?id=a/1")).Body.GetProperty("history").Text("rule"));
        Assert.Equal(HttpStatusCode.NotFound, (await _host.GetAsync("/api/labels/show?id=b/1")).Status);
        var label = Assert.Single((await _host.GetAsync($"/api/orders/{LabelRowSample.OrderId}/trace")).Body.GetProperty("labels").EnumerateArray());
        Assert.Equal(2, label.GetProperty("history").GetProperty("offers").GetArrayLength());
    }

    [Fact]
    public async Task Spending_is_shown_against_each_cap()
    {
        var (now, zone) = (_host.Clock.GetUtcNow(), TimeZoneInfo.Utc);
        var local = TimeZoneInfo.ConvertTime(now, zone);
        await _host.Get<ISpendLedger>().ReserveAsync(new Spend("a/1#1", "default", "", DateOnly.FromDateTime(local.DateTime), local.Hour, 40m, "USD"), static _ => true, default);

        var body = (await _host.GetAsync("/api/labels/spending")).Body;

        var caps = body.GetProperty("caps").EnumerateArray().ToDictionary(c => c.Text("account")!, c => (c.GetProperty("spent").GetDecimal(), c.GetProperty("money").GetDecimal(), c.GetProperty("labels").GetInt32()));
        Assert.Equal((40m, 100m, 1), caps["default"]);
        Assert.Equal((0m, 100m, 0), caps["eu"]);
        Assert.Equal(40m, Assert.Single(body.GetProperty("days").EnumerateArray()).GetProperty("amount").GetDecimal());
    }

    [Fact]
    public async Task Documents_are_served_by_their_type_one_by_one_and_as_one_pdf_in_order()
    {
        var now = _host.Clock.GetUtcNow();
        await PutAsync(Bought("a") with { Location = "west", OrderNumber = "US-1" }, Bought("b") with { Location = "east", OrderNumber = "US-2" });
        await KeepAsync("a/1", "pdf", MergedPdfTests.Pdf(200));
        await KeepAsync("b/1", "pdf", MergedPdfTests.Pdf(300));

        using var one = await _host.Http.GetAsync("/api/labels/document?id=a/1");
        using var all = await _host.Http.GetAsync($"/api/labels/documents?from={now.AddHours(-1):yyyy-MM-ddTHH:mm:ssZ}");

        Assert.Equal(("application/pdf", "label-US-1-1.pdf", "no-store"), (one.Content.Headers.ContentType!.MediaType, one.Content.Headers.ContentDisposition!.FileName, one.Headers.CacheControl!.ToString()));
        using var read = PdfReader.Open(new MemoryStream(await all.Content.ReadAsByteArrayAsync()), PdfDocumentOpenMode.Import);
        Assert.Equal([300d, 200d], read.Pages.Cast<PdfSharp.Pdf.PdfPage>().Select(page => Math.Round(page.Width.Point)));
        Assert.Equal(HttpStatusCode.NotFound, (await _host.GetAsync("/api/labels/documents?batch=other")).Status);
    }

    [Theory]
    [InlineData("zpl", "^XA^XZ", HttpStatusCode.OK, "application/zpl")]
    [InlineData("pdf", "<html>Ada</html>", HttpStatusCode.Conflict, "application/problem+json")]
    [InlineData("none", "", HttpStatusCode.Conflict, "application/problem+json")]
    public async Task A_document_that_cannot_be_merged_is_named_and_not_logged(string format, string content, HttpStatusCode alone, string type)
    {
        await PutAsync(Bought("a") with { BatchId = "wave" }, Bought("b") with { BatchId = "wave", OrderNumber = "US-2" });
        if (format != "none") await KeepAsync("a/1", format, System.Text.Encoding.ASCII.GetBytes(content));
        await KeepAsync("b/1", "pdf", MergedPdfTests.Pdf(200));

        using var one = await _host.Http.GetAsync("/api/labels/document?id=a/1");
        var (status, body) = await _host.GetAsync("/api/labels/documents?batch=wave");
        using var others = await _host.Http.GetAsync("/api/labels/documents?batch=wave&leaveOut=true");

        Assert.Equal((alone, type), (one.StatusCode, one.Content.Headers.ContentType!.MediaType));
        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.StartsWith("1 of 2 documents cannot be merged: US-1: ", body.Text("detail"), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.OK, "application/pdf"), (others.StatusCode, others.Content.Headers.ContentType!.MediaType));
        Assert.DoesNotContain(_host.Log, line => line.Contains("Ada", StringComparison.Ordinal) || line.Contains("^XA", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_report_comes_as_json_and_as_csv()
    {
        await PutAsync(Bought("a"));
        var to = $"{_host.Clock.GetUtcNow().AddDays(1):yyyy-MM-dd}";

        Assert.Equal(6m, Assert.Single((await _host.GetAsync("/api/labels/report?to=" + to)).Body.GetProperty("totals").EnumerateArray()).GetProperty("bought").GetDecimal());
        using var csv = await _host.Http.GetAsync($"/api/labels/report?format=csv&to={to}");
        Assert.Equal("text/csv", csv.Content.Headers.ContentType!.MediaType);
        Assert.Contains("US-1,a/1,default", await csv.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private LabelRow Proposed(string key) => LabelRowSample.Proposed(_host.Clock.GetUtcNow()) with { Id = key + "/1", OrderKey = key };

    private LabelRow Bought(string key)
    {
        var row = LabelRowSample.Bought(_host.Clock.GetUtcNow());
        return row with { Id = key + "/1", OrderKey = key, Purchase = row.Purchase! with { DocumentId = key + "/1" } };
    }

    private async Task PutAsync(params LabelRow[] rows) => await _host.Get<ILabelStore>().WriteAsync(rows, default);

    private Task KeepAsync(string id, string format, byte[] content) => _host.Get<ILabelArchive>().PutAsync(id, format, content, _host.Clock.GetUtcNow().AddDays(1), default);

    private async Task<(LabelState State, string? By)> StateAsync(string id)
    {
        var row = await _host.Get<ILabelStore>().FindAsync(id, default);
        return (row!.State, row.DecidedBy);
    }
}
