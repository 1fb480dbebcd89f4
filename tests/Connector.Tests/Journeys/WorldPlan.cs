using Connector.Simulators.ShipStation;

namespace Connector.Tests.Journeys;

/// <summary>What is special about a world.</summary>
internal sealed record WorldPlan
{
    /// <summary>ShipStation's limit; 0 for none.</summary>
    public int RequestsPerMinute { get; init; }

    /// <summary>True keeps the connector's state in a SQLite file instead of memory.</summary>
    public bool OnSqlite { get; init; }

    /// <summary>True opens the connector's webhook address and lets ShipStation call it.</summary>
    public bool Webhooks { get; init; }

    /// <summary>With <see cref="Webhooks"/>: notifications wait in <see cref="World.Tray"/> until a test hands them on.</summary>
    public bool HoldsNotifications { get; init; }

    /// <summary>What the clock of all three begins with: the machine's, or one that stands still where dates are to be the same in every run.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>True gives the connector a key of ShipStation's API V2.</summary>
    public bool V2Key { get; init; }

    /// <summary>What becomes of an order in ShipStation when a part of it is labelled.</summary>
    public PartialLabel PartialLabel { get; init; } = PartialLabel.KeepOpen;

    /// <summary>Settings and rules of the connector beyond the vendors' addresses.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();
}
