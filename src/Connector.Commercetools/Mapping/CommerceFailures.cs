using System.Globalization;
using System.Net;
using Connector.Core.Engine.Watch;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.Http;

namespace Connector.Commercetools.Mapping;

/// <summary>Any failure of a call to commercetools as one exception with its kind.</summary>
internal sealed class CommerceFailures(Redaction redaction) : IFailureTable
{
    private const int MaxBodyInException = 2048;
    private const int MaxCodes = 20;
    private const int MaxMessageLength = 500;
    private const int MaxCodeLength = 60;

    public ConnectorException? From(ApiCall call, ApiResponse response)
    {
        if (response.TooLarge)
            return Failed(call, FailureKind.Rejected, ErrorCodes.ResponseTooLarge, $"the response is longer than {call.MaxBytes / (1024 * 1024)} MB");
        return response.IsSuccess || IsMissing(call, response) ? null : Refused(call, response);
    }

    public ConnectorException From(ApiCall call, BrokenCall how, Exception cause) => how switch
    {
        BrokenCall.TimedOut => Failed(
            call, FailureKind.Transient, ErrorCodes.Timeout, $"no complete response within {call.Api.Timeout.TotalSeconds.ToString("0", CultureInfo.InvariantCulture)} s", cause),
        BrokenCall.Disconnected when call.Status is >= 200 and < 300 => Failed(
            call, FailureKind.Transient, ErrorCodes.UnreadableResponse, "the response was incomplete", cause),
        BrokenCall.Disconnected => Failed(call, FailureKind.Transient, ErrorCodes.ConnectionFailed, "the connection failed", cause),
        BrokenCall.NotUnpacked => Failed(call, FailureKind.Transient, ErrorCodes.UnreadableResponse, "the response cannot be unpacked", cause),
        _ => Failed(call, FailureKind.Transient, ErrorCodes.UnreadableResponse, "the response is not the expected JSON", cause)
    };

    public ConnectorException NoPermit(ApiCall call, RatePermit permit) =>
        Failed(call, FailureKind.RateLimited, ErrorCodes.RateLimited, "no call is left in this window", retryAt: permit.RetryAt);

    // A heavy query will not be lighter a moment later; that is for the caller to make smaller.
    public bool IsWorthARetry(ConnectorException failure) =>
        failure is CommercetoolsException { Kind: FailureKind.Transient or FailureKind.RateLimited, Status: not 400 };

    /// <summary>The vendor's own word where it gave one.</summary>
    public string CodeOf(ConnectorException failure) => failure is CommercetoolsException { VendorCodes: [var first, ..] } ? first : failure.Code;

    public string? WordsOf(ConnectorException failure) => (failure as CommercetoolsException)?.Body;

    internal CommercetoolsException Failed(
        ApiCall call, FailureKind kind, string code, string what, Exception? inner = null, IReadOnlyList<string>? codes = null, long? currentVersion = null,
        DateTimeOffset? retryAt = null)
    {
        var path = Cut(call.Address.PathAndQuery, MaxMessageLength);
        var responded = call.Status == 0 ? "did not respond" : string.Create(CultureInfo.InvariantCulture, $"responded {call.Status} to");
        return new CommercetoolsException(
            kind, code, $"commercetools {responded} {call.Method} {path}: {Cut(what, MaxMessageLength)} (correlation {call.CorrelationId})", inner)
        {
            Status = call.Status,
            VendorCodes = codes ?? [],
            CurrentVersion = currentVersion,
            CorrelationId = call.CorrelationId,
            Method = call.Method.Method,
            Url = call.Address.AbsoluteUri,
            Body = call.ResponseIsSecret || call.Response is null ? null : redaction.Json(call.Response.Body.Span, MaxBodyInException, PersonalValues.None),
            RetryAt = retryAt
        };
    }

    /// <summary>A 404 that is not the vendor's own (a wrong base address, a gateway) says nothing about the resource.</summary>
    private static bool IsMissing(ApiCall call, ApiResponse response) =>
        response.Status == 404 && call.NullWhenMissing && (response.Body.IsEmpty || FailureReader.ReadBody(response.Body) is not null);

    private CommercetoolsException Refused(ApiCall call, ApiResponse response)
    {
        var wire = FailureReader.ReadBody(response.Body);
        string[] codes = wire?.Errors is { Count: > 0 } errors
            ? [.. errors.Select(error => error?.Code).OfType<string>().Take(MaxCodes).Select(Word)]
            : wire?.Error is { } single ? [Word(single)] : [];
        var (kind, code) = FailureReader.Classify((HttpStatusCode)response.Status, codes, call.RejectedCode, call.MissingCode ?? "ResourceNotFound");
        if (response.Status == 404 && wire is null && !response.Body.IsEmpty) (kind, code) = (FailureKind.Unknown, ErrorCodes.Unexpected);
        var message = wire?.Message is { } text ? $"{string.Join(", ", codes)}: {VendorText.Clean(redaction.Text(text))}" : string.Join(", ", codes);
        return Failed(
            call, kind, code, message, inner: null, codes, wire?.Errors?.Select(error => error?.CurrentVersion).FirstOrDefault(one => one is not null),
            FailureReader.RetryAt(response, response.At));
    }

    /// <summary>A code is a word; whatever else is in its place is treated as the vendor's own text.</summary>
    private static string Word(string code) => Cut(VendorText.Clean(code), MaxCodeLength);

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..length] + "...";
}
