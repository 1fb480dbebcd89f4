namespace Connector.Core.Model.Labels;

/// <summary>What became of one purchase. Only <see cref="Refused"/> and <see cref="Postponed"/> prove that nothing was bought.</summary>
public abstract record PurchaseResult
{
    private PurchaseResult() { }

    public static PurchaseResult From(WriteFailure failure) => failure switch
    {
        Refusal refusal => new Refused(refusal),
        Postponement postponement => new Postponed(postponement),
        _ => new Unknown((UnknownOutcome)failure)
    };

    public sealed record Bought(PurchasedLabel Label) : PurchaseResult;

    /// <summary>Nothing was bought, and the same request is refused again.</summary>
    public sealed record Refused(Refusal Refusal) : PurchaseResult;

    /// <summary>Nothing was bought; the same request may be sent again.</summary>
    public sealed record Postponed(Postponement Postponement) : PurchaseResult;

    /// <summary>A label may exist and be charged. Sending again may buy a second one: read the labels of the order instead.</summary>
    public sealed record Unknown(UnknownOutcome Outcome) : PurchaseResult;
}
