namespace Connector.Core.Rules.Labels.Rates;

/// <summary>Best first, refused ones last; two different offers are never equal, so that ties do not change between runs.</summary>
internal sealed class RateOrder(ServicePick by) : IComparer<ConsideredRate>
{
    public int Compare(ConsideredRate? x, ConsideredRate? y)
    {
        var refused = (x!.Refusal is not null).CompareTo(y!.Refusal is not null);
        if (refused != 0) return refused;
        var first = Leading(x, y);
        if (first != 0) return first;
        var (price, delivery) = (x.Price.CompareTo(y.Price), Days(x).CompareTo(Days(y)));
        if (price != 0 || delivery != 0) return price != 0 ? price : delivery;
        var preference = Preference(x).CompareTo(Preference(y));
        var guaranteed = y.Rate.IsGuaranteed.CompareTo(x.Rate.IsGuaranteed);
        return preference != 0 ? preference : guaranteed != 0 ? guaranteed : string.CompareOrdinal(Identity(x), Identity(y));
    }

    /// <summary>What the pick goes by.</summary>
    public int Leading(ConsideredRate x, ConsideredRate y) => by switch
    {
        ServicePick.Fastest => Days(x).CompareTo(Days(y)),
        ServicePick.Preferred => x.Preference.CompareTo(y.Preference),
        _ => x.Price.CompareTo(y.Price)
    };

    private static int Days(ConsideredRate rate) => rate.Delivery?.DayNumber ?? int.MaxValue;

    private static int Preference(ConsideredRate rate) => rate.Preference < 0 ? int.MaxValue : rate.Preference;

    private static string Identity(ConsideredRate rate)
    {
        var r = rate.Rate;
        return FormattableString.Invariant(
            $"{r.CarrierCode}|{r.CarrierAccountId:D20}|{r.ServiceCode}|{r.PackageType}|{r.Currency}|{r.ShippingAmount}|{r.OtherAmount}|{r.ConfirmationAmount}|{r.RateId}|{r.Validity}|{r.IsTrackable}|{r.DeliveryDays}|{r.EstimatedDelivery:O}|{rate.Refusal?.Code}");
    }
}
