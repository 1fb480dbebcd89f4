using Connector.Core.Engine.Watch;
using Connector.Core.Model.Messages;

namespace Connector.Commercetools.Http;

/// <summary>An attempt as the journal keeps it: redacted, and without the bodies of responses that say too much.</summary>
internal static class ExchangeRecord
{
    private const string Vendor = "commercetools";
    private const int MaxJournalPath = 1000;

    /// <param name="failedWith">Null after a success.</param>
    internal static Exchange Of<T>(
        CommerceCall<T> call, ExchangeTrail trail, T? result, string? failedWith, TimeSpan duration, int attempt, Redaction redaction)
        where T : class
    {
        string? request = null;
        string? response = null;
        if (!call.Confidential)
        {
            request = redaction.Json(call.Body.Span);
            response = result is not null && call.Summary is not null ? call.Summary(result) : redaction.Json(trail.Response.Span, failedWith is null ? null : PersonalValues.None);
        }

        var orders = result is not null && call.OrdersOf is not null ? call.OrdersOf(result) : call.OrderIds;
        var path = trail.Url.PathAndQuery;
        return new Exchange(
            trail.At, Vendor, call.Method.Method, path.Length <= MaxJournalPath ? path : path[..MaxJournalPath] + "...", trail.Status, failedWith, duration,
            attempt, request, response, orders)
        {
            FoundNothing = failedWith is null && result is not null && call.FoundNothing?.Invoke(result) == true
        };
    }

    /// <summary>The word for a failure: the vendor's own where it gave one.</summary>
    internal static string WordOf(CommercetoolsException failure) => failure.VendorCodes is [var first, ..] ? first : failure.Code;
}
