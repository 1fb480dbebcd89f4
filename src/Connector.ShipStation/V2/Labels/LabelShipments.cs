using System.Text.Json;
using System.Text.Json.Nodes;
using Connector.Core.Model.Labels;
using Connector.Core.Model.Messages;
using Connector.Core.Ports.Labels;
using Connector.Http;
using Connector.ShipStation.Labels.Mapping;
using Connector.ShipStation.Mapping;
using Connector.ShipStation.V2.Labels.Mapping;
using Connector.ShipStation.V2.Mapping;

namespace Connector.ShipStation.V2.Labels;

/// <summary>Shipments over V2 (GET and PUT /v2/shipments/{id}). Inline shipments are never made: each would be a new one.</summary>
internal sealed class LabelShipments(ShipStationClient api) : ILabelShipments
{
    public async Task<LabelShipment?> FindAsync(long shippingOrderId, RateLane lane, CancellationToken cancellationToken) =>
        await ReadAsync(V2Ids.From(shippingOrderId), lane, cancellationToken) is { } shipment ? ShipmentFromV2.Map(shipment) : null;

    public async Task<LabelShipment?> PrepareAsync(ShipmentPreparation preparation, CancellationToken cancellationToken)
    {
        if (preparation.Packages.Count == 0 || preparation.Packages.Any(static p => p.Weight.Value <= 0))
            throw new ArgumentException("A shipment needs packages with a weight above zero.", nameof(preparation));
        var id = preparation.ShipmentId ?? V2Ids.From(preparation.ShippingOrderId);
        if (!V2Ids.IsName(id)) throw new ArgumentException("The shipment's id is of another form.", nameof(preparation));
        if (await ReadAsync(id, RateLane.Preparing, cancellationToken) is not { } stored) return null;
        var before = ShipmentFromV2.Map(stored);
        if (before.State != ShipmentState.Pending) throw Refused(id, $"it is {before.State}");
        await WriteAsync(id, before, stored, preparation, cancellationToken);
        return await ReadAsync(id, RateLane.Preparing, cancellationToken) is { } written ? ShipmentFromV2.Map(written) : null;
    }

    private async Task<JsonObject?> ReadAsync(string id, RateLane lane, CancellationToken cancellationToken)
    {
        try
        {
            return await api.SendAsync(
                new ApiCall<JsonObject>(api, HttpMethod.Get, $"v2/shipments/{id}", static (body, _) =>
                {
                    var shipment = ShipmentFromV2.Parse(body);
                    var read = ShipmentFromV2.Map(shipment);
                    return new Reading<JsonObject>(shipment, ShopOrderIds.From([read.OrderKey]), $"shipment {read.ShipmentId}, {read.State}, {read.Packages.Count} packages");
                })
                {
                    Lane = lane
                },
                cancellationToken);
        }
        catch (ShipStationException e) when (e.Status == 404)
        {
            return null;
        }
    }

    private async Task WriteAsync(string id, LabelShipment before, JsonObject stored, ShipmentPreparation preparation, CancellationToken cancellationToken)
    {
        var personal = LabelToWire.PersonalOf(ShipmentFromV2.RecipientOf(stored));
        var refusals = await api.SendAsync(
            new ApiCall<List<string>>(api, HttpMethod.Put, $"v2/shipments/{id}", (body, _) =>
            {
                // The body may be empty; what was stored is read afterwards. A success may hold refusals.
                var errors = body.IsEmpty ? null : ShipmentFromV2.Parse(body)["errors"] as JsonArray;
                var words = errors?.OfType<JsonNode>().Select(e => VendorMessage.Clean(e.ToString(), personal)).OfType<string>().ToList() ?? [];
                return new Reading<List<string>>(words, Summary: words.Count == 0 ? "stored" : string.Join("; ", words));
            })
            {
                IsRepeatable = false,
                Lane = RateLane.Preparing,
                RejectedCode = ErrorCodes.LabelRefused,
                BodyType = ApiCall.JsonUtf8,
                Body = JsonSerializer.SerializeToUtf8Bytes(ShipmentFromV2.Prepared(stored, preparation)),
                OrderIds = ShopOrderIds.From([before.OrderKey]),
                Personal = personal
            },
            cancellationToken);
        if (refusals.Count > 0) throw Refused(id, string.Join("; ", refusals));
    }

    private static ShipStationException Refused(string id, string why) =>
        new(FailureKind.Rejected, ErrorCodes.LabelRefused, $"Shipment {id} cannot be prepared for a label: {why}") { Method = "PUT", Url = $"v2/shipments/{id}" };
}
