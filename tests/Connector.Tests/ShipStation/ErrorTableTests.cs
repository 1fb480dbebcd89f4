using System.IO.Compression;
using System.Net;
using System.Text;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Tests.ShipStation.Doubles;
using Xunit;

namespace Connector.Tests.ShipStation;

public class ErrorTableTests
{
    private readonly Rig _rig = new();

    public static TheoryData<int, string, FailureKind, string, string?> Responses => new()
    {
        { 400, """{"Message":"Invalid serviceCode"}""", FailureKind.Rejected, ErrorCodes.RequestRejected, "Invalid serviceCode" },
        { 400, """{"message":"Invalid request parameters"}""", FailureKind.Rejected, ErrorCodes.RequestRejected, "Invalid request parameters" },
        { 400, """{"MESSAGE":"Shouted"}""", FailureKind.Rejected, ErrorCodes.RequestRejected, "Shouted" },
        {
            400, """{"Message":"The request is invalid.","ModelState":{"apiOrders.orderNumber":["Cannot bind."],"apiOrders":["One.","Two."]}}""",
            FailureKind.Rejected, ErrorCodes.RequestRejected, "The request is invalid. apiOrders.orderNumber: Cannot bind.; apiOrders: One. Two."
        },
        { 400, """{"modelstate":{"a":"text"}}""", FailureKind.Rejected, ErrorCodes.RequestRejected, "a: text" },
        { 400, "Plain words\r\nin two lines", FailureKind.Rejected, ErrorCodes.RequestRejected, "Plain words in two lines" },
        { 400, "\"A JSON text\"", FailureKind.Rejected, ErrorCodes.RequestRejected, "A JSON text" },
        { 400, "{ broken", FailureKind.Rejected, ErrorCodes.RequestRejected, "{ broken" },
        { 400, "", FailureKind.Rejected, ErrorCodes.RequestRejected, null },
        { 405, """{"Message":"The requested resource does not support http method 'GET'."}""", FailureKind.Rejected, ErrorCodes.RequestRejected, "The requested resource does not support http method 'GET'." },
        { 409, "", FailureKind.Rejected, ErrorCodes.RequestRejected, null },
        { 422, "", FailureKind.Rejected, ErrorCodes.RequestRejected, null },
        { 301, "", FailureKind.Rejected, ErrorCodes.RequestRejected, null },
        { 302, "", FailureKind.Rejected, ErrorCodes.RequestRejected, null },
        { 307, "", FailureKind.Rejected, ErrorCodes.RequestRejected, null },
        { 401, "", FailureKind.Unauthorized, ErrorCodes.Unauthorized, null },
        { 401, """{"message":"Invalid API credentials"}""", FailureKind.Unauthorized, ErrorCodes.Unauthorized, "Invalid API credentials" },
        { 402, "", FailureKind.Unauthorized, ErrorCodes.Unauthorized, null },
        { 403, """{"Message":"Access denied"}""", FailureKind.Unauthorized, ErrorCodes.Unauthorized, "Access denied" },
        { 429, """{"message":"Too Many Requests"}""", FailureKind.RateLimited, ErrorCodes.RateLimited, "Too Many Requests" },
        { 429, "", FailureKind.RateLimited, ErrorCodes.RateLimited, null },
        { 500, """{"message":"Too Many Requests"}""", FailureKind.RateLimited, ErrorCodes.RateLimited, "Too Many Requests" },
        { 200, """{"message":"Too many requests."}""", FailureKind.RateLimited, ErrorCodes.RateLimited, "Too many requests." },
        { 503, "Too Many Requests", FailureKind.RateLimited, ErrorCodes.RateLimited, "Too Many Requests" },
        { 408, "", FailureKind.Transient, ErrorCodes.Timeout, null },
        { 500, """{"Message":"An error has occurred.","ExceptionMessage":"Execution Timeout Expired."}""", FailureKind.Transient, ErrorCodes.Timeout, "Execution Timeout Expired." },
        { 500, "The operation timed out", FailureKind.Transient, ErrorCodes.Timeout, "The operation timed out" },
        {
            500, """{"Message":"An error has occurred.","ExceptionMessage":"Object reference not set to an instance of an object.","StackTrace":"at ..."}""",
            FailureKind.Unknown, ErrorCodes.ServerError, "Object reference not set to an instance of an object."
        },
        { 500, "", FailureKind.Unknown, ErrorCodes.ServerError, null },
        { 500, "<html><head><title>500 &amp; sorry</title></head></html>", FailureKind.Unknown, ErrorCodes.ServerError, "HTML page: 500 & sorry" },
        { 501, "", FailureKind.Unknown, ErrorCodes.ServerError, null },
        { 200, "<!DOCTYPE html><html><title>Maintenance</title></html>", FailureKind.Transient, ErrorCodes.UnreadableResponse, null },
        { 200, """{"orderId":1,"orderNumber":"T""", FailureKind.Transient, ErrorCodes.UnreadableResponse, null },
        { 200, "", FailureKind.Transient, ErrorCodes.UnreadableResponse, null },
        { 204, "", FailureKind.Transient, ErrorCodes.UnreadableResponse, null },
        { 200, "   ", FailureKind.Transient, ErrorCodes.UnreadableResponse, null },
        { 200, "null", FailureKind.Transient, ErrorCodes.UnreadableResponse, null },
        { 200, "[]", FailureKind.Transient, ErrorCodes.UnreadableResponse, null },
        { 200, """{"orderId":1}{"orderId":2}""", FailureKind.Transient, ErrorCodes.UnreadableResponse, null },
        { 200, """{"orderId":1,"createDate":"not a time"}""", FailureKind.Transient, ErrorCodes.UnreadableResponse, null },
        { 200, """{"orderId":{}}""", FailureKind.Transient, ErrorCodes.UnreadableResponse, null }
    };

