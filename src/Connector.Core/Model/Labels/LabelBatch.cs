namespace Connector.Core.Model.Labels;

/// <summary>Orders whose labels are to be bought in one run. Every order needs carrier and service stored, or a rate id, which brings them.</summary>
/// <param name="ExternalId">Ours, unique: a batch whose creation was not seen to end is found by it.</param>
public sealed record BatchRequest(string ExternalId, IReadOnlyList<long> ShippingOrderIds, IReadOnlyList<string> RateIds)
{
    public string? Notes { get; init; }
}

/// <summary>How the labels of a batch are bought.</summary>
public sealed record BatchProcess(DateOnly ShipDate, DocumentFormat Format = DocumentFormat.Pdf, string Layout = "4x6");

/// <summary>A batch as last read. One claim over many purchases: only labels and errors together say what became of each order; the rest is unknown.</summary>
public sealed record LabelBatch
{
    public required string BatchId { get; init; }
    public string? ExternalId { get; init; }
    public BatchStatus Status { get; init; }

    /// <summary>Of orders; the three below add up to it when the batch has ended.</summary>
    public int Count { get; init; }
    public int Completed { get; init; }
    public int Errors { get; init; }
    public int Warnings { get; init; }
    public DateTimeOffset? CreatedAt { get; init; }
    public DateTimeOffset? ProcessedAt { get; init; }
    public bool HasEnded => Status is BatchStatus.Completed or BatchStatus.CompletedWithErrors or BatchStatus.Invalid or BatchStatus.Archived;
}

/// <summary>Values that this version does not know read as <see cref="Other"/>.</summary>
public enum BatchStatus { Other, Open, Queued, Processing, Completed, CompletedWithErrors, Invalid, Archived }

/// <param name="ShippingOrderId">Null where the vendor's name is no number.</param>
/// <param name="OrderKey">The external id of the shipment.</param>
/// <param name="Text">The vendor's words without personal data.</param>
public sealed record BatchProblem(long? ShippingOrderId, string? OrderKey, string Text);

/// <summary>What became of the call that starts the purchases of a batch.</summary>
public abstract record BatchStart
{
    private BatchStart() { }

    public static BatchStart From(WriteFailure failure) => failure switch
    {
        Refusal refusal => new Refused(refusal),
        Postponement postponement => new Postponed(postponement),
        _ => new Unknown((UnknownOutcome)failure)
    };

    /// <summary>Work begins; nothing is bought yet.</summary>
    public sealed record Started : BatchStart;

    /// <summary>Nothing is bought by this call.</summary>
    public sealed record Refused(Refusal Refusal) : BatchStart;

    /// <summary>Nothing is bought by this call; the same may be sent again.</summary>
    public sealed record Postponed(Postponement Postponement) : BatchStart;

    /// <summary>It may have begun. Whether a second start buys again is not documented: read the batch.</summary>
    public sealed record Unknown(UnknownOutcome Outcome) : BatchStart;
}
