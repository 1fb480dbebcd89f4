using System.Globalization;
using Connector.Core.Model.Labels;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Rules.Labels.Purchases;
using Connector.Core.Rules.Labels.Times;
using Connector.Core.Rules.Mapping;
using Connector.Core.Rules.Mapping.Parcels;
using Connector.Core.Rules.Selection.Conditions;

namespace Connector.Core.Rules.Labels;

/// <summary>Pure: whether an order is ready for its label, and if not, each reason.</summary>
public sealed class LabelReadiness(LabelRules rules, CustomsRules customs)
{
    private readonly LabelCalendar _calendar = new(rules.Times);
    private readonly CustomsBorder _border = new(customs);
    private readonly CompiledCondition[] _holdWhen = [.. rules.Readiness.HoldWhen.Select(CompiledCondition.Compile)];

    /// <summary>All reasons why the label must wait; empty for an order that is ready.</summary>
    /// <param name="lastRun">The cut-off that was worked off last; null for a label that does not wait for a cut-off (somebody approved it).</param>
    public IReadOnlyList<LabelReason> Check(LabelFacts facts, LabelPolicy policy, DateTimeOffset now, DateTimeOffset? lastRun)
    {
        var reasons = new List<LabelReason>();
        Labels(facts, reasons);
        if (facts.Remote is not { } remote)
        {
            reasons.Add(new LabelReason(LabelCodes.NotSent, "the order is not in ShipStation yet"));
            return reasons;
        }
        if (!facts.IsCurrent) reasons.Add(new LabelReason(LabelCodes.ChangePending, "a change of the order has not reached ShipStation yet"));
        State(facts, remote, now, reasons);
        Due(remote.Content, now, lastRun, reasons);
        Address(facts, remote, reasons);
        Measures(remote.Content, reasons);
        Customs(facts, remote.Content, reasons);
        Service(facts, policy, now, reasons);
        return reasons;
    }

    private static void Labels(LabelFacts facts, List<LabelReason> reasons)
    {
        if (facts.HasOpenPurchase) reasons.Add(new LabelReason(LabelCodes.PurchaseOpen, "a purchase is under way, or its outcome is not known"));
        if (facts.Labels.Any(static l => l.IsLive)) reasons.Add(new LabelReason(LabelCodes.HasLabel, "the order has a label"));
        else if (!facts.IsReleased && facts.Labels.Any(static l => l is { IsVoided: true, IsReturn: false }))
        {
            reasons.Add(new LabelReason(LabelCodes.VoidedBefore, "a label of the order was voided; release the order to buy another one"));
        }
    }

    private void State(LabelFacts facts, ShippingOrderSnapshot remote, DateTimeOffset now, List<LabelReason> reasons)
    {
        if (facts.Order.State == OrderState.Cancelled) reasons.Add(new LabelReason(LabelCodes.NotOpen, "the order is cancelled in the shop"));
        if (remote.MergedOrSplit) reasons.Add(new LabelReason(LabelCodes.NotOpen, "the order was merged or split in ShipStation; its labels are bought there"));
        if (remote.ExternallyFulfilled || remote.Status is ShippingOrderStatus.PendingFulfillment)
        {
            reasons.Add(new LabelReason(LabelCodes.FulfilledByOthers, "a fulfillment provider ships the order"));
        }
        switch (remote.Status)
        {
            case ShippingOrderStatus.AwaitingShipment or ShippingOrderStatus.PendingFulfillment:
                break;
            case ShippingOrderStatus.OnHold:
                reasons.Add(new LabelReason(LabelCodes.Held, "the order is on hold in ShipStation"));
                return;
            case ShippingOrderStatus.AwaitingPayment:
                reasons.Add(new LabelReason(LabelCodes.NotPaid, "the order awaits payment"));
                break;
            default:
                reasons.Add(new LabelReason(LabelCodes.NotOpen, $"the order is {remote.Status} in ShipStation"));
                break;
        }
        if (remote.HoldUntil is { } until && until > _calendar.DayOf(now)) reasons.Add(new LabelReason(LabelCodes.Held, $"the order is on hold until {Text(until)}"));
        foreach (var condition in _holdWhen.Where(condition => condition.Holds(facts.ToConditionFacts()))) reasons.Add(new LabelReason(LabelCodes.Held, condition.ToString()));
    }