    [Theory]
    [MemberData(nameof(Responses))]
    public async Task Every_response_has_its_kind_and_keeps_the_vendors_words(int status, string body, FailureKind kind, string code, string? message)
    {
        _rig.Http.Then((HttpStatusCode)status, body, ("Location", "https://evil.example.com/orders/1"));
        var failure = await _rig.FailureOfRead();
        Rig.Is(failure, kind, code);
        Assert.Equal((status, "GET", "orders/1", message), (failure.Status, failure.Method, failure.Url, failure.VendorMessage));
        Assert.Equal(kind == FailureKind.RateLimited ? Rig.Start.AddSeconds(61) : null, failure.RetryAt);
        Assert.Single(_rig.Http.Requests);
        Assert.Equal(code, Assert.Single(_rig.Journal.Exchanges).ErrorCode);
        Assert.DoesNotContain("secret-1", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_push_has_a_code_of_its_own()
    {
        _rig.Http.Then(HttpStatusCode.BadRequest, """{"Message":"The request is invalid."}""");
        Rig.Is(await Rig.FailureOf(() => _rig.Account.UpsertAsync([A.Order()], RateLane.Normal, default)), FailureKind.Rejected, ErrorCodes.PushRejected);
    }

    [Fact]
    public async Task An_order_whose_note_says_too_many_requests_is_an_order()
    {
        var note = new string('x', 600) + "Too Many Requests";
        _rig.Http.Then(HttpStatusCode.OK, $$"""{"orderId":1,"message":"Too Many Requests","customerNotes":"{{note}}"}""");
        Assert.Equal(note, (await _rig.Account.GetOrderAsync(1, RateLane.Normal, default))!.Content.CustomerNotes);
    }

    [Fact]
    public async Task An_order_that_is_not_there_is_null()
    {
        _rig.Http.Then(HttpStatusCode.NotFound, """{"Message":"Not found."}""");
        Assert.Null(await _rig.Account.GetOrderAsync(1, RateLane.Normal, default));
    }

    [Fact]
    public async Task The_words_of_a_failure_are_one_short_line()
    {
        _rig.Http.Then(HttpStatusCode.BadRequest, new string('a', 5000));
        var failure = await _rig.FailureOfRead();
        Assert.Equal(500, failure.VendorMessage!.Length);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_response_beyond_the_cap_is_refused_whether_or_not_its_length_is_reported(bool reported)
    {
        _rig.Options.MaxResponseMegabytes = 1;
        _rig.Http.Then(_ => new HttpResponseMessage(HttpStatusCode.OK) { Content = new SizedContent(20 * 1024 * 1024, reported) });
        Rig.Is(await _rig.FailureOfRead(), FailureKind.Rejected, ErrorCodes.ResponseTooLarge);
    }

    [Fact]
    public async Task A_failure_with_an_endless_body_is_still_classified()
    {
        _rig.Http.Then(_ => new HttpResponseMessage(HttpStatusCode.Forbidden) { Content = new SizedContent(20 * 1024 * 1024, reported: false) });
        Rig.Is(await _rig.FailureOfRead(), FailureKind.Unauthorized, ErrorCodes.Unauthorized);
    }

    [Fact]
    public async Task A_byte_order_mark_is_no_reason_to_refuse()
    {
        _rig.Http.Then(_ => new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent([0xEF, 0xBB, 0xBF, .. "{\"orderId\":1}"u8]) });
        Assert.Equal(1, (await _rig.Account.GetOrderAsync(1, RateLane.Normal, default))!.ShippingOrderId);
    }

    [Fact]
    public async Task A_text_that_is_no_utf8_is_an_unreadable_response()
    {
        _rig.Http.Then(_ => new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent([.. "{\"orderId\":1,\"orderNumber\":\""u8, 0xC3, 0x28, .. "\"}"u8]) });
        Rig.Is(await _rig.FailureOfRead(), FailureKind.Transient, ErrorCodes.UnreadableResponse);
    }

    [Fact]
    public async Task A_broken_packed_body_is_an_unreadable_response()
    {
        _rig.Http.Then(_ => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(new GZipStream(new MemoryStream(Encoding.ASCII.GetBytes("no gzip at all")), CompressionMode.Decompress)) });
        Rig.Is(await _rig.FailureOfRead(), FailureKind.Transient, ErrorCodes.UnreadableResponse);
    }

    /// <summary>So many blanks, made as they are read.</summary>
    private sealed class SizedContent(long size, bool reported) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            var chunk = new byte[64 * 1024];
            chunk.AsSpan().Fill((byte)' ');
            for (long sent = 0; sent < size; sent += chunk.Length) await stream.WriteAsync(chunk);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = size;
            return reported;
        }
    }
}
