using Connector.Simulators.ShipStation.Http;
using Connector.Simulators.ShipStation.Orders;

namespace Connector.Simulators.ShipStation.Labels;

/// <summary>The body of a V1 purchase, with or without an order. Members that are not known are ignored.</summary>
internal sealed record V1LabelBody
{
    private static readonly string[] s_confirmations = ["none", "delivery", "signature", "adult_signature", "direct_signature"];

    public long? OrderId { get; init; }
    public string? CarrierCode { get; init; }
    public string? ServiceCode { get; init; }
    public string? PackageCode { get; init; }
    public string? Confirmation { get; init; }
    public DateOnly? ShipDate { get; init; }
    public Weight? Weight { get; init; }
    public Dimensions? Dimensions { get; init; }
    public Insurance? Insurance { get; init; }
    public International? International { get; init; }
    public Address? ShipFrom { get; init; }
    public Address? ShipTo { get; init; }
    public bool IsTest { get; init; }

    public static V1LabelBody Read(JsonView body, BindingErrors errors)
    {
        var read = new V1LabelBody
        {
            OrderId = body.Integer("orderId"),
            CarrierCode = body.Text("carrierCode"),
            ServiceCode = body.Text("serviceCode"),
            PackageCode = body.Text("packageCode"),
            Confirmation = body.Text("confirmation"),
            ShipDate = body.Day("shipDate"),
            Weight = PartsBinder.Weight(body.Object("weight")),
            Dimensions = PartsBinder.Dimensions(body.Object("dimensions")),
            Insurance = body.Object("insuranceOptions").IsMissing ? null : PartsBinder.Insurance(body.Object("insuranceOptions")),
            International = body.Object("internationalOptions").IsMissing ? null : PartsBinder.International(body.Object("internationalOptions")),
            ShipFrom = PartsBinder.Address(body.Object("shipFrom")),
            ShipTo = PartsBinder.Address(body.Object("shipTo")),
            IsTest = body.Flag("testLabel") ?? false
        };
        if (read.Confirmation is { } word && !s_confirmations.Contains(word)) errors.Add("request.confirmation", $"The value '{word}' is not valid.");
        return read;
    }

    /// <summary>Fields that must be there, each with its own error.</summary>
    public void Require(BindingErrors errors, bool forOrder)
    {
        if (forOrder) Require(errors, "orderId", OrderId is not null);
        Require(errors, "serviceCode", !string.IsNullOrEmpty(ServiceCode));
        Require(errors, "shipDate", ShipDate is not null);
        if (forOrder) return;
        Require(errors, "weight", Weight is not null);
        Require(errors, "shipFrom", ShipFrom is not null);
        Require(errors, "shipTo", ShipTo is not null);
    }

    private static void Require(BindingErrors errors, string name, bool isThere)
    {
        if (!isThere) errors.Add("request." + name, $"The {name} field is required.");
    }
}
