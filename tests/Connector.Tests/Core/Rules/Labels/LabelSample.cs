using Connector.Core.Model.Labels;
using Connector.Core.Model.Shipping;
using Connector.Core.Rules.Labels;
using Connector.TestSupport;

namespace Connector.Tests.Core.Rules.Labels;

/// <summary>Valid as it stands; a test states only what matters to it.</summary>
internal static class LabelSample
{
    /// <summary>A Wednesday.</summary>
    public static readonly DateOnly Today = new(2026, 3, 4);
    public static readonly DateTimeOffset Now = new(2026, 3, 4, 17, 0, 0, TimeSpan.Zero);

    /// <summary>An order at "east", ready for its label: 700 g, 30 x 20 x 10 cm, USPS Priority Mail.</summary>
    public static LabelFacts Facts(Func<ShippingOrder, ShippingOrder>? content = null, Func<ShippingOrderSnapshot, ShippingOrderSnapshot>? remote = null)
    {
        var order = A.ShippingOrder(o => o with
        {
            CarrierCode = "stamps_com", ServiceCode = "usps_priority_mail", PackageCode = "package",
            Weight = new Weight(700m, WeightUnit.Grams), Dimensions = new Dimensions(30m, 20m, 10m, LengthUnit.Centimeters)
        });
        return new LabelFacts { Order = An.Order(), Account = A.Account, LocationKey = "east", Remote = A.Snapshot(content is null ? order : content(order), remote) };
    }

    public static LabelPolicy Policy(ServiceSelectionRules? services = null, LabelMode mode = LabelMode.Buy) => new(mode, services ?? new ServiceSelectionRules(), new LabelLimits(), null, []);

    /// <summary>USPS Priority Mail, 7.40 USD, arrives on Friday, with an id.</summary>
    public static ShippingRate Rate(Func<ShippingRate, ShippingRate>? with = null)
    {
        var rate = new ShippingRate
        {
            CarrierCode = "stamps_com", ServiceCode = "usps_priority_mail", PackageType = "package", ShippingAmount = 7.40m, Currency = "USD",
            EstimatedDelivery = new DateTimeOffset(2026, 3, 6, 0, 0, 0, TimeSpan.Zero), IsTrackable = true, RateId = "se-1", Validity = RateValidity.Valid
        };
        return with is null ? rate : with(rate);
    }

    /// <summary>A live label of the order, read in V1.</summary>
    public static LabelRecord Label(Func<LabelRecord, LabelRecord>? with = null)
    {
        var label = new LabelRecord
        {
            Api = LabelApi.V1, ShipmentId = 4501, LabelId = "se-4501", Status = LabelStatus.Completed, CreatedAt = Now.AddSeconds(2),
            CarrierCode = "stamps_com", ServiceCode = "usps_priority_mail", ShipmentCost = 7.40m, ObservedAt = Now
        };
        return with is null ? label : with(label);
    }
}
