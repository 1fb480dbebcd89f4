using Connector.Core.Model.Labels;
using Connector.Core.Model.Messages;
using Connector.Core.Ports.Labels;
using Connector.Http;
using Connector.ShipStation.Labels.Mapping;
using Connector.ShipStation.Mapping;
using Connector.ShipStation.V2.Labels.Mapping;
using Connector.ShipStation.V2.Mapping;

namespace Connector.ShipStation.Labels;

/// <summary>Quotes over V1 (POST /shipments/getrates, a call for each carrier) and V2 (POST /v2/rates with the id of the shipment, which stores no new one).</summary>
internal sealed class Rates(ShipStationClient v1, ShipStationClient? v2) : IRates
{
    public Task<RateQuote> QuoteAsync(RateRequest request, CancellationToken cancellationToken)
    {
        if (request.Carriers.Count == 0) throw new ArgumentException("A quote needs at least one carrier.", nameof(request));
        if (request.Api == LabelApi.V1) return QuoteEachAsync(request, cancellationToken);
        if (request.ShipmentId is not null && !V2Ids.IsName(request.ShipmentId)) throw new ArgumentException("The shipment's id is of another form.", nameof(request));
        var api = v2 ?? throw new InvalidOperationException("The account has no V2 key.");
        var personal = LabelToWire.PersonalOf(request.To);
        return api.SendAsync(CallOf(api, "v2/rates", LabelToV2.Rates(request), request, (body, at) => RatesFromV2.Map(body, request, personal, at)), cancellationToken);
    }

    private async Task<RateQuote> QuoteEachAsync(RateRequest request, CancellationToken cancellationToken)
    {
        var quotedAt = v1.Clock.GetUtcNow();
        var rates = new List<ShippingRate>();
        var problems = new List<RateProblem>();
        // Without an account id the primary one is meant, so a code is asked for once.
        foreach (var carrier in request.Carriers.DistinctBy(static c => c.Code, StringComparer.Ordinal))
        {
            var call = CallOf(v1, "shipments/getrates", LabelToWire.Rates(request, carrier), request, (body, _) => LabelFromWire.Rates(body, request, carrier));
            try
            {
                rates.AddRange(await v1.SendAsync(call, cancellationToken));
            }
            catch (ShipStationException e) when (LabelFailures.From(call, e) is Refusal { Kind: not RefusalKind.Unauthorized } refusal)
            {
                problems.Add(new RateProblem(carrier.Code, carrier.AccountId, refusal.Code, refusal.Text));
            }
        }
        var status = problems.Count == 0 ? QuoteStatus.Completed : rates.Count == 0 ? QuoteStatus.Failed : QuoteStatus.Partial;
        return new RateQuote(status, rates, problems, quotedAt);
    }

    /// <summary>A POST that may be repeated: it only computes.</summary>
    private static ApiCall<T> CallOf<T>(ShipStationClient api, string path, byte[] body, RateRequest request, Func<ReadOnlyMemory<byte>, DateTimeOffset, Reading<T>> read) =>
        new(api, HttpMethod.Post, path, read)
        {
            Lane = RateLane.Preparing,
            IsRepeatable = true,
            RejectedCode = ErrorCodes.LabelRefused,
            BodyType = ApiCall.JsonUtf8,
            Body = body,
            OrderIds = ShopOrderIds.From([request.OrderKey]),
            Personal = LabelToWire.PersonalOf(request.To)
        };
}
