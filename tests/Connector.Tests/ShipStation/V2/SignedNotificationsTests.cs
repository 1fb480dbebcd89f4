using System.Net;
using System.Text;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;
using Connector.ShipStation;
using Connector.ShipStation.V2;
using Connector.TestSupport;
using Connector.TestSupport.Http;
using Connector.Tests.ShipStation.Doubles;
using Microsoft.Extensions.Options;
using Xunit;

namespace Connector.Tests.ShipStation.V2;

public sealed class SignedNotificationsTests : IDisposable
{
    private static readonly byte[] Body = Encoding.UTF8.GetBytes("""{"resource_url":"https://api.shipstation.com/v2/labels?batch_id=se-190000001","resource_type":"LABEL_CREATED_V2"}""");

    private readonly Signer _signer = new();
    private readonly StubHttp _http = new();
    private readonly ManualTimeProvider _clock = new(Rig.Start);
    private readonly ShipStationOptions _options = new();
    private readonly SignedNotifications _notifications;

    public SignedNotificationsTests()
    {
        _notifications = new SignedNotifications(["default", "eu"], new FixedOptions(_options), _http, _clock);
        _http.Always = _ => StubHttp.Response(HttpStatusCode.OK, Signer.SetOf(_signer));
    }

    public void Dispose()
    {
        _notifications.Dispose();
        _signer.Dispose();
    }

    [Fact]
    public async Task A_genuine_delivery_is_read()
    {
        var notification = (await ReadAsync(_signer.Sign(Body, _clock.GetUtcNow()))).Notification!;

        Assert.Equal(("https://api.shipstation.com/v2/labels?batch_id=se-190000001", "LABEL_CREATED_V2", null), (notification.ResourceUrl, notification.ResourceType, notification.Tracking));
        Assert.Equal(_clock.GetUtcNow() + SignedNotifications.Window, notification.Until);
        Assert.Equal("https://api.shipengine.com/jwks", Assert.Single(_http.Requests).Address.ToString());
        Assert.Null(_http.Requests[0].Authorization);
    }

    [Fact]
    public async Task The_same_delivery_has_one_id_however_its_signature_is_written_and_each_account_its_own()
    {
        var headers = _signer.Sign(Body, _clock.GetUtcNow());
        var first = await ReadAsync(headers);
        var spaced = await ReadAsync([headers[0], (headers[1].Name, headers[1].Value.Insert(20, " ")), headers[2]]);
        var later = await ReadAsync(_signer.Sign(Body, _clock.GetUtcNow().AddSeconds(1)));
        Assert.Equal(first.Notification!.Id, spaced.Notification!.Id);
        Assert.NotEqual(first.Notification.Id, later.Notification!.Id);
        Assert.NotEqual(first.Notification.Id, (await ReadAsync(headers, account: "eu")).Notification!.Id);
    }

