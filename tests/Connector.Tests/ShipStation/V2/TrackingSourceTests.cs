using System.Net;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;
using Connector.ShipStation.V2;
using Connector.Tests.ShipStation.Doubles;
using Xunit;

namespace Connector.Tests.ShipStation.V2;

public sealed class TrackingSourceTests
{
    private readonly Rig _rig = new();

    public TrackingSourceTests() => _rig.Options.V2ApiKey = "v2-key-1";

    private TrackingSource Source => new TrackingSource(_rig.Accounts);

    [Fact]
    public async Task It_asks_V2_with_its_own_key_and_its_own_budget()
    {
        _rig.Http.Then(HttpStatusCode.OK, """{"tracking_number":"94001","status_code":"IT","events":[]}""");

        var reading = await Source.ReadAsync("default", 700200300, RateLane.Background, default);

        Assert.Equal((TrackingStatus.InTransit, "94001", 700200300L, Rig.Start), (reading!.Status, reading.TrackingNumber, reading.ShipmentId, reading.ObservedAt));
        var sent = Assert.Single(_rig.Http.Requests);
        Assert.Equal("https://api.shipstation.com/v2/labels/se-700200300/track", sent.Address.ToString());
        Assert.Null(sent.Authorization);
        Assert.Equal("v2-key-1", _rig.Http.Requests[^1].Headers["api-key"]);
        Assert.Equal([("default/v2", RateLane.Background)], _rig.Budget.Taken);
    }

    [Fact]
    public async Task The_key_and_the_places_of_a_parcel_are_not_in_the_journal()
    {
        _rig.Http.Then(HttpStatusCode.OK, """{"status_code":"DE","events":[{"occurred_at":"2026-03-02T10:00:00Z","status_code":"DE","signer":"A. Neighbour","city_locality":"Portland"}]}""");
        await Source.ReadAsync("default", 7, RateLane.Normal, default);
        var reported = Assert.Single(_rig.Journal.Exchanges);
        Assert.Equal("/v2/labels/se-7/track", reported.Path);
        Assert.DoesNotContain("Neighbour", reported.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("v2-key-1", reported.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_label_is_none()
    {
        _rig.Http.Then(HttpStatusCode.NotFound, """{"request_id":"x","errors":[{"error_code":"unspecified","message":"No such label."}]}""");
        Assert.Null(await Source.ReadAsync("default", 7, RateLane.Normal, default));
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized)]
    [InlineData(HttpStatusCode.Forbidden)]
    public async Task A_refused_key_pauses_nothing(HttpStatusCode status)
    {
        _rig.Http.Then(status, """{"request_id":"x","errors":[{"error_type":"security","error_code":"unauthorized","message":"The API key is not valid."}]}""");
        Rig.Is(await Rig.FailureOf(() => Source.ReadAsync("default", 7, RateLane.Normal, default)), FailureKind.Rejected, ErrorCodes.TrackingRefused);
    }

    [Fact]
    public async Task A_full_window_is_reported_with_its_end()
    {
        _rig.Http.Then(HttpStatusCode.TooManyRequests, """{"errors":[{"error_code":"rate_limit_exceeded","message":"Too many requests."}]}""", ("Retry-After", "17"));
        var failure = await Rig.FailureOf(() => Source.ReadAsync("default", 7, RateLane.Normal, default));
        Rig.Is(failure, FailureKind.RateLimited, ErrorCodes.RateLimited);
        Assert.Equal(Rig.Start.AddSeconds(18), failure.RetryAt);
        Assert.Equal("rate_limit_exceeded: Too many requests.", failure.VendorMessage);
    }

    [Fact]
    public void Without_a_key_nothing_is_asked()
    {
        _rig.Options.V2ApiKey = null;
        Assert.False(Source.CanRead("default"));
    }

    [Theory]
    [InlineData("UN", null, TrackingStatus.Unknown)]
    [InlineData("NY", "ELEC_ADVICE_RECD_BY_CARRIER", TrackingStatus.LabelMade)]
    [InlineData("AC", "COLLECTION_MADE", TrackingStatus.Accepted)]
    [InlineData("IT", "HUB_SCAN_OUT", TrackingStatus.InTransit)]
    [InlineData("AT", "ATTEMPTED_DELIVERY", TrackingStatus.DeliveryAttempted)]
    [InlineData("SP", "AWAITING_COLLECTION_FROM_PICKUP_POINT", TrackingStatus.ReadyForPickup)]
    [InlineData("DE", "DELIVERED_TO_NEIGHBOUR", TrackingStatus.Delivered)]
    [InlineData("EX", "PARCEL_LOST", TrackingStatus.Exception)]
    [InlineData("EX", "RETURN_TO_SENDER", TrackingStatus.ReturnToSender)]
    [InlineData("IT", "RETURN_TO_SENDER", TrackingStatus.ReturnToSender)]
    [InlineData("ZZ", "NEWS_OF_2031", TrackingStatus.Unknown)]
    [InlineData(null, null, TrackingStatus.Unknown)]
    public void Every_word_has_its_status(string? code, string? detail, TrackingStatus status) =>
        Assert.Equal(status, Map(new WireTracking { StatusCode = code, StatusDetailCode = detail }).Status);

    [Fact]
    public void The_newest_event_counts_in_whichever_order_they_stand()
    {
        var reading = Map(new WireTracking
        {
            StatusCode = "DE", ActualDeliveryDate = "2026-03-02T00:00:00Z",
            Events = [Event("2026-03-01T10:00:00Z", "IT"), null, Event("2026-03-02T18:30:00Z", "DE"), Event("2026-03-02T09:00:00-08:00", "IT"), Event("no time", "IT")]
        });
        Assert.Equal(new DateTimeOffset(2026, 3, 2, 18, 30, 0, TimeSpan.Zero), reading.OccurredAt);
        Assert.Equal(reading.OccurredAt, reading.DeliveredAt);
    }

    [Fact]
    public void An_event_of_the_far_future_hides_nothing_that_follows() =>
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 10, 0, 0, TimeSpan.Zero),
            Map(new WireTracking { StatusCode = "IT", Events = [Event("2062-03-01T10:00:00Z", "IT"), Event("2026-03-01T10:00:00Z", "IT")] }).OccurredAt);

    [Fact]
    public void A_delivery_after_a_return_is_the_return() => Assert.Equal(
        TrackingStatus.ReturnToSender,
        Map(new WireTracking { StatusCode = "DE", Events = [Event("2026-03-01T10:00:00Z", "EX") with { StatusDetailCode = "RETURN_TO_SENDER" }, Event("2026-03-02T10:00:00Z", "DE")] }).Status);

    [Fact]
    public void A_problem_is_one_short_line()
    {
        Assert.Equal("Held by customs", Map(new WireTracking { StatusCode = "EX", ExceptionDescription = " Held\n by customs " }).Problem?.Replace("  ", " ", StringComparison.Ordinal));
        Assert.Equal(500, Map(new WireTracking { StatusCode = "EX", ExceptionDescription = new string('x', 9000) }).Problem!.Length);
        Assert.Null(Map(new WireTracking { StatusCode = "IT", ExceptionDescription = "Held" }).Problem);
    }

    private static TrackingReading Map(WireTracking tracking) => TrackingFromWire.Map(tracking, "default", 7, Rig.Start);

    private static WireTrackingEvent Event(string at, string code) => new() { OccurredAt = at, StatusCode = code };
}
