using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.Http;
using Connector.ShipStation.Wire;

namespace Connector.ShipStation.Mapping;

/// <summary>What sort of failure a response of ShipStation is, or the want of one: the one place that knows. A throttle may hide behind any status, even a 200.</summary>
/// <param name="budget">Of the account, or of its V2 key.</param>
internal sealed class FailureTable(string budget) : IFailureTable
{
    private readonly string _account = budget.Split('/')[0];

    public ConnectorException? From(ApiCall call, ApiResponse response)
    {
        // Only a short success can be the throttle's sentence; a list of orders is not searched for it.
        var message = response is { IsSuccess: true, Body.Length: > 512 } ? null : VendorMessage.Read(response.Body, call.Personal);
        if (response.Status == 429 || VendorMessage.IsThrottle(message))
            return Failure(FailureKind.RateLimited, ErrorCodes.RateLimited, RateHeaders.Read(response.Headers, response.At).RetryAt(response.At));
        if (response.TooLarge) return Failure(FailureKind.Rejected, ErrorCodes.ResponseTooLarge);
        if (response.IsSuccess) return null;
        var (kind, code) = Classify(response.Status, message, call);
        return Failure(kind, code);

        ShipStationException Failure(FailureKind failure, string word, DateTimeOffset? retryAt = null)
        {
            var explanation = response.TooLarge ? "more than the cap" : message ?? "no explanation";
            return new ShipStationException(failure, word, $"ShipStation returned {response.Status} for {call.Method} {call.Path}: {explanation}")
            {
                Account = _account, Status = response.Status, Method = call.Method.Method, Url = call.Path, VendorMessage = message, RetryAt = retryAt
            };
        }
    }

    public ConnectorException From(ApiCall call, BrokenCall how, Exception cause) => how switch
    {
        BrokenCall.TimedOut => Failed(call, ErrorCodes.Timeout, $"did not respond within {call.Timeout.TotalSeconds:0} s", cause),
        BrokenCall.Disconnected => Failed(call, ErrorCodes.ConnectionFailed, "could not be reached", cause),
        BrokenCall.NotUnpacked => Failed(call, ErrorCodes.UnreadableResponse, "sent a body that cannot be unpacked", cause),
        _ => Unreadable(call, cause)
    };

    public ConnectorException NoPermit(ApiCall call, RatePermit permit) =>
        new ShipStationException(
            FailureKind.RateLimited, ErrorCodes.RateLimited,
            $"No call of account {budget} is left in this window for {call.Lane}; {call.Method} {call.Path} was not sent.")
        {
            Method = call.Method.Method, Url = call.Path, RetryAt = permit.RetryAt
        };

    public bool IsWorthARetry(ConnectorException failure) =>
        failure is ShipStationException { Kind: FailureKind.Transient } known && (known.Code == ErrorCodes.ConnectionFailed || known.Status is 502 or 503 or 504);

    public string CodeOf(ConnectorException failure) => failure.Code;

    public string? WordsOf(ConnectorException failure) => (failure as ShipStationException)?.VendorMessage;

    private static (FailureKind Kind, string Code) Classify(int status, string? message, ApiCall call) => status switch
    {
        401 or 402 or 403 => (FailureKind.Unauthorized, ErrorCodes.Unauthorized),
        408 or 504 => (FailureKind.Transient, ErrorCodes.Timeout),
        500 when VendorMessage.IsTimeout(message) => (FailureKind.Transient, ErrorCodes.Timeout),
        502 or 503 => (FailureKind.Transient, ErrorCodes.ServerError),
        // A 500 may also mean that it did not like one record: fewer attempts than for a gateway's response.
        >= 500 => (FailureKind.Unknown, ErrorCodes.ServerError),
        // 3xx too: a redirect would carry the key to wherever it points.
        _ => (FailureKind.Rejected, call.RejectedCode ?? (call.Method == HttpMethod.Post ? ErrorCodes.PushRejected : ErrorCodes.RequestRejected))
    };

    private static ShipStationException Failed(ApiCall call, string code, string what, Exception inner) =>
        new(FailureKind.Transient, code, $"ShipStation {what}: {call.Method} {call.Path}", inner) { Method = call.Method.Method, Url = call.Path };

    private static ShipStationException Unreadable(ApiCall call, Exception inner)
    {
        var body = call.Response?.Body ?? default;
        var isHtml = body.Span.TrimStart(" \t\r\n"u8).StartsWith("<"u8);
        var kindOfBody = body.IsEmpty ? "nothing" : isHtml ? "HTML" : "a body that is incomplete or not the expected JSON";
        return new ShipStationException(
            FailureKind.Transient, ErrorCodes.UnreadableResponse, $"ShipStation returned {call.Status} for {call.Method} {call.Path} with {kindOfBody}.", inner)
        {
            Status = call.Status, Method = call.Method.Method, Url = call.Path
        };
    }
}
