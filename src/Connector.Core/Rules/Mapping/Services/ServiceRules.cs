using System.ComponentModel.DataAnnotations;
using Connector.Core.Rules.Selection.Conditions;

namespace Connector.Core.Rules.Mapping.Services;

/// <summary>Which service of which carrier a shipping method of the shop means, and back.</summary>
public sealed class ServiceRules
{
    /// <summary>First match wins.</summary>
    public IList<ServiceRule> Rules { get; set; } = [];

    /// <summary>What happens to orders with a shipping method that no rule names.</summary>
    public UnmappedMethod Unmapped { get; set; } = UnmappedMethod.Pass;

    /// <summary>Names for services that were bought, as the shop shows them.</summary>
    public IList<BoughtService> Bought { get; set; } = [];

    /// <summary>Names and tracking pages of carriers, beside the built-in ones of USPS, UPS, FedEx and DHL.</summary>
    public IList<CarrierRule> Carriers { get; set; } = [];
}

/// <summary>Orders that all given conditions hold for ask for this service.</summary>
public sealed class ServiceRule
{
    /// <summary>For people; shown in the trace.</summary>
    public string? Name { get; set; }

    /// <summary>Keys or names of shipping methods, * and ? allowed; any of them. Empty: all, also orders without one.</summary>
    public IList<string> Methods { get; set; } = [];

    /// <summary>Keys of the shop's stores, * and ? allowed; any of them. Empty: all.</summary>
    public IList<string> Stores { get; set; } = [];

    /// <summary>Countries of the ship-to address (ISO 3166-1, two letters); any of them. Empty: all.</summary>
    public IList<string> Countries { get; set; } = [];

    /// <summary>Least weight of the shipment in grams, inclusive. A shipment of unknown weight does not match.</summary>
    public decimal? MinWeightGrams { get; set; }

    /// <summary>Greatest weight of the shipment in grams, inclusive. A shipment of unknown weight does not match.</summary>
    public decimal? MaxWeightGrams { get; set; }

    /// <summary>Any condition, with Not, Any and All. It must hold besides the others of the rule.</summary>
    public Condition? When { get; set; }

    /// <summary>Text for people and for the shipping side's own rules. Null: the name of the shipping method.</summary>
    public string? RequestedService { get; set; }

    /// <summary>The shipping side's code of the carrier; needs Service.</summary>
    public string? Carrier { get; set; }

    /// <summary>The shipping side's code of the service; needs Carrier.</summary>
    public string? Service { get; set; }

    /// <summary>The shipping side's code of the package; needs Carrier.</summary>
    public string? Package { get; set; }

    /// <summary>Proof of delivery.</summary>
    [AllowedValues("none", "delivery", "signature", "adult_signature", "direct_signature", null)]
    public string? Confirmation { get; set; }

    /// <summary>All that the rule asks as one condition.</summary>
    internal Condition ToCondition()
    {
        var own = new Condition { ShippingMethods = Methods, Stores = Stores, Countries = Countries, MinWeightGrams = MinWeightGrams, MaxWeightGrams = MaxWeightGrams };
        if (When is { } when) own.All.Add(when);
        return own;
    }
}

/// <summary>What happens to orders with a shipping method that no rule names.</summary>
public enum UnmappedMethod
{
    /// <summary>Sent with the method's name as text, and flagged.</summary>
    Pass,

    /// <summary>Sent on hold, with the method's name as text, and flagged.</summary>
    Hold,

    /// <summary>Not sent: waits in the error queue.</summary>
    Reject
}

/// <summary>The shop's name for a service that was bought.</summary>
public sealed class BoughtService
{
    /// <summary>The shipping side's code of the carrier.</summary>
    public string Carrier { get; set; } = "";

    /// <summary>The shipping side's code of the service; null for all services of the carrier that have no entry of their own.</summary>
    public string? Service { get; set; }

    /// <summary>What the shop shows.</summary>
    public string Name { get; set; } = "";
}

/// <summary>A carrier as people know it.</summary>
public sealed class CarrierRule
{
    /// <summary>The shipping side's code of the carrier.</summary>
    public string Code { get; set; } = "";

    /// <summary>Its name for people. Null keeps the built-in one.</summary>
    public string? Name { get; set; }

    /// <summary>Address of its tracking page with {number} in it, https. Null keeps the built-in one.</summary>
    public string? TrackingUrl { get; set; }
}
