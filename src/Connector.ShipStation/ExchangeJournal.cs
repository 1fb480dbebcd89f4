using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Ports;
using Connector.ShipStation.Responses;

namespace Connector.ShipStation;

/// <summary>Writes each exchange into the journal: bodies redacted, long lists as a summary, linked to the shop orders whose keys it carries. Headers never.</summary>
internal sealed class ExchangeJournal(IJournal journal, IBodyRedaction redaction)
{
    /// <summary>Returns when the journal has it, also when the caller has stopped waiting: what was sent must be recorded.</summary>
    public Task AppendAsync<T>(
        ShipStationCall<T> call, int attempt, DateTimeOffset at, TimeSpan duration, RawResponse? response, Reading<T>? reading, Exception? failure) =>
        journal.AppendAsync(
            new Exchange(
                at, "ShipStation", call.Method.Method, "/" + call.PathAndQuery, response?.Status ?? 0, Code(failure), duration, attempt,
                call.Body.IsEmpty || call.BodyIsSecret ? null : redaction.Redact(call.Body), Responded(call, response, reading, failure),
                OrderIds(call.OrderKeys, reading?.OrderKeys))
            {
                FoundNothing = reading is { FoundNothing: true } && failure is null
            },
            CancellationToken.None);

    private string? Responded<T>(ShipStationCall<T> call, RawResponse? response, Reading<T>? reading, Exception? failure)
    {
        if (reading?.Summary is { } summary) return summary;
        if (response is null || response.Body.IsEmpty) return null;
        var first = response.Body.Span.TrimStart(" \t\r\n"u8);
        if (!first.IsEmpty && first[0] is (byte)'{' or (byte)'[') return redaction.Redact(response.Body, failure is not null || reading?.HasRefusals == true ? call.Personal : null);
        return (failure as ShipStationException)?.VendorMessage;
    }

    private static string? Code(Exception? failure) => failure switch
    {
        null => null,
        ShipStationException known => known.Code,
        _ => "Cancelled"
    };

    private static List<string> OrderIds(IEnumerable<string> sent, IEnumerable<string?>? reported) =>
        [.. sent.Concat(reported ?? []).Select(key => OrderKeys.TryParse(key, out var id, out _) ? id : null).OfType<string>().Distinct(StringComparer.Ordinal)];
}
