using Connector.Core.Model.Labels;

namespace Connector.Core.Rules.Labels.Rates;

/// <summary>The winner in words: price with its parts, what it won by, and what decided a tie.</summary>
internal static class RateWords
{
    public static string Winner(IReadOnlyList<ConsideredRate> sorted, RateCase wanted, bool isLate)
    {
        var winner = sorted[0];
        var others = sorted.Where(static r => r.Refusal is null).ToList();
        var by = isLate ? ServicePick.Fastest : wanted.Rules.By;
        var what = by switch
        {
            ServicePick.Cheapest => "cheapest",
            ServicePick.Fastest => "fastest",
            ServicePick.Preferred => "first by preference",
            _ => "the service that the order asks for"
        };
        var among = by == ServicePick.Mapped ? "" : $" of {others.Count}";
        var promise = wanted.Promise is { } day && !isLate ? $" in time for {RateSelection.Day(day)}" : "";
        var delivery = winner.Delivery is { } arrives ? $", arrives {RateSelection.Day(arrives)}" : "";
        return $"{what}{among}{promise}: {Name(winner.Rate)}, {Price(winner.Rate, wanted.Currency)}{delivery}{Tie(others, by)}";
    }

    /// <summary>Such as 7.34 USD (6.84 shipping + 0.50 other).</summary>
    public static string Price(ShippingRate rate, string currency)
    {
        (decimal Amount, string Name)[] parts = [(rate.ShippingAmount, "shipping"), (rate.InsuranceAmount, "insurance"), (rate.ConfirmationAmount, "confirmation"), (rate.OtherAmount, "other")];
        var some = parts.Where(static p => p.Amount != 0m).Select(static p => FormattableString.Invariant($"{p.Amount} {p.Name}")).ToList();
        var total = FormattableString.Invariant($"{rate.Price} {rate.Currency ?? currency}");
        return some.Count < 2 ? total : $"{total} ({string.Join(" + ", some)})";
    }

    private static string Tie(List<ConsideredRate> others, ServicePick by)
    {
        if (others.Count < 2 || new RateOrder(by).Leading(others[0], others[1]) != 0) return "";
        var (first, second) = (others[0], others[1]);
        var why = first.Price != second.Price ? "costs less"
            : first.Delivery != second.Delivery ? "arrives earlier"
            : first.Preference != second.Preference ? "comes first in the list"
            : "its codes come first";
        return $"; level with {Name(second.Rate)}, but {why}";
    }

    private static string Name(ShippingRate rate) => rate.CarrierAccountId is { } account
        ? FormattableString.Invariant($"{rate.CarrierCode} ({account}) {rate.ServiceCode}")
        : $"{rate.CarrierCode} {rate.ServiceCode}";
}
