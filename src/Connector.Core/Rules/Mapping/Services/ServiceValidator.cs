using Connector.Core.Rules.Selection.Conditions;

namespace Connector.Core.Rules.Mapping.Services;

internal static class ServiceValidator
{
    private static readonly string[] Confirmations = ["none", "delivery", "signature", "adult_signature", "direct_signature"];

    public static void Validate(ServiceRules services, IReadOnlyCollection<string> locations, string path, ICollection<string> problems)
    {
        var list = $"{path}.{nameof(services.Rules)}";
        for (var i = 0; i < services.Rules.Count; i++) Rule(services.Rules[i], ConditionScope.Part with { Keys = locations }, $"{list}[{i}]", problems);
        RuleChecks.Names(services.Rules.Select(r => r.Name), list, problems);
        RuleTerms.ReportShadowed([.. services.Rules.Select(Terms)], list, problems);
        for (var i = 0; i < services.Bought.Count; i++) Bought(services, i, $"{path}.{nameof(services.Bought)}[{i}]", problems);
        for (var i = 0; i < services.Carriers.Count; i++) Carrier(services, i, $"{path}.{nameof(services.Carriers)}[{i}]", problems);
    }

    private static void Rule(ServiceRule rule, ConditionScope scope, string path, ICollection<string> problems)
    {
        // Here they are called Methods.
        var own = rule.ToCondition();
        own.ShippingMethods = [];
        RuleChecks.Texts(rule.Methods, $"{path}.{nameof(rule.Methods)}", problems);
        RuleChecks.Rule(own, rule.When, scope, path, problems);
        RuleChecks.Optional(rule.RequestedService, $"{path}.{nameof(rule.RequestedService)}", "a text, or leave it out", problems);
        RuleChecks.Optional(rule.Carrier, $"{path}.{nameof(rule.Carrier)}", "the code of a carrier, or leave it out", problems);
        RuleChecks.Optional(rule.Service, $"{path}.{nameof(rule.Service)}", "the code of a service, or leave it out", problems);
        RuleChecks.Optional(rule.Package, $"{path}.{nameof(rule.Package)}", "the code of a package, or leave it out", problems);
        if (rule is { Carrier: not null, Service: null }) problems.Add($"{path}.{nameof(rule.Service)}: is missing, the carrier is refused without it; allowed: a service of '{rule.Carrier}'");
        if (rule is { Carrier: null, Service: not null }) problems.Add($"{path}.{nameof(rule.Carrier)}: is missing, a service belongs to a carrier; allowed: the carrier of '{rule.Service}'");
        if (rule is { Carrier: null, Package: not null }) problems.Add($"{path}.{nameof(rule.Package)}: goes with a carrier only; allowed: with Carrier and Service");
        if (rule.Confirmation is { } confirmation && !Confirmations.Contains(confirmation, StringComparer.Ordinal))
        {
            problems.Add($"{path}.{nameof(rule.Confirmation)}: '{confirmation}' is not allowed; allowed: {string.Join(", ", Confirmations)}");
        }
        if (rule is { RequestedService: null, Carrier: null, Service: null, Package: null, Confirmation: null })
        {
            problems.Add($"{path}: gives nothing; allowed: one or more of RequestedService, Carrier with Service, Package, Confirmation");
        }
    }

    private static void Bought(ServiceRules services, int i, string path, ICollection<string> problems)
    {
        var bought = services.Bought[i];
        RuleChecks.Required(bought.Carrier, $"{path}.{nameof(bought.Carrier)}", "the code of a carrier", problems);
        RuleChecks.Optional(bought.Service, $"{path}.{nameof(bought.Service)}", "the code of a service, or leave it out", problems);
        RuleChecks.Required(bought.Name, $"{path}.{nameof(bought.Name)}", "what the shop shows", problems);
        if (services.Bought.Take(i).Any(b => Same(b.Carrier, bought.Carrier) && Same(b.Service, bought.Service)))
        {
            problems.Add($"{path}: '{bought.Carrier}' with '{bought.Service ?? "any service"}' is there twice");
        }
    }

    private static void Carrier(ServiceRules services, int i, string path, ICollection<string> problems)
    {
        var carrier = services.Carriers[i];
        RuleChecks.Required(carrier.Code, $"{path}.{nameof(carrier.Code)}", "the code of a carrier", problems);
        if (services.Carriers.Take(i).Any(c => Same(c.Code, carrier.Code))) problems.Add($"{path}.{nameof(carrier.Code)}: '{carrier.Code}' is there twice");
        RuleChecks.Optional(carrier.Name, $"{path}.{nameof(carrier.Name)}", "a name, or leave it out", problems);
        if (carrier.TrackingUrl is { } url && !IsTemplate(url))
        {
            problems.Add($"{path}.{nameof(carrier.TrackingUrl)}: '{url}' is not allowed; allowed: an https address with {{number}} in it");
        }
    }

    private static bool IsTemplate(string url) =>
        url.Contains("{number}", StringComparison.Ordinal)
        && Uri.TryCreate(url.Replace("{number}", "1", StringComparison.Ordinal), UriKind.Absolute, out var address)
        && address.Scheme == Uri.UriSchemeHttps;

    private static RuleTerms Terms(ServiceRule rule) => new RuleTerms().Terms(rule.ToCondition());

    private static bool Same(string? a, string? b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
