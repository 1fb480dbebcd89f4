using System.Globalization;
using Connector.Core.Flows.Labels;
using Connector.Core.Model.Labels;

namespace Connector.Core.Engine.Watch;

/// <summary>What is known of one label, for people. Pure: from its row. Holds no name and no address.</summary>
/// <param name="Rule">The rule that took the order; null where none did.</param>
/// <param name="Choice">How the service was chosen.</param>
/// <param name="Offers">All offers that were seen: those that could be taken, best first, then the refused ones with the reason.</param>
/// <param name="Events">What happened, oldest first.</param>
public sealed record LabelHistory(string Id, LabelState State, string? Rule, string? Choice, IReadOnlyList<string> Offers, IReadOnlyList<LabelEvent> Events)
{
    public static LabelHistory From(LabelRow row)
    {
        var explanation = row.Intent?.Explanation is { } json ? LabelExplanation.Read(json) : null;
        return new LabelHistory(row.Id, row.State, explanation?.Rule, explanation?.Choice, explanation?.Offers ?? [], [.. ListEvents(row).OrderBy(static e => e.At)]);
    }

    private static IEnumerable<LabelEvent> ListEvents(LabelRow row)
    {
        yield return new LabelEvent(row.CreatedAt, "waits for its label");
        if (row.Intent is { } intent) yield return new LabelEvent(intent.DecidedAt, $"chosen: {intent.CarrierCode} {intent.ServiceCode} for {Money(intent.Price, intent.Currency)}{Paid(intent)}");
        if (row is { DecidedBy: { } who, DecidedAt: { } decidedAt }) yield return new LabelEvent(decidedAt, $"decided by {who}");
        if (row.Reservation?.SentAt is { } sent) yield return new LabelEvent(sent, row.State == LabelState.Unknown ? "purchase sent; its outcome is not known" : "purchase sent");
        if (row.Purchase is { } bought)
        {
            yield return new LabelEvent(bought.BoughtAt, $"bought for {Money(bought.Cost + bought.InsuranceCost, bought.Currency)}{(bought.TrackingNumber is { } number ? ", tracking " + number : "")}"
                + (bought.Adjusted == 0m ? "" : $", adjusted by {Money(bought.Adjusted, bought.Currency)}"));
        }
        if (row.Void is { } gone)
        {
            yield return new LabelEvent(gone.AskedAt, "void requested");
            if (gone.VoidedAt is { } voidedAt) yield return new LabelEvent(voidedAt, $"voided{(gone.Refund is { } refund ? $", {Money(refund, row.Purchase?.Currency)} come back" : "")}");
        }
        if (row.Reason is { } reason) yield return new LabelEvent(row.UpdatedAt, row.Code is { } code ? $"{reason} ({code})" : reason);
    }

    private static string Paid(LabelIntent intent) => intent.Charged is { } charged ? $", the customer paid {Money(charged, intent.Currency)}" : "";

    private static string Money(decimal amount, string? currency) => string.Create(CultureInfo.InvariantCulture, $"{amount:0.00##} {currency}");
}

public sealed record LabelEvent(DateTimeOffset At, string Text);
