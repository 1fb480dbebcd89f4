using Connector.Core.Model.Labels;
using Connector.Core.Rules.Labels.Times;

namespace Connector.Core.Rules.Labels.Rates;

/// <summary>Pure: whether an offer can be taken.</summary>
internal sealed class RateChecks(RateCase wanted, LabelCalendar calendar)
{
    /// <summary>More days than this are taken for a mistake.</summary>
    private const int LongestTransit = 366;

    public ConsideredRate Consider(ShippingRate rate)
    {
        var preference = PreferenceOf(rate);
        var delivery = DeliveryOf(rate, preference);
        var timing = Timing(rate, delivery);
        return new ConsideredRate(rate, delivery, preference, Refusal(rate, preference) ?? timing, timing is not null);
    }

    private LabelReason? Refusal(ShippingRate rate, int preference)
    {
        if (rate.Validity == RateValidity.Invalid || rate.Errors.Count > 0) return No(LabelCodes.RateInvalid, rate.Errors.Count > 0 ? $"not valid: {rate.Errors[0]}" : "not valid");
        if (!IsAllowed(rate, preference)) return No(LabelCodes.ServiceNotAllowed, wanted.Rules.By == ServicePick.Mapped ? "not the service that the order asks for" : "not among the allowed services");
        if (rate.PackageType is { } type && !Same(type, wanted.PackageCode)) return No(LabelCodes.OtherPackage, $"for a {type}, the order is packed as {wanted.PackageCode}");
        if (rate.Currency is { } currency && !Same(currency, wanted.Currency)) return No(LabelCodes.ForeignCurrency, $"in {currency}, the account's currency is {wanted.Currency}");
        if (rate.ShippingAmount <= 0m || rate.Price <= 0m) return No(LabelCodes.PriceImplausible, FormattableString.Invariant($"its price is {rate.Price}"));
        if (wanted.Rules.RequireTracking && rate.IsTrackable == false) return No(LabelCodes.NotTrackable, "has no tracking");
        if (!wanted.Rules.AllowWarnings && (rate.Validity == RateValidity.HasWarnings || rate.Warnings.Count > 0))
        {
            return No(LabelCodes.HasWarnings, rate.Warnings.Count > 0 ? $"has a warning: {rate.Warnings[0]}" : "has warnings");
        }
        if (wanted.NeedsRateId && rate.RateId is null) return No(LabelCodes.NotBuyable, "has no id to buy it by");
        return rate.Price > wanted.Rules.MaxPrice ? No(LabelCodes.Dear, FormattableString.Invariant($"costs more than {wanted.Rules.MaxPrice}")) : null;
    }

    private LabelReason? Timing(ShippingRate rate, DateOnly? delivery)
    {
        if (wanted.Promise is not { } promise) return null;
        if (delivery is not { } day) return No(LabelCodes.DeliveryUnknown, "its day of delivery is not known");
        var margin = rate.IsGuaranteed ? 0 : wanted.Rules.MarginDays;
        if (day.AddDays(margin) <= promise) return null;
        var arrives = $"arrives {RateSelection.Day(day)}, promised is {RateSelection.Day(promise)}";
        return No(LabelCodes.Late, day > promise ? arrives : FormattableString.Invariant($"{arrives} less {margin} day(s) of margin"));
    }

    /// <summary>The carrier's date, else its days or those of the rules counted as working days, which is the later reading.</summary>
    private DateOnly? DeliveryOf(ShippingRate rate, int preference)
    {
        var ship = rate.ShipDate is { } stated && DateOnly.FromDateTime(stated.DateTime) is var moved && moved > wanted.ShipDate ? moved : wanted.ShipDate;
        if (rate.EstimatedDelivery is { } estimated && DateOnly.FromDateTime(estimated.DateTime) is var day && day >= ship && day <= ship.AddDays(LongestTransit)) return day;
        var days = rate.DeliveryDays ?? (preference >= 0 && preference < wanted.Rules.Allowed.Count ? wanted.Rules.Allowed[preference].TransitDays : null);
        return days is >= 0 and <= LongestTransit ? calendar.AddWorkingDays(ship, days.Value) : null;
    }

    private bool IsAllowed(ShippingRate rate, int preference) => wanted.Rules.By == ServicePick.Mapped
        ? Same(rate.CarrierCode, wanted.CarrierCode) && Same(rate.ServiceCode, wanted.ServiceCode) && (preference >= 0 || !IsListed(rate))
        : preference >= 0;

    /// <summary>A service in the list whose entries all name other accounts is not bought from this one.</summary>
    private bool IsListed(ShippingRate rate) => wanted.Rules.Allowed.Any(a => Same(a.Carrier, rate.CarrierCode) && Same(a.Service, rate.ServiceCode));

    private int PreferenceOf(ShippingRate rate)
    {
        for (var i = 0; i < wanted.Rules.Allowed.Count; i++)
        {
            var allowed = wanted.Rules.Allowed[i];
            if (Same(allowed.Carrier, rate.CarrierCode) && Same(allowed.Service, rate.ServiceCode) && (allowed.CarrierAccount is null || allowed.CarrierAccount == rate.CarrierAccountId)) return i;
        }
        return -1;
    }

    private static LabelReason No(string code, string text) => new(code, text);

    private static bool Same(string? a, string? b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
