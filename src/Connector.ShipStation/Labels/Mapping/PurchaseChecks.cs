using Connector.Core.Model.Labels;
using Connector.ShipStation.V2.Mapping;

namespace Connector.ShipStation.Labels.Mapping;

/// <summary>What can be seen of a request before it is sent. A call that the vendor would understand otherwise than we mean it may buy the wrong label.</summary>
internal static class PurchaseChecks
{
    /// <summary>What is wrong; null when it may be sent.</summary>
    public static string? Problem(PurchaseRequest request, bool hasV2) =>
        request.ShippingOrderId <= 0 ? "The order's number is missing."
        : request.Weight.Value <= 0 ? "The weight must be above zero."
        : request.Dimensions is { } box && (box.Length <= 0 || box.Width <= 0 || box.Height <= 0) ? "Dimensions must be above zero."
        : string.IsNullOrWhiteSpace(request.CarrierCode) || string.IsNullOrWhiteSpace(request.ServiceCode) ? "Carrier and service are missing."
        : string.IsNullOrWhiteSpace(request.PackageCode) ? "The package code is missing."
        : string.IsNullOrWhiteSpace(request.Confirmation) ? "The confirmation is missing; none is a value."
        : request.Route == PurchaseRoute.ByOrder ? ProblemOfV1(request) : ProblemOfV2(request, hasV2);

    private static string? ProblemOfV1(PurchaseRequest request) =>
        request.RateId is not null ? "A rate is bought by its own route."
        : request.Packages.Count > 1 ? "V1 sells one package at a time."
        : request.Format != DocumentFormat.Pdf ? "V1 makes PDF only."
        : null;

    private static string? ProblemOfV2(PurchaseRequest request, bool hasV2) =>
        !hasV2 ? "The account has no key for V2."
        : request.IsTest ? "This route would buy a real label instead of a test label."
        : request.Route == PurchaseRoute.ByRate && !V2Ids.IsName(request.RateId) ? "The rate's id is missing or of another form."
        : request.Route == PurchaseRoute.ByShipment && request.RateId is not null ? "A rate is bought by its own route."
        : request.ShipmentId is not null && !V2Ids.IsName(request.ShipmentId) ? "The shipment's id is of another form."
        : request is { Layout: not "4x6", Format: not DocumentFormat.Pdf } ? "Only PDF has a layout other than 4x6."
        : null;
}
