using Connector.Core.Engine.Watch;
using Connector.Core.Model.Messages;

namespace Connector.ShipStation.Answers;

/// <summary>What sort of failure an answer is: the one place that knows.</summary>
internal static class FailureTable
{
    /// <summary>Null when the answer is a success. A throttle may hide behind any status, even a 200.</summary>
    /// <param name="personal">What the orders of the call say about people.</param>
    public static ShipStationException? Of(RawAnswer answer, string account, string method, string url, DateTimeOffset now, PersonalValues? personal = null)
    {
        // Only a short success can be the throttle's sentence; a list of orders is not searched for it.
        var message = answer is { IsSuccess: true, Body.Length: > 512 } ? null : VendorMessage.Read(answer.Body, personal);
        if (answer.Status == 429 || VendorMessage.IsThrottle(message))
            return Failure(FailureKind.RateLimited, ErrorCodes.RateLimited, answer.Rate.RetryAt(now));
        if (answer.TooLarge) return Failure(FailureKind.Rejected, ErrorCodes.AnswerTooLarge);
        if (answer.IsSuccess) return null;
        var (kind, code) = Classify(answer.Status, message, method);
        return Failure(kind, code);

        ShipStationException Failure(FailureKind failure, string word, DateTimeOffset? retryAt = null)
        {
            var explanation = answer.TooLarge ? "more than the cap" : message ?? "no explanation";
            return new ShipStationException(failure, word, $"ShipStation answered {method} {url} with {answer.Status}: {explanation}")
            {
                Account = account, Status = answer.Status, Method = method, Url = url, VendorMessage = message, RetryAt = retryAt
            };
        }
    }

    private static (FailureKind Kind, string Code) Classify(int status, string? message, string method) => status switch
    {
        401 or 402 or 403 => (FailureKind.Unauthorized, ErrorCodes.Unauthorized),
        408 or 504 => (FailureKind.Transient, ErrorCodes.Timeout),
        500 when VendorMessage.IsTimeout(message) => (FailureKind.Transient, ErrorCodes.Timeout),
        502 or 503 => (FailureKind.Transient, ErrorCodes.ServerError),
        // A 500 may also mean that it did not like one record: fewer attempts than for a gateway's answer.
        >= 500 => (FailureKind.Unknown, ErrorCodes.ServerError),
        // 3xx too: a redirect would carry the key to wherever it points.
        _ => (FailureKind.Rejected, method == "POST" ? ErrorCodes.PushRejected : ErrorCodes.RequestRejected)
    };
}
