using System.Text.Json;
using Connector.Core.Model.Labels;
using Connector.ShipStation.Mapping;
using Connector.ShipStation.V2.Labels.Wire;
using Connector.ShipStation.V2.Mapping;

namespace Connector.ShipStation.V2.Labels.Mapping;

/// <summary>Requests about labels in V2's words.</summary>
internal static class LabelToV2
{
    /// <summary>The path that buys; the ids in it were checked.</summary>
    public static string PurchasePath(PurchaseRequest request) => request.Route == PurchaseRoute.ByRate
        ? $"v2/labels/rates/{request.RateId}"
        : $"v2/labels/shipment/{request.ShipmentId ?? V2Ids.From(request.ShippingOrderId)}";

    public static byte[] Purchase(PurchaseRequest request) => JsonSerializer.SerializeToUtf8Bytes(
        new WireV2LabelRequest { LabelFormat = V2Words.Format(request.Format), LabelLayout = request.Layout }, V2LabelsJson.Default.WireV2LabelRequest);

    /// <summary>Throws <see cref="ArgumentException"/> when no carrier has an account id.</summary>
    public static byte[] Rates(RateRequest request)
    {
        var carriers = request.Carriers.Select(static c => c.AccountId).OfType<long>().Distinct().Select(V2Ids.From).ToList();
        if (carriers.Count == 0) throw new ArgumentException("V2 needs the account id of at least one carrier.", nameof(request));
        return JsonSerializer.SerializeToUtf8Bytes(
            new WireV2RatesRequest(
                request.ShipmentId ?? V2Ids.From(request.ShippingOrderId),
                new WireV2RateOptions
                {
                    CarrierIds = carriers,
                    ServiceCodes = request.ServiceCodes.Count == 0 ? null : request.ServiceCodes,
                    PackageTypes = request.PackageCode is { } package ? [package] : null
                }),
            V2LabelsJson.Default.WireV2RatesRequest);
    }

    public static byte[] Batch(BatchRequest request) => JsonSerializer.SerializeToUtf8Bytes(
        new WireV2BatchRequest
        {
            ExternalBatchId = request.ExternalId,
            BatchNotes = request.Notes,
            ShipmentIds = request.ShippingOrderIds.Count == 0 ? null : [.. request.ShippingOrderIds.Select(V2Ids.From)],
            RateIds = request.RateIds.Count == 0 ? null : request.RateIds
        },
        V2LabelsJson.Default.WireV2BatchRequest);

    public static byte[] Process(BatchProcess process) => JsonSerializer.SerializeToUtf8Bytes(
        new WireV2BatchProcess
        {
            ShipDate = PacificTime.WriteDate(process.ShipDate) + "T00:00:00Z", LabelLayout = process.Layout, LabelFormat = V2Words.Format(process.Format)
        },
        V2LabelsJson.Default.WireV2BatchProcess);
}
