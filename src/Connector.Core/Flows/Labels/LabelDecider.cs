using System.Globalization;
using Connector.Core.Model.Labels;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Rules.Labels;
using Connector.Core.Rules.Labels.Guards;
using Connector.Core.Rules.Labels.Purchases;
using Connector.Core.Rules.Labels.Rates;
using Connector.Core.Rules.Labels.Times;

namespace Connector.Core.Flows.Labels;

/// <summary>From what is known of a label to what is to happen: rule, readiness, offers, guards. It spends nothing.</summary>
internal sealed class LabelDecider(
    LabelRules rules, LabelPolicies policies, LabelReadiness readiness, LabelCalendar calendar, LabelOffers offers, CarrierBalances balances, SpendReader spends, TimeProvider clock)
{
    private static readonly Insurance s_none = new(null, false, 0m);

    /// <summary>Rule and readiness alone: no call.</summary>
    public LabelDecision Look(LabelWork work)
    {
        var facts = work.ToFacts();
        var policy = policies.Find(facts);
        // What somebody approved waits for no cut-off.
        var reasons = readiness.Check(facts, policy, clock.GetUtcNow(), work.IsApproved ? null : work.Row.WaitsSince);
        return new LabelDecision(policy, reasons.Count > 0 ? reasons : WayProblem(work));
    }

    public Task<DecidedLabel> DecideAsync(LabelWork work, CancellationToken cancellationToken) => DecideAsync(work, inBatch: false, cancellationToken);

    public bool IsForBatch(LabelWork work, LabelPolicy policy) => FindBatchWay(work, policy) != BatchWay.None;

    /// <param name="inBatch">It is bought together with others: where it goes as it is stored, a quote tells the price, and no offer of its own is needed.</param>
    public async Task<DecidedLabel> DecideAsync(LabelWork work, bool inBatch, CancellationToken cancellationToken)
    {
        var decision = Look(work);
        if (decision.Outcome != LabelOutcome.Quote) return new DecidedLabel(work, decision);
        var now = clock.GetUtcNow();
        var (content, policy) = (work.Remote!.Content, decision.Policy);
        var (shipDate, byRate) = (calendar.ShipDate(now), rules.Route == LabelApi.V2 && !(inBatch && FindBatchWay(work, policy) == BatchWay.AsStored));
        var offer = await offers.GetAsync(work, policy, shipDate, byRate, cancellationToken);
        if (offer.Quote is not { } quote) return new DecidedLabel(work, decision with { NotReady = [offer.Problem!] });
        var wanted = new RateCase
        {
            Rules = policy.Services, CarrierCode = content.CarrierCode, ServiceCode = content.ServiceCode, PackageCode = PackageCode(content), Currency = Currency(work), ShipDate = shipDate,
            Promise = PromisedDay.Compute(policy.Services, work.Order.Order, calendar, now), NeedsRateId = byRate, MaxAge = offer.IsKept && !byRate ? null : rules.Quotes.MaxAge
        };
        decision = decision with { Rates = RateSelection.Choose(quote, wanted, calendar, now) };
        if (decision.Rates.Winner is not { } winner) return new DecidedLabel(work, decision);

        var intent = Intent(work, content, winner.Rate, decision, shipDate, now);
        var balance = await balances.FindAsync(work.Row.Account, winner.Rate.CarrierCode, winner.Rate.CarrierAccountId, cancellationToken);
        var (limits, verdict) = await CheckAsync(work, policy, decision.Rates, winner.Rate, intent, balance, now, cancellationToken);
        return new DecidedLabel(work, decision with { Guards = verdict }, intent) { Limits = limits, Balance = balance.ToReading(), Request = Request(work, content, intent, winner.Rate, byRate) };
    }

    private BatchWay FindBatchWay(LabelWork work, LabelPolicy policy) =>
        work.Remote is { } remote ? LabelWays.FindBatchWay(remote.Content, policy, rules, calendar.DayOf(clock.GetUtcNow())) : BatchWay.None;

    /// <summary>What the route cannot buy.</summary>
    private IReadOnlyList<LabelReason> WayProblem(LabelWork work) =>
        work.Remote is { } remote && LabelWays.FindProblem(remote.Content, rules, offers.HasV2(work.Row.Account)) is { } problem ? [problem] : [];

    private Task<(PurchaseLimits Limits, GuardVerdict Verdict)> CheckAsync(
        LabelWork work, LabelPolicy policy, RateDecision chosen, ShippingRate rate, LabelIntent intent, CarrierBalance balance, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var facts = new GuardFacts
        {
            Account = work.Row.Account, LocationKey = work.LocationKey, Now = now, Currency = intent.Currency, Mode = policy.Mode, NeedsApproval = chosen.NeedsApproval, Price = rate.Price,
            Charged = Charged(work), Carrier = balance.Carrier, CommittedSinceBalance = balance.Since, CarrierCode = rate.CarrierCode, Route = rules.Route, IsTest = rules.Purchase.TestLabels,
            // An approval was for what was there then.
            IsApproved = work.IsApproved && work.Row.Intent?.ContentHash == intent.ContentHash,
            SeenPrice = work.IsApproved && work.Row.Intent is { ContentHash: not null } seen ? seen.Price : null
        };
        return spends.CheckAsync(facts, policy.Limits, cancellationToken);
    }

    private LabelIntent Intent(LabelWork work, ShippingOrder content, ShippingRate rate, LabelDecision decision, DateOnly shipDate, DateTimeOffset now) => new(
        rules.Route.ToString(), rate.CarrierCode, rate.CarrierAccountId?.ToString(CultureInfo.InvariantCulture), rate.ServiceCode, PackageCode(content), LabelWays.FindConfirmation(content, rules),
        rules.Route == LabelApi.V2 ? rate.RateId : null, rate.Price, Currency(work),
        Charged(work) is { } charged && charged.Currency == Currency(work) ? charged.Amount : null, LabelExplanation.Write(decision))
    {
        ContentHash = work.Group!.Row!.PayloadHash, DecidedAt = now, ShipDate = shipDate
    };

    private PurchaseRequest Request(LabelWork work, ShippingOrder content, LabelIntent intent, ShippingRate rate, bool byRate) => new()
    {
        Route = byRate ? PurchaseRoute.ByRate : rules.Route == LabelApi.V2 ? PurchaseRoute.ByShipment : PurchaseRoute.ByOrder, RateId = byRate ? rate.RateId : null,
        ShippingOrderId = work.Row.ShippingOrderId, OrderKey = work.Row.OrderKey, CarrierCode = intent.CarrierCode, CarrierAccountId = rate.CarrierAccountId, ServiceCode = intent.ServiceCode,
        Format = rules.Documents.Format, Layout = rules.Documents.Layout, PackageCode = intent.PackageCode, Confirmation = intent.Confirmation, ShipDate = intent.ShipDate!.Value, Weight = content.Weight!, Dimensions = content.Dimensions,
        Packages = PackagePlan.Compute(content, rules.Packages).Packages is { Count: > 1 } several ? several : [],
        Insurance = rules.Purchase.Insurance ? content.Insurance : s_none, Customs = content.Customs, ShipTo = content.ShipTo, IsTest = rules.Purchase.TestLabels
    };

    /// <summary>Of an order of several parts nobody can say what was paid for one of them.</summary>
    private static Money? Charged(LabelWork work) => work.Order.Groups.Count == 1 && work.Order.Order.Shippings is [var shipping] ? shipping.Price : null;

    private string Currency(LabelWork work) =>
        rules.CurrencyOf(work.Row.Account) ?? throw new ConnectorException(FailureKind.Unmappable, ErrorCodes.FieldInvalid, $"Labels.Currency is not set for account {work.Row.Account}.");

    private string PackageCode(ShippingOrder content) => string.IsNullOrEmpty(content.PackageCode) ? rules.Purchase.Package : content.PackageCode;
}
