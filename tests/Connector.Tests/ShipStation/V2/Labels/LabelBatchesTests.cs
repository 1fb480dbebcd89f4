using System.Net;
using Connector.Core.Model.Labels;
using Connector.Core.Model.Messages;
using Connector.Core.Ports.Labels;
using Connector.Tests.ShipStation.Doubles;
using Connector.Tests.ShipStation.Labels.Doubles;
using Xunit;

namespace Connector.Tests.ShipStation.V2.Labels;

public sealed class LabelBatchesTests
{
    private const string Ended =
        """
        { "batch_id": "se-650001", "batch_number": "650001", "external_batch_id": "wave-1", "batch_notes": "Morning wave", "created_at": "2026-03-04T17:30:00Z", "processed_at": "2026-03-04T17:30:09Z",
          "status": "completed_with_errors", "count": 2, "errors": 1, "warnings": 0, "completed": 1, "forms": 0, "process_errors": [], "label_download": { "href": "https://api.shipstation.com/v2/downloads/12/Bt9/labels-650001.pdf" },
          "form_download": {}, "paperless_download": null }
        """;

    private readonly Rig _rig = new() { Options = { V2ApiKey = "v2-key-1" } };

    private ILabelBatches Batches => _rig.Labels.Batches!;

    private Task<BatchStart> ProcessAsync() => Batches.ProcessAsync("se-650001", new BatchProcess(new DateOnly(2026, 3, 4)), default);

    [Fact]
    public async Task A_batch_is_created_without_buying()
    {
        _rig.Http.Then((HttpStatusCode)207, Ended.Replace("completed_with_errors", "open", StringComparison.Ordinal));
        var batch = await Batches.CreateAsync(new BatchRequest("wave-1", [812000451, 812000452], ["se-9300001"]) { Notes = "Morning wave" }, default);
        var sent = Assert.Single(_rig.Http.Requests);
        Assert.Equal(("POST", "/v2/batches"), (sent.Method, sent.PathAndQuery));
        Sample.IsJson("""{ "external_batch_id": "wave-1", "batch_notes": "Morning wave", "shipment_ids": [ "se-812000451", "se-812000452" ], "rate_ids": [ "se-9300001" ] }""", sent.Body);
        Assert.Equal(("se-650001", "wave-1", BatchStatus.Open, false), (batch.BatchId, batch.ExternalId, batch.Status, batch.HasEnded));
    }

    [Fact]
    public async Task A_creation_whose_response_is_lost_throws_and_is_not_sent_again()
    {
        _rig.Http.Then(HttpStatusCode.BadGateway, "").Then(HttpStatusCode.BadRequest, """{ "errors": [ { "error_code": "warehouse_conflict", "message": "Two." } ] }""");
        Rig.Is(await Rig.FailureOf(() => Batches.CreateAsync(new BatchRequest("w", [1], []), default)), FailureKind.Transient, ErrorCodes.ServerError);
        Assert.Single(_rig.Http.Requests);
        Rig.Is(await Rig.FailureOf(() => Batches.CreateAsync(new BatchRequest("w", [1], []), default)), FailureKind.Rejected, ErrorCodes.LabelRefused);
    }

    [Fact]
    public async Task A_batch_is_found_by_either_id()
    {
        _rig.Http.Then(HttpStatusCode.OK, Ended).Then(HttpStatusCode.OK, Ended).Then(HttpStatusCode.NotFound, "").Then(HttpStatusCode.NotFound, "");
        var batch = await Batches.FindAsync("wave 1/a", default);
        Assert.Equal(batch, await Batches.GetAsync("se-650001", default));
        Assert.Null(await Batches.FindAsync("other", default));
        Assert.Null(await Batches.GetAsync("se-1", default));
        Assert.Equal(["/v2/batches/external_batch_id/wave%201%2Fa", "/v2/batches/se-650001", "/v2/batches/external_batch_id/other", "/v2/batches/se-1"], _rig.Http.Requests.Select(r => r.PathAndQuery));
        Assert.Equal((BatchStatus.CompletedWithErrors, true, 2, 1, 1, 0), (batch!.Status, batch.HasEnded, batch.Count, batch.Completed, batch.Errors, batch.Warnings));
        Assert.Equal(new DateTimeOffset(2026, 3, 4, 17, 30, 9, TimeSpan.Zero), batch.ProcessedAt);
        Assert.All(_rig.Budget.Taken, taken => Assert.Equal(("default/v2", RateLane.Normal), taken));
    }

    [Theory]
    [InlineData("open", BatchStatus.Open, false)]
    [InlineData("queued", BatchStatus.Queued, false)]
    [InlineData("processing", BatchStatus.Processing, false)]
    [InlineData("notifying", BatchStatus.Processing, false)]
    [InlineData("completed", BatchStatus.Completed, true)]
    [InlineData("invalid", BatchStatus.Invalid, true)]
    [InlineData("archived", BatchStatus.Archived, true)]
    [InlineData("new word", BatchStatus.Other, false)]
    public async Task Every_status_is_known_or_other(string word, BatchStatus status, bool ended)
    {
        _rig.Http.Then(HttpStatusCode.OK, $$"""{ "batch_id": "se-1", "status": "{{word}}" }""");
        var batch = await Batches.GetAsync("se-1", default);
        Assert.Equal((status, ended), (batch!.Status, batch.HasEnded));
    }

