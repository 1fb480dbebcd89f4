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
    LabelRules rules, LabelPolicies policies, LabelReadiness readiness, LabelCalendar calendar, LabelQuotes quotes, CarrierBalances balances, SpendReader spends, TimeProvider clock)
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

    public async Task<DecidedLabel> DecideAsync(LabelWork work, CancellationToken cancellationToken)
    {
        var decision = Look(work);
        if (decision.Outcome != LabelOutcome.Quote) return new DecidedLabel(work, decision);
        var now = clock.GetUtcNow();
        var (content, policy) = (work.Remote!.Content, decision.Policy);
        var shipDate = calendar.ShipDate(now);
        var (quote, isKept) = await QuoteAsync(work, content, policy, shipDate, cancellationToken);
        var wanted = new RateCase
        {
            Rules = policy.Services, CarrierCode = content.CarrierCode, ServiceCode = content.ServiceCode, PackageCode = PackageCode(content), Currency = Currency(work), ShipDate = shipDate,
            Promise = PromisedDay.Compute(policy.Services, work.Order.Order, calendar, now), MaxAge = isKept ? null : rules.Quotes.MaxAge
        };
        decision = decision with { Rates = RateSelection.Choose(quote, wanted, calendar, now) };
        if (decision.Rates.Winner is not { } winner) return new DecidedLabel(work, decision);

        var intent = Intent(work, content, winner.Rate, decision, shipDate, now);
        var (limits, verdict) = await CheckAsync(work, policy, decision.Rates, winner.Rate, intent, now, cancellationToken);
        return new DecidedLabel(work, decision with { Guards = verdict }, intent) { Limits = limits, Request = Request(work, content, intent, shipDate) };
    }

    /// <summary>What this version cannot buy.</summary>
    private IReadOnlyList<LabelReason> WayProblem(LabelWork work)
    {
        if (rules.Route != LabelApi.V1) return [new LabelReason(LabelCodes.NotBuyable, "labels are not bought by V2 yet")];
        if (work.Remote is { } remote && PackagePlan.Compute(remote.Content, rules.Packages).Packages.Count > 1) return [new LabelReason(LabelCodes.NotBuyable, "V1 buys one package, and the order has several")];
        if (quotes.FindOrigin(work.LocationKey) is null) return [new LabelReason(LabelCodes.PriceUnknown, "Mapping.Customs.ShipFromPostalCode is not set, so that nothing can be quoted")];
        return string.IsNullOrWhiteSpace(work.Remote?.Content.ShipTo.PostalCode) ? [new LabelReason(LabelCodes.PriceUnknown, "the address has no postal code, so that nothing can be quoted")] : [];
    }

    private Task<(RateQuote Quote, bool IsKept)> QuoteAsync(LabelWork work, ShippingOrder content, LabelPolicy policy, DateOnly shipDate, CancellationToken cancellationToken)
    {
        var isMapped = policy.Services.By == ServicePick.Mapped;
        var allowed = policy.Services.Allowed;
        var request = new RateRequest
        {
            Api = LabelApi.V1, ShippingOrderId = work.Row.ShippingOrderId, OrderKey = work.Row.OrderKey,
            Carriers = isMapped ? [new CarrierReference(content.CarrierCode!)] : [.. allowed.Select(a => new CarrierReference(a.Carrier, a.CarrierAccount)).Distinct()],
            ServiceCodes = isMapped ? [content.ServiceCode!] : [.. allowed.Select(a => a.Service).Distinct(StringComparer.OrdinalIgnoreCase)],
            PackageCode = PackageCode(content), Weight = content.Weight, Dimensions = content.Dimensions, From = quotes.FindOrigin(work.LocationKey), To = content.ShipTo,
            Confirmation = Confirmation(content)
        };
        return quotes.GetAsync(work.Row.Account, work.LocationKey, request, shipDate, cancellationToken);
    }

    private async Task<(PurchaseLimits Limits, GuardVerdict Verdict)> CheckAsync(
        LabelWork work, LabelPolicy policy, RateDecision chosen, ShippingRate rate, LabelIntent intent, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (carrier, since) = await balances.FindAsync(work.Row.Account, rate.CarrierCode, rate.CarrierAccountId, cancellationToken);
        var facts = new GuardFacts
        {
            Account = work.Row.Account, LocationKey = work.LocationKey, Now = now, Currency = intent.Currency, Mode = policy.Mode, NeedsApproval = chosen.NeedsApproval, Price = rate.Price,
            Charged = Charged(work), Carrier = carrier, CommittedSinceBalance = since, CarrierCode = rate.CarrierCode, Route = LabelApi.V1, IsTest = rules.Purchase.TestLabels,
            // An approval was for what was there then.
            IsApproved = work.IsApproved && work.Row.Intent?.ContentHash == intent.ContentHash,
            SeenPrice = work.IsApproved && work.Row.Intent is { ContentHash: not null } seen ? seen.Price : null
        };
        return await spends.CheckAsync(facts, policy.Limits, cancellationToken);
    }

    private LabelIntent Intent(LabelWork work, ShippingOrder content, ShippingRate rate, LabelDecision decision, DateOnly shipDate, DateTimeOffset now) => new(
        nameof(LabelApi.V1), rate.CarrierCode, rate.CarrierAccountId?.ToString(CultureInfo.InvariantCulture), rate.ServiceCode, PackageCode(content), Confirmation(content), null, rate.Price, Currency(work),
        Charged(work) is { } charged && charged.Currency == Currency(work) ? charged.Amount : null, LabelExplanation.Write(decision))
    {
        ContentHash = work.Group!.Row!.PayloadHash, DecidedAt = now, ShipDate = shipDate
    };

    private PurchaseRequest Request(LabelWork work, ShippingOrder content, LabelIntent intent, DateOnly shipDate) => new()
    {
        Route = PurchaseRoute.ByOrder, ShippingOrderId = work.Row.ShippingOrderId, OrderKey = work.Row.OrderKey, CarrierCode = intent.CarrierCode, ServiceCode = intent.ServiceCode,
        PackageCode = intent.PackageCode, Confirmation = intent.Confirmation, ShipDate = shipDate, Weight = content.Weight!, Dimensions = content.Dimensions,
        Insurance = rules.Purchase.Insurance ? content.Insurance : s_none, Customs = content.Customs, ShipTo = content.ShipTo, IsTest = rules.Purchase.TestLabels
    };

    /// <summary>Of an order of several parts nobody can say what was paid for one of them.</summary>
    private static Money? Charged(LabelWork work) => work.Order.Groups.Count == 1 && work.Order.Order.Shippings is [var shipping] ? shipping.Price : null;

    private string Currency(LabelWork work) =>
        rules.CurrencyOf(work.Row.Account) ?? throw new ConnectorException(FailureKind.Unmappable, ErrorCodes.FieldInvalid, $"Labels.Currency is not set for account {work.Row.Account}.");

    private string PackageCode(ShippingOrder content) => string.IsNullOrEmpty(content.PackageCode) ? rules.Purchase.Package : content.PackageCode;

    private string Confirmation(ShippingOrder content) => rules.Purchase.Confirmation ?? (string.IsNullOrEmpty(content.Confirmation) ? "none" : content.Confirmation);
}
