using Connector.Core.Model.Orders;
using Connector.Core.Rules.Selection.Conditions;

namespace Connector.Core.Rules.Mapping.Services;

/// <summary>Pure: from the shop's shipping method to a carrier's service, and from what was bought back to the merchant's words.</summary>
public sealed class ServiceMap(ServiceRules rules)
{
    private readonly CompiledCondition[] _conditions = [.. rules.Rules.Select(static r => CompiledCondition.Compile(r.ToCondition())!)];

    /// <summary>The first rule that matches decides; without one, <see cref="ServiceRules.Unmapped"/>.</summary>
    /// <param name="shipping">The order's shipping entry; null when it has none.</param>
    /// <param name="weightGrams">Of the shipment; null when unknown: then rules with a weight do not match.</param>
    /// <param name="country">Of the ship-to address; null when there is none: then rules with countries do not match.</param>
    public ServiceChoice Choose(Order order, OrderShipping? shipping, decimal? weightGrams, string? country) =>
        Choose(new ConditionFacts { Order = order, Shipping = shipping, Grams = weightGrams, Country = country });

    /// <inheritdoc cref="Choose(Order, OrderShipping, decimal?, string)"/>
    internal ServiceChoice Choose(in ConditionFacts facts)
    {
        var name = MethodText(facts.Shipping);
        for (var i = 0; i < rules.Rules.Count; i++)
        {
            var rule = rules.Rules[i];
            if (!_conditions[i].Holds(facts)) continue;
            return new ServiceChoice(
                ServiceChoiceKind.Mapped, rule.RequestedService ?? name, rule.Carrier, rule.Service, rule.Package, rule.Confirmation, rule.Name ?? $"Services.Rules[{i}]");
        }
        var kind = name is null ? ServiceChoiceKind.NoMethod : rules.Unmapped switch
        {
            UnmappedMethod.Reject => ServiceChoiceKind.Reject,
            UnmappedMethod.Hold => ServiceChoiceKind.Hold,
            _ => ServiceChoiceKind.Pass
        };
        return new ServiceChoice(kind, name, null, null, null, null, null);
    }

    /// <summary>True when some rule names this shipping method, whatever else it asks for; for reports of methods that nobody mapped.</summary>
    /// <param name="key">May be null.</param>
    public bool IsMapped(string? key, string? name) =>
        rules.Rules.Any(r => r.Methods.Count == 0 || Pattern.MatchesEither(key, name, r.Methods));

    /// <summary>The carrier's name for people; the code itself when nobody gave it a name.</summary>
    public string CarrierName(string code) =>
        Configured(code)?.Name ?? (KnownCarriers.ByCode.TryGetValue(code, out var known) ? known.Name : code);

    /// <summary>The merchant's name for a service that was bought: from Bought, else the text of the rule that asks for it; null when there is none.</summary>
    public string? MerchantService(string? carrier, string? service)
    {
        if (carrier is null) return null;
        var bought = rules.Bought.FirstOrDefault(b => Same(b.Carrier, carrier) && b.Service is not null && Same(b.Service, service))
            ?? rules.Bought.FirstOrDefault(b => Same(b.Carrier, carrier) && b.Service is null);
        if (bought is not null) return bought.Name;
        return rules.Rules.FirstOrDefault(r => r.RequestedService is not null && Same(r.Carrier, carrier) && Same(r.Service, service))?.RequestedService;
    }

    /// <summary>The carrier's page for this parcel; null without a number or when the carrier's page is not known.</summary>
    public string? TrackingUrl(string? carrier, string? number)
    {
        if (string.IsNullOrWhiteSpace(carrier) || string.IsNullOrWhiteSpace(number)) return null;
        var template = Configured(carrier)?.TrackingUrl ?? (KnownCarriers.ByCode.TryGetValue(carrier, out var known) ? known.TrackingUrl : null);
        return template?.Replace("{number}", Uri.EscapeDataString(number.Trim()), StringComparison.Ordinal);
    }

    private static string? MethodText(OrderShipping? shipping)
    {
        if (!string.IsNullOrWhiteSpace(shipping?.MethodName)) return shipping.MethodName;
        return string.IsNullOrWhiteSpace(shipping?.MethodKey) ? null : shipping.MethodKey;
    }

    private CarrierRule? Configured(string code) => rules.Carriers.FirstOrDefault(c => Same(c.Code, code));

    private static bool Same(string? a, string? b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
