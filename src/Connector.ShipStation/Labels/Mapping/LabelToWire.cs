using System.Globalization;
using System.Text.Json;
using Connector.Core.Engine.Watch;
using Connector.Core.Model.Labels;
using Connector.Core.Model.Shipping;
using Connector.ShipStation.Labels.Wire;
using Connector.ShipStation.Mapping;
using Connector.ShipStation.Wire;

namespace Connector.ShipStation.Labels.Mapping;

/// <summary>Requests about labels in V1's words.</summary>
internal static class LabelToWire
{
    public static byte[] Purchase(PurchaseRequest request) => JsonSerializer.SerializeToUtf8Bytes(
        new WireLabelRequest
        {
            OrderId = request.ShippingOrderId,
            CarrierCode = request.CarrierCode,
            ServiceCode = request.ServiceCode,
            PackageCode = request.PackageCode,
            Confirmation = request.Confirmation,
            ShipDate = PacificTime.WriteDate(request.ShipDate),
            Weight = Weight(request.Weight),
            Dimensions = Dimensions(request.Dimensions),
            InsuranceOptions = request.Insurance is { } cover ? new WireInsuranceOptions(cover.Provider, cover.Insure, OrderToWire.Amount(cover.InsuredValue)) : null,
            InternationalOptions = request.Customs is { } customs ? OrderToWire.International(customs) : null,
            TestLabel = request.IsTest
        },
        LabelsJson.Default.WireLabelRequest);

    /// <summary>For one carrier. Throws <see cref="ArgumentException"/> for a request without weight, countries or postal codes.</summary>
    public static byte[] Rates(RateRequest request, CarrierReference carrier)
    {
        if (request.Weight is not { Value: > 0 } weight) throw new ArgumentException("A quote needs a weight above zero.", nameof(request));
        if (string.IsNullOrWhiteSpace(request.From?.PostalCode)) throw new ArgumentException("A quote needs the postal code of the sender.", nameof(request));
        if (string.IsNullOrWhiteSpace(request.To?.PostalCode) || string.IsNullOrWhiteSpace(request.To.Country))
            throw new ArgumentException("A quote needs country and postal code of the recipient.", nameof(request));
        return JsonSerializer.SerializeToUtf8Bytes(
            new WireRateRequest
            {
                CarrierCode = carrier.Code,
                // The filter takes one; several are chosen from the response.
                ServiceCode = request.ServiceCodes.Count == 1 ? request.ServiceCodes[0] : null,
                PackageCode = request.PackageCode,
                FromPostalCode = request.From.PostalCode,
                FromCity = request.From.City,
                FromState = request.From.State,
                ToState = request.To.State,
                ToCountry = request.To.Country,
                ToPostalCode = request.To.PostalCode,
                ToCity = request.To.City,
                Weight = Weight(weight),
                Dimensions = Dimensions(request.Dimensions),
                Confirmation = request.Confirmation,
                Residential = request.IsResidential ?? request.To.Residential
            },
            LabelsJson.Default.WireRateRequest);
    }

    public static byte[] Void(long shipmentId) => JsonSerializer.SerializeToUtf8Bytes(new WireVoidRequest(shipmentId), LabelsJson.Default.WireVoidRequest);

    /// <summary>What the vendor's words about a parcel must not repeat.</summary>
    public static PersonalValues PersonalOf(ShippingAddress? address) =>
        address is null ? PersonalValues.None : PersonalValues.From(new ShippingOrder { OrderKey = "", OrderNumber = "", BillTo = address, ShipTo = address, StoreId = 0 });

    /// <summary>For the journal.</summary>
    public static string Amount(decimal? amount, string? currency) =>
        amount is { } stated ? string.Create(CultureInfo.InvariantCulture, $"{stated} {currency}").TrimEnd() : "no cost stated";

    private static WireWeight Weight(Weight weight) => new(weight.Value, Words.Unit(weight.Unit));

    private static WireDimensions? Dimensions(Dimensions? box) => box is null ? null : new WireDimensions(box.Length, box.Width, box.Height, Words.Unit(box.Unit));
}