    [Theory]
    [InlineData("body")]
    [InlineData("timestamp")]
    [InlineData("signature")]
    [InlineData("no base64")]
    [InlineData("cut")]
    [InlineData("key of another")]
    public async Task A_forged_delivery_is_refused(string how)
    {
        using var unknown = new Signer(_signer.KeyId);
        var now = _clock.GetUtcNow();
        var headers = (how == "key of another" ? unknown : _signer).Sign(Body, now);
        var body = Body;
        switch (how)
        {
            case "body": body = [.. Body, (byte)' ']; break;
            case "timestamp": headers[2].Value = Signer.TimeOf(now.AddSeconds(1)); break;
            case "signature": headers[1].Value = Convert.ToBase64String(new byte[256]); break;
            case "no base64": headers[1].Value = "%%%"; break;
            case "cut": headers[1].Value = headers[1].Value[..16]; break;
            default: break;
        }
        Assert.Equal(SignedRefusal.Forged, (await ReadAsync(headers, body)).Refusal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Incomplete_headers_are_from_an_unknown_sender_and_cost_no_call(int missing)
    {
        var headers = _signer.Sign(Body, _clock.GetUtcNow()).Where((_, i) => i != missing).ToArray();
        Assert.Equal(SignedRefusal.UnknownSender, _notifications.Screen("default", Lookup(headers)));
        Assert.Equal(SignedRefusal.UnknownSender, (await ReadAsync(headers)).Refusal);
        Assert.Empty(_http.Requests);
    }

    [Theory]
    [InlineData(-301, false)]
    [InlineData(-299, true)]
    [InlineData(299, true)]
    [InlineData(301, false)]
    public async Task Clocks_may_differ_by_five_minutes(int seconds, bool taken)
    {
        var reading = await ReadAsync(_signer.Sign(Body, _clock.GetUtcNow().AddSeconds(seconds)));
        Assert.Equal(taken ? null : SignedRefusal.OutOfTime, reading.Refusal);
        Assert.Equal(taken ? 1 : 0, _http.Requests.Count);
    }

    [Theory]
    [InlineData("yesterday")]
    [InlineData("0")]
    [InlineData("-1")]
    public async Task A_time_that_is_none_is_out_of_time(string timestamp) =>
        Assert.Equal(SignedRefusal.OutOfTime, (await ReadAsync(_signer.Sign(Body, timestamp))).Refusal);

    [Fact]
    public async Task A_time_with_an_offset_is_read()
    {
        var local = _clock.GetUtcNow().ToOffset(TimeSpan.FromHours(-8)).ToString("yyyy-MM-ddTHH:mm:sszzz", System.Globalization.CultureInfo.InvariantCulture);
        Assert.NotNull((await ReadAsync(_signer.Sign(Body, local))).Notification);
    }

    [Fact]
    public async Task An_unknown_account_is_a_unknown() =>
        Assert.Equal(SignedRefusal.UnknownSender, (await ReadAsync(_signer.Sign(Body, _clock.GetUtcNow()), account: "uk")).Refusal);

    [Theory]
    [InlineData("")]
    [InlineData("<html>")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"resource_url":"https://api.shipstation.com/v2/labels"}""")]
    [InlineData("""{"resource_type":"LABEL_CREATED_V2"}""")]
    [InlineData("""{"resource_url":{},"resource_type":"LABEL_CREATED_V2"}""")]
    public async Task A_genuine_body_that_is_no_notification_is_unreadable(string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        Assert.Equal(SignedRefusal.Unreadable, (await ReadAsync(_signer.Sign(bytes, _clock.GetUtcNow()), bytes)).Refusal);
    }

    [Fact]
    public async Task A_notification_about_a_parcel_carries_what_it_says()
    {
        const string text = """
            {"resource_url":"https://api.shipstation.com/v2/labels/se-700200300/track","resource_type":"TRACK_EVENT_V2",
             "data":{"tracking_number":"940010","status_code":"EX","exception_description":"Held by customs",
               "events":[{"occurred_at":"2026-03-03T02:14:00Z","status_code":"EX"},{"occurred_at":"2026-03-02T02:14:00Z","status_code":"IT"}]}}
            """;
        var body = Encoding.UTF8.GetBytes(text);

        var reported = (await ReadAsync(_signer.Sign(body, _clock.GetUtcNow()), body)).Notification!.Tracking!;

        Assert.Equal(("default", 700200300L, "940010", TrackingStatus.Exception, "Held by customs"), (reported.Account, reported.ShipmentId, reported.TrackingNumber, reported.Status, reported.Problem));
        Assert.Equal(new DateTimeOffset(2026, 3, 3, 2, 14, 0, TimeSpan.Zero), reported.OccurredAt);
        Assert.Equal(_clock.GetUtcNow(), reported.ObservedAt);
    }

    [Theory]
    [InlineData("https://evil.example/v2/labels/se-7/track", """{"status_code":"DE"}""")]
    [InlineData("https://api.shipstation.com/v2/labels/se-7/track", "7")]
    [InlineData("https://api.shipstation.com/v2/labels/se-7/track", """{"status_code":{}}""")]
    [InlineData("https://api.shipstation.com/v2/labels", """{"status_code":"DE"}""")]
    public async Task Data_that_is_not_about_a_label_of_ShipStations_is_not_carried(string url, string data)
    {
        var body = Encoding.UTF8.GetBytes($$"""{"resource_url":"{{url}}","resource_type":"TRACK_EVENT_V2","data":{{data}}}""");
        var notification = (await ReadAsync(_signer.Sign(body, _clock.GetUtcNow()), body)).Notification;
        Assert.NotNull(notification);
        Assert.Null(notification.Tracking);
    }

    private Task<SignedNotificationResult> ReadAsync((string Name, string Value)[] headers, byte[]? body = null, string account = "default") =>
        _notifications.ReadAsync(account, Lookup(headers), body ?? Body, default);

    private static Func<string, string?> Lookup((string Name, string Value)[] headers) =>
        name => headers.FirstOrDefault(h => h.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
}

internal sealed class FixedOptions(ShipStationOptions options) : IOptionsMonitor<ShipStationOptions>
{
    public ShipStationOptions CurrentValue => options;

    public ShipStationOptions Get(string? name) => options;

    public IDisposable? OnChange(Action<ShipStationOptions, string?> listener) => null;
}
