namespace Connector.Core.Model.Messages;

/// <summary>The name under which a run keeps how far it has come, or a note for its next run. Every name is made here.</summary>
public sealed record CursorName
{
    internal CursorName(string text, string? timer = null) => (Text, Timer) = (text, timer);

    /// <summary>As stored and reported.</summary>
    public string Text { get; }

    /// <summary>The timer that moves it; null for a note, which says nothing about time.</summary>
    public string? Timer { get; }

    public static CursorName OrdersPull { get; } = new("orders-pull", TimerNames.PullOrders);

    /// <summary>Where a nightly comparison goes on.</summary>
    public static CursorName Reconciliation { get; } = new("reconciliation");

    /// <summary>How many orders there are of each status, as last counted.</summary>
    public static CursorName OrderCounts { get; } = new("order-counts");

    /// <summary>Where the search for orders without a label goes on.</summary>
    public static CursorName LabelScan { get; } = new("label-scan");

    /// <summary>The last retries of many errors.</summary>
    public static CursorName Retries { get; } = new("retries");

    /// <summary>How far the list of orders was made from the rows before it.</summary>
    public static CursorName OrderIndex { get; } = new("order-index");

    /// <summary>What alerts have said, and what they still have to say.</summary>
    public static CursorName Alerts { get; } = new("alerts");

    public static CursorName ShipmentsCreated(string account) => new($"shipments-created:{account}", TimerNames.PollShipments);
    public static CursorName ShipmentsVoided(string account) => new($"shipments-voided:{account}", TimerNames.PollShipments);
    public static CursorName Fulfillments(string account) => new($"fulfillments:{account}", TimerNames.PollShipments);
    public static CursorName OrderStatus(string account) => new($"orders-status:{account}", TimerNames.PollShipStationOrders);

    /// <summary>The order that this one of the account was merged into.</summary>
    public static CursorName Merged(string account, long shippingOrderId) => new(FormattableString.Invariant($"merged:{account}:{shippingOrderId}"));

    /// <summary>The foreign orders that came from this one of the account.</summary>
    public static CursorName Foreign(string account, string orderKey) => new($"foreign:{account}:{orderKey}");

    /// <summary>The parts of this order of the account that we marked as shipped.</summary>
    public static CursorName Marked(string account, string orderKey) => new($"marked:{account}:{orderKey}");

    /// <summary>What a nightly comparison has read so far.</summary>
    public static CursorName ReconciliationRead(int note) => new(FormattableString.Invariant($"reconciliation-read:{note}"));

    /// <summary>Which orders a nightly comparison has compared so far.</summary>
    public static CursorName ReconciliationSeen(int note) => new(FormattableString.Invariant($"reconciliation-seen:{note}"));

    /// <summary>The cursors that timers move: people want to see how old they are.</summary>
    public static IReadOnlyList<CursorName> ListMoved(IEnumerable<string> accounts) =>
        [OrdersPull, .. accounts.SelectMany(static a => (CursorName[])[ShipmentsCreated(a), ShipmentsVoided(a), Fulfillments(a), OrderStatus(a)])];

    public override string ToString() => Text;
}
