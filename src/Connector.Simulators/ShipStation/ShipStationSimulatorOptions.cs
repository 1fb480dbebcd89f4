namespace Connector.Simulators.ShipStation;

/// <summary>What happens to an order of which only a part is labelled. ShipStation does either, by how its user works.</summary>
public enum PartialLabel
{
    /// <summary>
    /// The rest moves to a new order (number suffix -1, -2, ...; <c>parentId</c>; the same <c>orderKey</c>) that awaits shipment; the labelled part keeps its
    /// id and is shipped.
    /// </summary>
    Split,

    /// <summary>The order awaits shipment until labels cover every quantity.</summary>
    KeepOpen,
}

/// <summary>How a <see cref="ShipStationSimulator"/> behaves; what is left alone behaves like the documented service.</summary>
public sealed record ShipStationSimulatorOptions
{
    /// <summary>Loopback port; 0 takes a free one.</summary>
    public int Port { get; init; }
    public string ApiKey { get; init; } = "demo";
    public string ApiSecret { get; init; } = "demo";

    /// <summary>Key of API V2.</summary>
    public string V2ApiKey { get; init; } = "demo";

    /// <summary>V2 calls in each fixed minute; 0: no limit.</summary>
    public int V2RequestsPerMinute { get; init; } = 200;

    /// <summary>Added to every API call, in real time.</summary>
    public int LatencyMilliseconds { get; init; }

    /// <summary>Calls in each fixed minute; 0: no limit, and the headers then tell of a limit of a million.</summary>
    public int RequestsPerMinute { get; init; } = 40;

    /// <summary>How long a window of either limit is; the service has a minute.</summary>
    public TimeSpan RateWindow { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>A receiver that gets every event of every store without subscribing; null: none.</summary>
    public Uri? WebhookUrl { get; init; }

    /// <summary>The time behind <see cref="ShipStationSimulator.Clock"/>; a <see cref="Simulators.Control.SimulatorClock"/> is taken as it is, so that two simulators can share one.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>When an order that was written is looked at again (address check, default ship-from location, weight, products), on the simulator's clock.</summary>
    public TimeSpan PostProcessAfter { get; init; } = TimeSpan.FromSeconds(18);

    /// <summary>Between an event and its delivery, in real time.</summary>
    public TimeSpan WebhookDelay { get; init; } = TimeSpan.Zero;

    /// <summary>How often a delivery that failed is tried again at once. No retry is documented: 0.</summary>
    public int WebhookRetries { get; init; }

    /// <summary>Off leaves the <c>X-Rate-Limit-*</c> headers out.</summary>
    public bool SendRateHeaders { get; init; } = true;

    /// <summary>On adds <c>Retry-After</c> (seconds) to a 429.</summary>
    public bool SendRetryAfter { get; init; }

    /// <summary>On answers wrong credentials with an empty body.</summary>
    public bool EmptyUnauthorizedBody { get; init; }

    /// <summary>On lets every list say <c>pages: 0</c>, as some recorded ones do.</summary>
    public bool PagesAsZero { get; init; }

    /// <summary>On returns the results of a bulk call in reverse: their order is not documented.</summary>
    public bool ReverseBulkResults { get; init; }

    /// <summary>How <c>resource_url</c> is written: null for the simulator's own address, or a host such as <c>ssapi6.shipstation.com</c> (https is put before it).</summary>
    public string? ResourceHost { get; init; }
    public PartialLabel PartialLabel { get; init; } = PartialLabel.Split;
}
