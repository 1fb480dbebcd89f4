using System.Net;
using System.Text.Json;
using Connector.Commercetools.Wire;
using Connector.Core.Model.Messages;
using Connector.Http;

namespace Connector.Commercetools.Mapping;

/// <summary>What a response that is no success means: the only place that knows.</summary>
internal static class FailureReader
{
    private static readonly TimeSpan UsualWait = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    /// <summary>The vendor's error body; null when it is something else (a gateway's page).</summary>
    internal static WireFailure? ReadBody(ReadOnlyMemory<byte> body)
    {
        try
        {
            var failure = JsonSerializer.Deserialize(body.Span, WireJson.Default.WireFailure);
            return failure is { StatusCode: null, Message: null, Error: null, Errors: null } ? null : failure;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    internal static (FailureKind Kind, string Code) Classify(HttpStatusCode status, IReadOnlyList<string> vendorCodes, string? rejectedCode, string missingCode) =>
        (int)status switch
        {
            400 when vendorCodes.Contains("QueryTimedOut") => (FailureKind.Transient, "QueryTimedOut"),
            400 or 413 => (FailureKind.Rejected, rejectedCode ?? FirstOr(vendorCodes, "InvalidInput")),
            401 or 403 => (FailureKind.Unauthorized, ErrorCodes.Unauthorized),
            404 => (FailureKind.Rejected, missingCode),
            408 or 504 => (FailureKind.Transient, ErrorCodes.Timeout),
            409 => (FailureKind.Conflict, ErrorCodes.VersionConflict),
            429 => (FailureKind.RateLimited, ErrorCodes.RateLimited),
            >= 500 => (FailureKind.Transient, ErrorCodes.ServerError),
            _ => (FailureKind.Unknown, ErrorCodes.Unexpected)
        };

    /// <summary>The instant that the response asks to wait for; always one for 429.</summary>
    internal static DateTimeOffset? RetryAt(ApiResponse response, DateTimeOffset now)
    {
        var asked = response.Headers.RetryAfter;
        var wait = asked?.Delta ?? (asked?.Date is { } date ? date - now : null);
        if (wait is null) return response.Status == (int)HttpStatusCode.TooManyRequests ? now + UsualWait : null;
        return now + (wait < TimeSpan.Zero ? TimeSpan.Zero : wait > LongestWait ? LongestWait : wait.Value);
    }

    private static string FirstOr(IReadOnlyList<string> codes, string otherwise) => codes.Count > 0 ? codes[0] : otherwise;
}
