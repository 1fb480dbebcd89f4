using System.Globalization;
using Connector.Core.Model.Labels;
using Connector.Core.Model.Messages;
using Connector.Core.Ports.Labels;
using Connector.Http;
using Connector.ShipStation.Labels.Mapping;
using Connector.ShipStation.Mapping;
using Connector.ShipStation.V2.Labels.Mapping;
using Connector.ShipStation.V2.Mapping;

namespace Connector.ShipStation.Labels;

/// <summary>Voids over V1 (POST /shipments/voidlabel) and V2 (PUT /v2/labels/{id}/void, which gives a reason code).</summary>
internal sealed class LabelVoids(ShipStationClient v1, ShipStationClient? v2) : ILabelVoids
{
    public async Task<VoidOutcome> VoidAsync(VoidRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Problem(request) is { } problem) return VoidOutcome.From(new Refusal(RefusalKind.InvalidRequest, ErrorCodes.LabelRefused, problem));
        var call = request.Api == LabelApi.V1
            ? CallOf(v1, HttpMethod.Post, "shipments/voidlabel", LabelToWire.Void(request.ShipmentId), LabelFromWire.Void, request)
            : CallOf(v2!, HttpMethod.Put, $"v2/labels/{request.LabelId ?? V2Ids.From(request.ShipmentId)}/void", default, LabelFromV2.Void, request);
        try
        {
            return await v1.SendAsync(call, cancellationToken);
        }
        catch (Exception failure) when (LabelFailures.Concerns(call, failure))
        {
            return call.Result ?? VoidOutcome.From(LabelFailures.From(call, failure));
        }
    }

    private string? Problem(VoidRequest request) =>
        request.Api == LabelApi.V1 ? request.ShipmentId > 0 ? null : "The label's number is missing."
        : v2 is null ? "The account has no key for V2."
        : V2Ids.IsName(request.LabelId ?? (request.ShipmentId > 0 ? V2Ids.From(request.ShipmentId) : null)) ? null
        : string.Create(CultureInfo.InvariantCulture, $"The label {request.ShipmentId} has no id that can be used.");

    private static ApiCall<VoidOutcome> CallOf(
        ShipStationClient api, HttpMethod method, string path, ReadOnlyMemory<byte> body, Func<ReadOnlyMemory<byte>, Reading<VoidOutcome>> read, VoidRequest request) =>
        new(api, method, path, (response, _) => read(response))
        {
            Lane = RateLane.Cancel,
            IsRepeatable = false,
            Timeout = api.LabelTimeout,
            BodyType = ApiCall.JsonUtf8,
            Body = body,
            OrderIds = ShopOrderIds.From([request.OrderKey])
        };
}
