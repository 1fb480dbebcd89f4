namespace Connector.Simulators.Commercetools;

/// <summary>How a simulated commercetools project is set up.</summary>
public sealed record CommercetoolsSimulatorOptions
{
    /// <summary>The text that opens every door of the simulators: project key, client id and secret.</summary>
    public const string Demo = "demo";

    /// <summary>Port on 127.0.0.1; 0 picks a free one.</summary>
    public int Port { get; init; }
    public string ProjectKey { get; init; } = Demo;
    public string ClientId { get; init; } = Demo;
    public string ClientSecret { get; init; } = Demo;

    /// <summary>Real time that every counted request takes at least.</summary>
    public int LatencyMilliseconds { get; init; }

    /// <summary>Where the simulator's own clock takes its time from.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>How long an access token lives, on the simulator's clock.</summary>
    public TimeSpan TokenLifetime { get; init; } = TimeSpan.FromHours(48);

    /// <summary>Queries see a write only when this much time of the simulator's clock has passed; reading by id or order number sees it at once.</summary>
    public TimeSpan QueryLag { get; init; } = TimeSpan.Zero;

    /// <summary>Largest request body; a bigger one is refused as commercetools refuses documents over 16 MB.</summary>
    public int MaxBodyBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>
    /// False leaves out what a connector's set-up makes: the export channel <see cref="Seeds.ReferenceSeed.ExportChannelKey"/> and the Type
    /// <see cref="Seeds.ReferenceSeed.ConnectorTypeKey"/>. The merchant's own data is there either way.
    /// </summary>
    public bool WithConnectorResources { get; init; } = true;

    /// <summary>The catalog keeps variants on their own, as projects of the modular model do, and not within products.</summary>
    public bool ModularCatalog { get; init; }

    /// <summary>Changes of orders can be read as messages, as in a project with the messages query feature on.</summary>
    public bool KeepsMessages { get; init; }

    /// <summary>Fields of the connector's Type, as name and commercetools field type ("String", "Boolean", "Number", "DateTime", "Set of String").</summary>
    public IReadOnlyList<(string Name, string Type)> ConnectorTypeFields { get; init; } =
    [
        ("shipstationStatus", "String"), ("shipstationOrderIds", "Set of String"), ("shipstationService", "String"), ("shipstationCarrier", "String"),
        ("shipstationPackage", "String"), ("shipstationTrackingUrl", "String"), ("shipstationShipDate", "String"), ("shipstationShipmentCost", "String"),
        ("shipstationAddressCheck", "String"), ("shipstationAddress", "String"), ("shipstationMessage", "String"), ("shipstationTrackingStatus", "String"),
        ("shipstationTrackingProblem", "String"), ("shipstationDeliveredAt", "String"),
    ];
}
