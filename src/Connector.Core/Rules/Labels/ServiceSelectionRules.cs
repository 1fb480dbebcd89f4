namespace Connector.Core.Rules.Labels;

/// <summary>Which service is bought.</summary>
public sealed class ServiceSelectionRules
{
    /// <summary>How the service is chosen.</summary>
    public ServicePick By { get; set; } = ServicePick.Mapped;

    /// <summary>The services to choose from; the order settles ties, and decides for Preferred. Needed unless By is Mapped; for Mapped it adds what is known of a service.</summary>
    public IList<AllowedService> Allowed { get; set; } = [];

    /// <summary>Custom field of the order with the day that the customer was promised. Null: not looked at.</summary>
    public string? PromiseField { get; set; }

    /// <summary>Days from ship date to delivery that are promised where the field says nothing. Null: nothing is promised.</summary>
    public int? PromiseDays { get; set; }

    /// <summary>True keeps orders back that have no promise.</summary>
    public bool RequirePromise { get; set; }

    /// <summary>Days by which a service that is not guaranteed must arrive before the promise.</summary>
    public int MarginDays { get; set; } = 1;

    /// <summary>Dearer offers are not taken. Null: no limit.</summary>
    public decimal? MaxPrice { get; set; }

    /// <summary>Whether offers without tracking are refused.</summary>
    public bool RequireTracking { get; set; } = true;

    /// <summary>Whether offers with warnings are taken.</summary>
    public bool AllowWarnings { get; set; }

    /// <summary>What happens when no offer keeps the promise.</summary>
    public LateChoice WhenLate { get; set; } = LateChoice.Propose;
}

/// <summary>How the service is chosen.</summary>
public enum ServicePick
{
    /// <summary>What the order asks for (Services, or what was changed on the shipping side).</summary>
    Mapped,

    /// <summary>The cheapest that keeps the promise.</summary>
    Cheapest,

    /// <summary>The fastest that keeps promise and MaxPrice.</summary>
    Fastest,

    /// <summary>The first of Allowed that keeps the promise.</summary>
    Preferred
}

/// <summary>What happens when no offer keeps the promise.</summary>
public enum LateChoice
{
    /// <summary>The fastest is proposed.</summary>
    Propose,

    /// <summary>The fastest is bought.</summary>
    Fastest
}

/// <summary>A service that may be bought.</summary>
public sealed class AllowedService
{
    /// <summary>The shipping side's code of the carrier.</summary>
    public string Carrier { get; set; } = "";

    /// <summary>The shipping side's number of the carrier account. Null: any of this code.</summary>
    public long? CarrierAccount { get; set; }

    /// <summary>The shipping side's code of the service.</summary>
    public string Service { get; set; } = "";

    /// <summary>Working days to delivery, where the carrier does not say (V1 never does).</summary>
    public int? TransitDays { get; set; }
}
