using System.Globalization;
using Connector.Core.Model.Labels;
using Connector.Core.Rules.Labels.Times;

namespace Connector.Core.Rules.Labels.Rates;

/// <summary>Pure: chooses among the offers of a quote. The order of the offers makes no difference.</summary>
public static class RateSelection
{
    public static RateDecision Choose(RateQuote quote, RateCase wanted, LabelCalendar calendar, DateTimeOffset now)
    {
        var checks = new RateChecks(wanted, calendar);
        var considered = quote.Rates.Select(checks.Consider).ToList();
        var reasons = Reasons(quote, wanted, now);
        if (quote.Status == QuoteStatus.Working || reasons.Exists(static r => r.Code == LabelCodes.QuoteOld))
        {
            return new RateDecision(null, false, true, Sorted(considered, wanted.Rules.By), reasons, "the quote cannot be used; it is asked for again");
        }
        if (considered.Exists(static r => r.Refusal is null)) return Taken(considered, wanted, reasons, needsApproval: false);

        // Nothing keeps the promise: those that could be taken otherwise.
        var late = considered.ConvertAll(static r => r.IsLate && r.Refusal is { Code: LabelCodes.Late or LabelCodes.DeliveryUnknown } ? r with { Refusal = null } : r);
        if (late.Exists(static r => r.Refusal is null)) return Taken(late, wanted, reasons, wanted.Rules.WhenLate == LateChoice.Propose);

        reasons.Add(new LabelReason(LabelCodes.NoRate, "no offer can be taken"));
        return new RateDecision(null, false, false, Sorted(considered, wanted.Rules.By), reasons, None(quote, considered));
    }

    private static RateDecision Taken(List<ConsideredRate> considered, RateCase wanted, List<LabelReason> reasons, bool needsApproval)
    {
        var isLate = considered.Exists(static r => r is { Refusal: null, IsLate: true });
        var sorted = Sorted(considered, isLate ? ServicePick.Fastest : wanted.Rules.By);
        var winner = sorted[0];
        if (isLate) reasons.Add(new LabelReason(LabelCodes.Late, $"no offer keeps the promise of {Day(wanted.Promise!.Value)}"));
        var explanation = RateWords.Winner(sorted, wanted, isLate);
        return new RateDecision(winner, needsApproval, false, sorted, reasons, explanation);
    }

    private static List<LabelReason> Reasons(RateQuote quote, RateCase wanted, DateTimeOffset now)
    {
        var reasons = new List<LabelReason>();
        if (wanted.MaxAge is { } most && now - quote.QuotedAt > most) reasons.Add(new LabelReason(LabelCodes.QuoteOld, FormattableString.Invariant($"the quote is older than {most:c}")));
        if (quote.Status == QuoteStatus.Working) reasons.Add(new LabelReason(LabelCodes.QuoteIncomplete, "the carriers' offers are not complete yet"));
        reasons.AddRange(quote.Problems.OrderBy(static p => p.CarrierCode, StringComparer.Ordinal).ThenBy(static p => p.Text, StringComparer.Ordinal)
            .Select(static p => new LabelReason(LabelCodes.QuoteIncomplete, $"no offer from {p.CarrierCode ?? "a carrier"}: {p.Text}")));
        return reasons;
    }

    private static string None(RateQuote quote, List<ConsideredRate> considered) => considered.Count == 0
        ? quote.Problems.Count == 0 ? "no carrier made an offer" : "no carrier made an offer; see the reasons of each"
        : $"none of {considered.Count} offers can be taken; see the reason of each";

    private static List<ConsideredRate> Sorted(List<ConsideredRate> rates, ServicePick by) => [.. rates.Order(new RateOrder(by))];

    internal static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
