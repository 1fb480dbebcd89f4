namespace Connector.Core.Model.Labels;

/// <summary>What to void. A void cannot be undone.</summary>
/// <param name="ShipmentId">The label's number in V1.</param>
public sealed record VoidRequest(LabelApi Api, long ShipmentId)
{
    /// <summary>The label's name in V2; null derives it from the number.</summary>
    public string? LabelId { get; init; }

    /// <summary>Ours; links the call to the shop order in the journal.</summary>
    public string? OrderKey { get; init; }
}

/// <summary>What became of a void. Approved means accepted: the money comes later, or not at all.</summary>
public abstract record VoidOutcome
{
    private VoidOutcome() { }

    public static VoidOutcome From(WriteFailure failure) => failure switch
    {
        Refusal refusal => new Refused(refusal.VendorCode, refusal.Text) { Refusal = refusal },
        Postponement postponement => new Postponed(postponement),
        _ => new Unknown((UnknownOutcome)failure)
    };

    /// <param name="AlreadyVoided">True when the vendor says that it was voided before.</param>
    public sealed record Approved(string? Text, bool AlreadyVoided = false) : VoidOutcome;

    /// <summary>The label is live. A success of the call without an approval is a refusal too.</summary>
    /// <param name="ReasonCode">The vendor's, such as label_already_used (V2); null where it gives none.</param>
    public sealed record Refused(string? ReasonCode, string Text) : VoidOutcome
    {
        /// <summary>Set when the call itself was refused.</summary>
        public Refusal? Refusal { get; init; }
    }

    /// <summary>Nothing was done; the same may be sent again.</summary>
    public sealed record Postponed(Postponement Postponement) : VoidOutcome;

    /// <summary>Read the label: if it is voided, this is done. Sending it again does no harm.</summary>
    public sealed record Unknown(UnknownOutcome Outcome) : VoidOutcome;
}
