using Connector.Core.Engine.Watch;
using Connector.Core.Model.Messages;

namespace Connector.ShipStation.Responses;

/// <summary>What sort of failure a response is: the one place that knows.</summary>
internal static class FailureTable
{
    /// <summary>Null when the response is a success. A throttle may hide behind any status, even a 200.</summary>
    /// <param name="personal">What the orders of the call say about people.</param>
    public static ShipStationException? Of(RawResponse response, string account, string method, string url, DateTimeOffset now, PersonalValues? personal = null)
    {
        // Only a short success can be the throttle's sentence; a list of orders is not searched for it.
        var message = response is { IsSuccess: true, Body.Length: > 512 } ? null : VendorMessage.Read(response.Body, personal);
        if (response.Status == 429 || VendorMessage.IsThrottle(message))
            return Failure(FailureKind.RateLimited, ErrorCodes.RateLimited, response.Rate.RetryAt(now));
        if (response.TooLarge) return Failure(FailureKind.Rejected, ErrorCodes.ResponseTooLarge);
        if (response.IsSuccess) return null;
        var (kind, code) = Classify(response.Status, message, method);
        return Failure(kind, code);

        ShipStationException Failure(FailureKind failure, string word, DateTimeOffset? retryAt = null)
        {
            var explanation = response.TooLarge ? "more than the cap" : message ?? "no explanation";
            return new ShipStationException(failure, word, $"ShipStation returned {response.Status} for {method} {url}: {explanation}")
            {
                Account = account, Status = response.Status, Method = method, Url = url, VendorMessage = message, RetryAt = retryAt
            };
        }
    }

    private static (FailureKind Kind, string Code) Classify(int status, string? message, string method) => status switch
    {
        401 or 402 or 403 => (FailureKind.Unauthorized, ErrorCodes.Unauthorized),
        408 or 504 => (FailureKind.Transient, ErrorCodes.Timeout),
        500 when VendorMessage.IsTimeout(message) => (FailureKind.Transient, ErrorCodes.Timeout),
        502 or 503 => (FailureKind.Transient, ErrorCodes.ServerError),
        // A 500 may also mean that it did not like one record: fewer attempts than for a gateway's response.
        >= 500 => (FailureKind.Unknown, ErrorCodes.ServerError),
        // 3xx too: a redirect would carry the key to wherever it points.
        _ => (FailureKind.Rejected, method == "POST" ? ErrorCodes.PushRejected : ErrorCodes.RequestRejected)
    };
}
