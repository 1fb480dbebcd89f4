using Connector.Core.Flows.Reconcile;
using Connector.Core.Rules.Mapping.Services;
using Connector.ShipStation;
using Connector.ShipStation.Wire;

namespace Connector.Local.Doctor;

/// <summary>The services and packages of an account's carriers, as far as the service rules need them.</summary>
internal sealed class ServiceOffers
{
    private readonly Dictionary<string, HashSet<string>> _services = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, HashSet<string>> _packages = new(StringComparer.OrdinalIgnoreCase);
    private IReadOnlyList<string> _carriers = [];

    /// <summary>Null when the account could not be read. One call for the carriers, one for each carrier that a rule names, and one for each of which it names a package.</summary>
    public static async Task<ServiceOffers?> ReadAsync(
        string area, ShipStationDirectory directory, ServiceRules rules, Findings findings, string whenRefused, CancellationToken cancellationToken)
    {
        var named = rules.Rules.Select(r => r.Carrier).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        if (named.Count == 0) return null;
        if (await findings.AskAsync(area, "carriers", () => directory.ListCarriersAsync(cancellationToken), whenRefused) is not { } carriers) return null;
        var offers = new ServiceOffers { _carriers = [.. carriers.Select(c => c.Code).OfType<string>()] };
        foreach (var carrier in named.Where(n => offers._carriers.Contains(n, StringComparer.OrdinalIgnoreCase)))
        {
            if (await findings.AskAsync(area, "services", () => directory.ListServicesAsync(carrier, cancellationToken), whenRefused) is not { } services) return null;
            offers._services[carrier] = Codes(services);
            if (!rules.Rules.Any(r => r.Package is not null && string.Equals(r.Carrier, carrier, StringComparison.OrdinalIgnoreCase))) continue;
            if (await findings.AskAsync(area, "packages", () => directory.ListPackagesAsync(carrier, cancellationToken), whenRefused) is not { } packages) return null;
            offers._packages[carrier] = Codes(packages);
        }
        return offers;
    }

    /// <summary>A rule must find its service in some account; where another account lacks it, that is a warning.</summary>
    public static void Judge(IReadOnlyList<(string Area, ServiceOffers Offers)> accounts, ServiceRules rules, Findings findings)
    {
        if (accounts.Count == 0) return;
        var wrong = 0;
        for (var i = 0; i < rules.Rules.Count; i++)
        {
            var rule = rules.Rules[i];
            if (rule.Carrier is null) continue;
            var path = $"Services.Rules[{i}]";
            var lacking = accounts.Where(a => a.Offers.Problem(rule) is not null).ToList();
            if (lacking.Count == 0) continue;
            wrong++;
            foreach (var (area, offers) in lacking)
            {
                var (text, fix) = offers.Problem(rule)!.Value;
                if (lacking.Count == accounts.Count) findings.Fail(area, "services", $"{path}.{text}", fix);
                else findings.Warn(area, "services", $"{path}.{text}; another account has it", fix);
            }
        }
        if (wrong == 0) findings.Ok("ShipStation", "services", "every service and package in the rules is available");
    }

    private (string Text, string Fix)? Problem(ServiceRule rule)
    {
        if (!_services.TryGetValue(rule.Carrier!, out var services)) return ($"Carrier: the account has no carrier '{rule.Carrier}'", $"Existing carriers: {string.Join(", ", _carriers)}.");
        if (rule.Service is not null && !services.Contains(rule.Service)) return ($"Service: carrier '{rule.Carrier}' has no service '{rule.Service}'", $"Existing services: {List(services)}.");
        if (rule.Package is null || _packages.GetValueOrDefault(rule.Carrier!) is not { } packages || packages.Contains(rule.Package)) return null;
        return ($"Package: carrier '{rule.Carrier}' has no package '{rule.Package}'", $"Existing packages: {List(packages)}.");
    }

    private static HashSet<string> Codes(IEnumerable<ServiceEntry> entries) => entries.Select(e => e.Code).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);

    private static string List(IEnumerable<string> codes) => string.Join(", ", codes.Order(StringComparer.Ordinal));
}
