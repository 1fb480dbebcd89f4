namespace Connector.Core.Engine.Watch;

/// <summary>The proof of an erasure: what was removed where, when and by whom. Holds nothing about the customer.</summary>
/// <param name="Id">Stands in the history of each order as well.</param>
/// <param name="By">Who asked for it.</param>
/// <param name="Subject">An order number, or "customer" with a keyed hash of the e-mail address.</param>
/// <param name="DryRun">True: nothing was removed; the parts say what would be.</param>
public sealed record ErasureReport(string Id, DateTimeOffset At, string By, string Subject, bool DryRun, IReadOnlyList<ErasedOrder> Orders)
{
    /// <summary>True when an order was left as it is.</summary>
    public bool LeftSome => Orders.Any(static o => o.Left is not null);
}

/// <param name="Left">Why it was left as it is; null where it was erased.</param>
/// <param name="Parts">What was removed; empty where there was nothing (any more).</param>
public sealed record ErasedOrder(string OrderId, string OrderNumber, string? Left, IReadOnlyList<ErasedPart> Parts);

/// <param name="Place">Where it was: one of <see cref="ErasedPlaces"/>.</param>
/// <param name="Count">How many records lost content, or went.</param>
/// <param name="Hash">Keyed hash of what was removed: equal content gives an equal hash, and nothing can be read from it. Null where the content was not read.</param>
public sealed record ErasedPart(string Place, long Count, string? Hash);

/// <summary>Where data about people is kept.</summary>
public static class ErasedPlaces
{
    public const string SentOrders = "sent orders";
    public const string Readings = "readings of ShipStation";
    public const string Journal = "history and calls";
    public const string Documents = "label documents";
    public const string Notes = "notes on errors";
    public const string Values = "values of single fields";
    public const string List = "list of orders";
}