    [Fact]
    public async Task The_start_is_sent_once_and_proves_nothing()
    {
        _rig.Http.Then(HttpStatusCode.NoContent, "");
        Assert.IsType<BatchStart.Started>(await ProcessAsync());
        var sent = Assert.Single(_rig.Http.Requests);
        Assert.Equal(("POST", "/v2/batches/se-650001/process/labels"), (sent.Method, sent.PathAndQuery));
        Sample.IsJson("""{ "ship_date": "2026-03-04T00:00:00Z", "label_layout": "4x6", "label_format": "pdf", "display_scheme": "label" }""", sent.Body);
    }

    [Fact]
    public async Task A_start_that_is_lost_is_unknown_and_one_that_is_refused_is_not()
    {
        _rig.Http.Then(HttpStatusCode.GatewayTimeout, "").Then(_ => throw new IOException("reset"))
            .Then(HttpStatusCode.BadRequest, """{ "errors": [ { "error_source": "ShipStation", "error_code": "batch_cannot_be_modified", "message": "It runs." } ] }""")
            .Then(HttpStatusCode.TooManyRequests, "");
        Assert.IsType<BatchStart.Unknown>(await ProcessAsync());
        Assert.IsType<BatchStart.Unknown>(await ProcessAsync());
        Assert.Equal(RefusalKind.OrderState, Assert.IsType<BatchStart.Refused>(await ProcessAsync()).Refusal.Kind);
        Assert.IsType<BatchStart.Postponed>(await ProcessAsync());
        Assert.Equal(4, _rig.Http.Requests.Count);
    }

    [Fact]
    public async Task What_was_bought_and_what_was_not_are_two_lists()
    {
        _rig.Http.Then(HttpStatusCode.OK, $$"""{ "labels": [ {{Sample.V2Label}} ], "pages": 1 }""")
            .Then(HttpStatusCode.OK, """
                { "errors": [ { "error": "A shipping carrier error occurred: the recipient phone +1 503 555 0142 is wrong.", "shipment_id": "se-812000452", "external_shipment_id": "CT-100046" } ],
                  "links": { "first": { "href": "x" }, "next": { "href": "y" } } }
                """)
            .Then(HttpStatusCode.OK, """{ "errors": [], "links": { "next": {} } }""");
        var labels = await Batches.ListLabelsAsync("se-650001", 1, default);
        var problems = await Batches.ListProblemsAsync("se-650001", 1, default);
        Assert.Equal((455100777L, false), (Assert.Single(labels.Items).ShipmentId, labels.More));
        Assert.Equal(new BatchProblem(812000452, "CT-100046", "A shipping carrier error occurred: the recipient phone [phone] is wrong."), Assert.Single(problems.Items));
        Assert.True(problems.More);
        Assert.False((await Batches.ListProblemsAsync("se-650001", 2, default)).More);
        Assert.Equal("/v2/labels?page=1&page_size=100&sort_by=created_at&sort_dir=asc&batch_id=se-650001", _rig.Http.Requests[0].PathAndQuery);
        Assert.Equal("/v2/batches/se-650001/errors?page=1&pagesize=100", _rig.Http.Requests[1].PathAndQuery);
        Assert.All(_rig.Budget.Taken, taken => Assert.Equal(RateLane.Background, taken.Lane));
    }

    [Fact]
    public async Task A_batch_that_was_not_started_is_taken_away_and_one_that_runs_is_not()
    {
        _rig.Http.Then(HttpStatusCode.NoContent, "").Then(HttpStatusCode.NotFound, "")
            .Then(HttpStatusCode.BadRequest, """{ "errors": [ { "error_source": "ShipStation", "error_code": "batch_cannot_be_modified", "message": "It runs." } ] }""");
        await Batches.ArchiveAsync("se-650001", default);
        await Batches.ArchiveAsync("se-650001", default);
        Rig.Is(await Rig.FailureOf(() => Batches.ArchiveAsync("se-650001", default)), FailureKind.Rejected, ErrorCodes.LabelRefused);
        Assert.All(_rig.Http.Requests, sent => Assert.Equal(("DELETE", "/v2/batches/se-650001"), (sent.Method, sent.PathAndQuery)));
    }

    [Fact]
    public async Task An_id_of_another_form_is_a_mistake_of_the_caller()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Batches.GetAsync("1/../x", default));
        await Assert.ThrowsAsync<ArgumentException>(() => Batches.CreateAsync(new BatchRequest("w", [], []), default));
        Assert.Empty(_rig.Http.Requests);
    }
}
