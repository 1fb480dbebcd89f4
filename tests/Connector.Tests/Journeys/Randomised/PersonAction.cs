namespace Connector.Tests.Journeys.Randomised;

/// <summary>What people do to one order, on either side. What is not possible at the moment is left undone.</summary>
internal enum PersonAction
{
    Nothing,
    ChangeAddressInShop,
    ChangeAddressInShipStation,
    NoteInShipStation,
    Hold,
    Release,
    LabelAll,
    LabelOneUnit,
    VoidOldest,
    VoidNewest,
    MarkShipped,
    FailAddress,
    PassAddress,
    CancelInShop,
    CancelInShipStation,

    /// <summary>Someone moves a unit to an order of its own.</summary>
    Split,

    /// <summary>The same with a part that was split off before.</summary>
    SplitPart,

    /// <summary>Someone puts the order together with the next one.</summary>
    MergeWithNext,

    /// <summary>Another connector, or a person in the shop, delivers one unit that the shop does not show as delivered.</summary>
    DeliverUnitInShop,

    /// <summary>The same with all that the shop does not show as delivered.</summary>
    DeliverAllInShop,

    PaymentFails,
    PaymentComes,

    /// <summary>Another program moves a unit to an order of its own, with two calls of the API.</summary>
    SplitByProgram,

    /// <summary>The part that another program made gets a label.</summary>
    LabelPart,

    /// <summary>Someone copies the order, to send it again.</summary>
    Copy,

    /// <summary>Such a copy gets a label.</summary>
    LabelCopy,

    /// <summary>Someone types the lines in again, so that they lose our keys.</summary>
    Retype
}

/// <summary>What happens to everybody between two actions.</summary>
internal enum Weather
{
    Pass,
    PassOfOrders,
    PassOfShipments,
    NoPass,
    NotificationsTwiceAndReversed,
    NotificationsLost,
    BulkTimesOutUnapplied,
    BulkTimesOutApplied,
    BulkFails,
    ShopConflicts,
    ShopWriteTimesOutUnapplied,
    ShopWriteTimesOutApplied,
    ReadsFail,
    DiesAfterReserving,
    DiesAfterCalling,
    DiesAfterTelling,
    Restart,
    TimePasses
}

/// <summary>The story of one order: its lines' quantities, and what is done to it round by round.</summary>
internal sealed record Script(int[] Quantities, PersonAction[] Actions)
{
    public override string ToString() => $"[{string.Join('+', Quantities)}: {string.Join(", ", Actions)}]";
}

/// <summary>Several stories that share a shop, an account, a connector and its bad luck.</summary>
internal sealed record Season(Script[] Scripts, Weather[] Weather)
{
    public override string ToString() => string.Join(Environment.NewLine, Scripts.Select(s => s.ToString())) + Environment.NewLine + string.Join(", ", Weather);
}
