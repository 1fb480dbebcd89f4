using Connector.Core.Flows.Reconcile;
using Connector.Core.Ports;
using Connector.Core.Rules.Files;

namespace Connector.Local.Doctor;

/// <summary>
/// Custom fields, stores and shipping methods that the rules name: whether the shop has them. Fields and stores are looked for on recent orders: a field that no order
/// carries is as good as misspelt.
/// </summary>
internal sealed class ShopNameChecks(ICommerceOrders orders, ICommerceReferences references, ConnectorRules rules, TimeProvider clock)
{
    private const string Area = "commercetools";
    private const int SampleSize = 500;

    public async Task RunAsync(Findings findings, CancellationToken cancellationToken)
    {
        var names = rules.FindNames();
        if (names.Any(static n => n.Kind == NameKind.ShippingMethod)) await MethodsAsync(names, findings, cancellationToken);
        if (names.All(static n => n.Kind == NameKind.ShippingMethod)) return;
        if (await findings.AskAsync(Area, "recent orders", () => RecentOrders.ReadAsync(orders, rules.Selection.Predicate, clock.GetUtcNow(), SampleSize, cancellationToken), "The API client lacks the scope view_orders.") is not { Orders.Count: > 0 } sample) return;
        var count = sample.Orders.Count;
        var fields = sample.Orders.SelectMany(static o => o.CustomFields.Keys.Concat(o.Lines.SelectMany(static l => l.CustomFields.Keys))).ToHashSet(StringComparer.Ordinal);
        Judge(names, NameKind.CustomField, fields, name => $"none of the last {count} orders has a custom field '{name}'", findings);
        var stores = sample.Orders.Select(static o => o.StoreKey).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
        Judge(names, NameKind.Store, stores, name => $"none of the last {count} orders is of a store '{name}'", findings);
    }

    private async Task MethodsAsync(IReadOnlyList<NameInRules> names, Findings findings, CancellationToken cancellationToken)
    {
        var methods = await findings.AskAsync(Area, "shipping methods", () => references.ListShippingMethodsAsync(cancellationToken), "The API client lacks the scope view_shipping_methods.");
        if (methods is null) return;
        var known = methods.SelectMany(static m => new[] { m.Key, m.Name }).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
        Judge(names, NameKind.ShippingMethod, known, static name => $"the shop has no shipping method '{name}'", findings);
    }

    private static void Judge(IReadOnlyList<NameInRules> names, NameKind kind, HashSet<string> known, Func<string, string> text, Findings findings)
    {
        foreach (var name in names.Where(n => n.Kind == kind && !known.Contains(n.Name)))
        {
            var nearest = NearestName.Find(name.Name, known);
            findings.Warn(
                Area, "names in rules", $"{name.Path}: {text(name.Name)}{(nearest is null ? "" : $"; did you mean '{nearest}'?")}",
                known.Count == 0 ? "Correct it in the rules file, or add it in the shop." : $"Correct it in the rules file, or add it in the shop. There are: {string.Join(", ", known.Order(StringComparer.Ordinal).Take(20))}.");
        }
    }
}
