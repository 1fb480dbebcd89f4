using System.Globalization;
using System.Net;
using Connector.Core.Engine.Watch;
using Connector.Core.Model.Messages;

namespace Connector.Commercetools.Http;

/// <summary>Any failure of an exchange as one exception with its kind.</summary>
internal sealed class ExchangeFailures(Redaction redaction)
{
    private const int MaxBodyInException = 2048;
    private const int MaxCodes = 20;
    private const int MaxMessageLength = 500;
    private const int MaxCodeLength = 60;

    /// <summary>Whether the response is the vendor's own "there is none" where the call accepts that as a result.</summary>
    internal static bool IsMissing<T>(CommerceCall<T> call, ExchangeTrail trail)
        where T : class =>
        // A 404 that is not the vendor's own (a wrong base address, a gateway) says nothing about the resource.
        trail.Status == 404 && call.NullWhenMissing && (trail.Response.IsEmpty || FailureReader.ReadBody(trail.Response) is not null);

    /// <summary>What a response that is no success means.</summary>
    internal CommercetoolsException Refused<T>(CommerceCall<T> call, ExchangeTrail trail, DateTimeOffset? retryAt)
        where T : class
    {
        var wire = FailureReader.ReadBody(trail.Response);
        string[] codes = wire?.Errors is { Count: > 0 } errors
            ? [.. errors.Select(error => error?.Code).OfType<string>().Take(MaxCodes).Select(Word)]
            : wire?.Error is { } single ? [Word(single)] : [];
        var (kind, code) = FailureReader.Classify((HttpStatusCode)trail.Status, codes, call.RejectedCode, call.MissingCode);
        if (trail.Status == 404 && wire is null && !trail.Response.IsEmpty) (kind, code) = (FailureKind.Unknown, ErrorCodes.Unexpected);
        var message = wire?.Message is { } text ? $"{string.Join(", ", codes)}: {VendorText.Clean(redaction.Text(text))}" : string.Join(", ", codes);
        return Failed(
            call, trail, kind, code, message, inner: null, codes, wire?.Errors?.Select(error => error?.CurrentVersion).FirstOrDefault(one => one is not null), retryAt);
    }

    internal CommercetoolsException TooLarge<T>(CommerceCall<T> call, ExchangeTrail trail)
        where T : class =>
        Failed(call, trail, FailureKind.Rejected, ErrorCodes.ResponseTooLarge, $"the response is longer than {call.MaxBytes / (1024 * 1024)} MB");

    internal CommercetoolsException Failed<T>(
        CommerceCall<T> call, ExchangeTrail trail, FailureKind kind, string code, string what, Exception? inner = null, IReadOnlyList<string>? codes = null,
        long? currentVersion = null, DateTimeOffset? retryAt = null)
        where T : class
    {
        var path = Cut(trail.Url.PathAndQuery, MaxMessageLength);
        var responded = trail.Status == 0 ? "did not respond" : string.Create(CultureInfo.InvariantCulture, $"responded {trail.Status} to");
        return new CommercetoolsException(
            kind, code, $"commercetools {responded} {call.Method} {path}: {Cut(what, MaxMessageLength)} (correlation {trail.CorrelationId})", inner)
        {
            Status = trail.Status,
            VendorCodes = codes ?? [],
            CurrentVersion = currentVersion,
            CorrelationId = trail.CorrelationId,
            Method = call.Method.Method,
            Url = trail.Url.AbsoluteUri,
            Body = call.Confidential ? null : redaction.Json(trail.Response.Span, MaxBodyInException, PersonalValues.None),
            RetryAt = retryAt
        };
    }

    /// <summary>A code is a word; whatever else is in its place is treated as the vendor's own text.</summary>
    private static string Word(string code) => Cut(VendorText.Clean(code), MaxCodeLength);

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..length] + "...";
}
