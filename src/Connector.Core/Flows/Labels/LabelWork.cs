using Connector.Core.Flows.Push;
using Connector.Core.Model.Labels;
using Connector.Core.Model.Shipping;
using Connector.Core.Rules.Labels;

namespace Connector.Core.Flows.Labels;

/// <summary>A label that is to be decided, with all that is known of its part of the order.</summary>
internal sealed record LabelWork(LabelRow Row, PlannedOrder Order, string LocationKey)
{
    /// <summary>Null where the order plans nothing for this part (any longer).</summary>
    public PlannedGroup? Group { get; init; }
    public ShippingOrderSnapshot? Remote { get; init; }

    /// <summary>Labels of the shipping order as far as they were read, live and voided.</summary>
    public IReadOnlyList<LabelRecord> Labels { get; init; } = [];

    /// <summary>Another label of the same part is being bought.</summary>
    public bool HasOpenPurchase { get; init; }

    /// <summary>The part needs no label: it is cancelled, has ended by another way, or leaves from another place.</summary>
    public bool IsUnwanted => Order.Cancelled || Order.HasEnded || (Order is { Outcome: null, StopReason: null, Afterwards: null } && Group?.Wanted is null);

    /// <summary>Somebody said yes to what is there now.</summary>
    public bool IsApproved => Row is { State: LabelState.Approved, DecidedBy: not null };

    public LabelFacts ToFacts() => new()
    {
        Order = Order.Order, Account = Row.Account, LocationKey = LocationKey, Remote = Remote, Labels = Labels, HasOpenPurchase = HasOpenPurchase,
        // What is bought is what the shipping side acknowledged.
        // An order that should not ship gets no label, also where staff released its hold.
        IsCurrent = Order is { StopReason: null, Afterwards: null, HasEnded: false } && Group is { Action: PushAction.None, Failure: null, BusyUntil: null, Row.Status: SyncStatus.Synced },
        IsReleased = Row.DecidedBy is not null && Labels.All(label => !label.IsVoided || label.VoidedAt <= Row.DecidedAt)
    };
}

/// <summary>A label after the rules: what is to happen, and what would be bought.</summary>
/// <param name="Intent">Null before there is an offer.</param>
internal sealed record DecidedLabel(LabelWork Work, LabelDecision Decision, LabelIntent? Intent = null)
{
    public LabelRow Row => Work.Row;

    /// <summary>Null where nothing is bought.</summary>
    public PurchaseRequest? Request { get; init; }

    /// <summary>Null before the guards looked.</summary>
    public PurchaseLimits? Limits { get; init; }

    /// <summary>The carrier's balance, where labels are paid from one.</summary>
    public BalanceReading? Balance { get; init; }
}