    private void Due(ShippingOrder content, DateTimeOffset now, DateTimeOffset? lastRun, List<LabelReason> reasons)
    {
        if (content.ShipDate is { } day && day > _calendar.ShipDate(now)) reasons.Add(new LabelReason(LabelCodes.NotDue, $"the order ships on {Text(day)}"));
        if (lastRun is not { } last || _calendar.DueAt(last, now) is not null) return;
        var next = _calendar.NextCutOff(now) is { } at ? at.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture) : "not within a year";
        reasons.Add(new LabelReason(LabelCodes.NotDue, $"the next cut-off is {next}"));
    }

    private void Address(LabelFacts facts, ShippingOrderSnapshot remote, List<LabelReason> reasons)
    {
        var to = remote.Content.ShipTo;
        if (string.IsNullOrWhiteSpace(to.Street1) || string.IsNullOrWhiteSpace(to.City) || string.IsNullOrWhiteSpace(to.Country))
        {
            reasons.Add(new LabelReason(LabelCodes.AddressIncomplete, "the address has no street, city or country"));
            return;
        }
        if (facts.IsAddressAccepted || remote.AddressCheck == AddressCheck.Valid) return;
        var demand = _border.IsAbroad(facts.LocationKey, to.Country) ? rules.Readiness.AddressAbroad : rules.Readiness.Address;
        if (remote.AddressCheck == AddressCheck.Failed || remote.AddressWasBad) reasons.Add(new LabelReason(LabelCodes.AddressFailed, "ShipStation could not verify the address"));
        else if (remote.AddressCheck == AddressCheck.Warning && demand == AddressDemand.Valid) reasons.Add(new LabelReason(LabelCodes.AddressNotVerified, "ShipStation has warnings about the address"));
        else if (remote.AddressCheck != AddressCheck.Warning && demand != AddressDemand.NotFailed) reasons.Add(new LabelReason(LabelCodes.AddressNotVerified, "ShipStation has not verified the address"));
    }

    private void Measures(ShippingOrder content, List<LabelReason> reasons)
    {
        if (content.Weight is not { Value: > 0m })
        {
            reasons.Add(new LabelReason(LabelCodes.WeightMissing, "the weight is not known"));
            return;
        }
        var plan = PackagePlan.Compute(content, rules.Packages);
        if (plan.Problem is { } problem) reasons.Add(problem);
        if (!rules.Readiness.RequireDimensions || plan.Packages.All(static p => p.Dimensions is { Length: > 0m, Width: > 0m, Height: > 0m })) return;
        reasons.Add(new LabelReason(LabelCodes.DimensionsMissing, "length, width and height are not known"));
    }

    private void Customs(LabelFacts facts, ShippingOrder content, List<LabelReason> reasons)
    {
        if (!_border.IsCrossed(facts.LocationKey, content.ShipTo)) return;
        var missing = content.Customs switch
        {
            null or { Items.Count: 0 } => "there is no customs declaration",
            { Contents: null or "" } => "the customs declaration has no contents",
            { } declaration => declaration.Items.Select(Missing).FirstOrDefault(static text => text is not null)
        };
        if (missing is not null) reasons.Add(new LabelReason(LabelCodes.CustomsIncomplete, missing));
    }

    private static string? Missing(CustomsItem item, int index) => item switch
    {
        { Description: null or "" } => $"line {index + 1} of the customs declaration has no description",
        { Quantity: <= 0 } => $"line {index + 1} of the customs declaration has no quantity",
        { Value: <= 0m } => $"line {index + 1} of the customs declaration has no value",
        { HarmonizedTariffCode: null or "" } => $"line {index + 1} of the customs declaration has no tariff code",
        { CountryOfOrigin: null or "" } => $"line {index + 1} of the customs declaration has no country of origin",
        _ => null
    };

    private void Service(LabelFacts facts, LabelPolicy policy, DateTimeOffset now, List<LabelReason> reasons)
    {
        if (policy.Services.By == ServicePick.Mapped && (string.IsNullOrEmpty(facts.Content?.CarrierCode) || string.IsNullOrEmpty(facts.Content.ServiceCode)))
        {
            reasons.Add(new LabelReason(LabelCodes.ServiceMissing, "the order names no carrier and service"));
        }
        if (policy.Services.RequirePromise && PromisedDay.Compute(policy.Services, facts.Order, _calendar, now) is null)
        {
            reasons.Add(new LabelReason(LabelCodes.PromiseMissing, "the promised day is not known"));
        }
    }

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
