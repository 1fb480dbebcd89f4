using Connector.Core.Rules.Selection.Conditions;

namespace Connector.Core.Rules.Labels;

internal static class LabelServiceValidator
{
    public static void Validate(ServiceSelectionRules services, string path, ICollection<string> problems)
    {
        var list = $"{path}.{nameof(services.Allowed)}";
        if (services is { By: not ServicePick.Mapped, Allowed.Count: 0 }) problems.Add($"{list}: is empty; allowed: one service or more, or By Mapped");
        for (var i = 0; i < services.Allowed.Count; i++) Allowed(services.Allowed, i, $"{list}[{i}]", problems);
        RuleChecks.Optional(services.PromiseField, $"{path}.{nameof(services.PromiseField)}", "the name of a custom field, or leave it out", problems);
        if (services.PromiseDays is < 0 or > 60) problems.Add($"{path}.{nameof(services.PromiseDays)}: {services.PromiseDays} is out of range; allowed: 0 to 60, or leave it out");
        if (services is { RequirePromise: true, PromiseField: null, PromiseDays: null })
        {
            problems.Add($"{path}.{nameof(services.RequirePromise)}: no order can have a promise; allowed: with {nameof(services.PromiseField)} or {nameof(services.PromiseDays)}");
        }
        if (services.MarginDays is < 0 or > 30) problems.Add($"{path}.{nameof(services.MarginDays)}: {services.MarginDays} is out of range; allowed: 0 to 30");
        if (services.MaxPrice <= 0m) problems.Add($"{path}.{nameof(services.MaxPrice)}: {services.MaxPrice} is not a price; allowed: above 0, or leave it out");
    }

    private static void Allowed(IList<AllowedService> services, int i, string path, ICollection<string> problems)
    {
        var service = services[i];
        RuleChecks.Required(service.Carrier, $"{path}.{nameof(service.Carrier)}", "the code of a carrier", problems);
        RuleChecks.Required(service.Service, $"{path}.{nameof(service.Service)}", "the code of a service", problems);
        if (service.CarrierAccount <= 0) problems.Add($"{path}.{nameof(service.CarrierAccount)}: {service.CarrierAccount} is not an account; allowed: the number of a carrier account, 1 and more, or leave it out");
        if (service.TransitDays is < 0 or > 60) problems.Add($"{path}.{nameof(service.TransitDays)}: {service.TransitDays} is out of range; allowed: 0 to 60, or leave it out");
        if (services.Take(i).Any(s => Same(s.Carrier, service.Carrier) && Same(s.Service, service.Service) && (s.CarrierAccount is null || s.CarrierAccount == service.CarrierAccount)))
        {
            problems.Add($"{path}: '{service.Service}' of '{service.Carrier}' is there before; allowed: once for each account, the entry for all accounts last");
        }
    }

    private static bool Same(string? a, string? b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
