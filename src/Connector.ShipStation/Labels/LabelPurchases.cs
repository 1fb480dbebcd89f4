using Connector.Core.Model.Labels;
using Connector.Core.Model.Messages;
using Connector.Core.Ports.Labels;
using Connector.Http;
using Connector.ShipStation.Labels.Mapping;
using Connector.ShipStation.Mapping;
using Connector.ShipStation.V2.Labels.Mapping;

namespace Connector.ShipStation.Labels;

/// <summary>
/// Purchases over V1 (POST /orders/createlabelfororder) and V2 (POST /v2/labels/rates/{id}, /v2/labels/shipment/{id}). Nothing sends such a call twice: it is not
/// repeatable for our handlers, and its body keeps the socket layer from using another connection for it.
/// </summary>
internal sealed class LabelPurchases(ShipStationClient v1, ShipStationClient? v2) : ILabelPurchases
{
    /// <summary>The response holds documents: a small cap for lists must not make a purchase unreadable.</summary>
    private const long LeastCap = 16 * 1024 * 1024;

    public TimeSpan LongestCall => v1.LabelTimeout;

    public async Task<PurchaseResult> BuyAsync(PurchaseRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (PurchaseChecks.Problem(request, hasV2: v2 is not null) is { } problem)
            return new PurchaseResult.Refused(new Refusal(RefusalKind.InvalidRequest, ErrorCodes.LabelRefused, problem));
        var call = request.Route == PurchaseRoute.ByOrder
            ? CallOf(v1, "orders/createlabelfororder", LabelToWire.Purchase(request), LabelFromWire.Purchase, request)
            : CallOf(v2!, LabelToV2.PurchasePath(request), LabelToV2.Purchase(request), LabelFromV2.Purchase, request);
        try
        {
            return await v1.SendAsync(call, cancellationToken);
        }
        catch (Exception failure) when (LabelFailures.Concerns(call, failure))
        {
            // What was read is true, whatever failed after it.
            return call.Result ?? PurchaseResult.From(LabelFailures.From(call, failure));
        }
    }

    private static ApiCall<PurchaseResult> CallOf(
        ShipStationClient api, string path, byte[] body, Func<ReadOnlyMemory<byte>, Reading<PurchaseResult>> read, PurchaseRequest request) =>
        new(api, HttpMethod.Post, path, (response, _) => read(response))
        {
            Lane = RateLane.Normal,
            IsRepeatable = false,
            Timeout = api.LabelTimeout,
            MaxBytes = Math.Max(api.MaxResponseBytes, LeastCap),
            BodyType = ApiCall.JsonUtf8,
            Body = body,
            OrderIds = ShopOrderIds.From([request.OrderKey]),
            Personal = LabelToWire.PersonalOf(request.ShipTo),
            SuccessIsSecret = true
        };
}
