namespace Connector.Azure.Tables;

/// <summary>The tables that the connector keeps; each is made when it is first used and not there.</summary>
public static class TableNames
{
    /// <summary>One row for each fulfillment group; partition: shop order.</summary>
    public const string SyncRows = "SyncRows";

    /// <summary>Last readings of shipping orders; partition: account and id.</summary>
    public const string ShippingOrders = "ShippingOrders";

    /// <summary>Last readings of labels and fulfillments, and what was written back; partition: account and delivery key.</summary>
    public const string Shipments = "Shipments";

    /// <summary>Parcels on their way and what carriers said of them, and those to be asked for; partition: account.</summary>
    public const string Parcels = "Parcels";

    /// <summary>Signed notifications that were taken, by id and by end; one partition.</summary>
    public const string SeenNotifications = "SeenNotices";

    /// <summary>Ways from other keys (numbers, shipping ids, tracking numbers) to rows of the tables above; partition: the other key.</summary>
    public const string Lookups = "Lookups";

    /// <summary>Entries of the journal, and links to exchanges; partition: shop order.</summary>
    public const string JournalEntries = "JournalEntries";

    /// <summary>Requests and responses; partition: hour and a digit that spreads.</summary>
    public const string Exchanges = "Exchanges";

    /// <summary>Cursors, leases, pauses and rate windows, partition: sort and name; run records and versions of the rules, one partition each.</summary>
    public const string Controls = "Controls";

    /// <summary>Labels, partition: shop order; and the entries that lead to them, partition: due, created or state.</summary>
    public const string Labels = "Labels";

    /// <summary>What was spent and reserved on labels, and the totals of each day; partition: account.</summary>
    public const string LabelSpends = "LabelSpends";

    /// <summary>The list of orders, partition: shop order; entries that lead to them, partition: day, open, attention or deadline; words, partition: their beginning.</summary>
    public const string Orders = "Orders";

    /// <summary>What was done about errors; one partition, and one with the closed ones, the last first.</summary>
    public const string ErrorCases = "ErrorCases";

    /// <summary>Values that people set for fields of single orders; one partition.</summary>
    public const string Overrides = "Overrides";

    public static IReadOnlyList<string> All { get; } =
        [SyncRows, ShippingOrders, Shipments, Parcels, SeenNotifications, Lookups, JournalEntries, Exchanges, Controls, Labels, LabelSpends, Orders, ErrorCases, Overrides];
}
