using Connector.Commercetools;
using Connector.Core.Flows.Reconcile;
using Connector.Core.Flows.Writeback;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Ports;
using Connector.Core.Rules.Files;
using Connector.Core.Rules.Mapping.Services;
using Microsoft.Extensions.Options;

namespace Connector.Local.Doctor;

/// <summary>The commercetools project: credentials, scopes, and what the connector and the rules need.</summary>
internal sealed class CommerceChecks(
    CommerceAccess access, ICommerceOrders orders, ICommerceReferences references, ServiceMap services, ConnectorRules rules, IOptions<EngineOptions> options, IOptions<CommercetoolsOptions> shop, TimeProvider clock)
{
    private const string Area = "commercetools";
    private const string SetupFix = "Run connector setup: it creates it.";
    private const int MostNames = 10;

    /// <summary>False when the credentials are not accepted: then nothing else can be asked.</summary>
    public async Task<bool> RunAsync(Findings findings, CancellationToken cancellationToken)
    {
        var scopes = await findings.AskAsync(
            Area, "credentials", () => access.ScopesAsync(cancellationToken), "Check Commercetools:ClientId, ClientSecret, ProjectKey and Scope against the API client in the Merchant Center.");
        if (scopes is null) return false;
        findings.Ok(Area, "credentials", scopes.Count == 0 ? "accepted" : $"accepted, scopes: {string.Join(' ', scopes)}");
        WriteScope(scopes, findings);
        PaymentScope(scopes, findings);
        CustomerGroupScope(scopes, findings);
        await OrdersAsync(findings, cancellationToken);
        await ChannelsAsync(findings, cancellationToken);
        await TypeAsync(findings, cancellationToken);
        await StatesAsync(findings, cancellationToken);
        await MethodsAsync(findings, cancellationToken);
        return true;
    }

    /// <summary>The one scope that no harmless call can test.</summary>
    private static void WriteScope(IReadOnlyList<string> scopes, Findings findings)
    {
        if (scopes.Count == 0 || scopes.Contains("manage_orders") || scopes.Contains("manage_project")) return;
        var stores = scopes.Where(s => s.StartsWith("manage_orders:", StringComparison.Ordinal)).ToList();
        if (stores.Count > 0) findings.Warn(Area, "scope manage_orders", $"limited to stores: {string.Join(' ', stores)}", "Orders of other stores cannot be written. Give the API client manage_orders without a store.");
        else findings.Fail(Area, "scope manage_orders", "missing: deliveries, states and fields could not be written to orders", Scope("manage_orders"));
    }

    /// <summary>Without it orders come with references to their payments only.</summary>
    private void PaymentScope(IReadOnlyList<string> scopes, Findings findings)
    {
        if (!shop.Value.ExpandPayments || scopes.Count == 0 || scopes.Any(static s => s.Split(':')[0] is "view_payments" or "manage_payments" or "manage_project")) return;
        findings.Warn(Area, "scope view_payments", "missing: payments of orders cannot be read, so that the day and the method of payment and part payments stay unknown", Scope("view_payments"));
    }

    /// <summary>Without it rules that name groups by key match no order.</summary>
    private void CustomerGroupScope(IReadOnlyList<string> scopes, Findings findings)
    {
        if (!rules.ReadNeeds().CustomerGroups || scopes.Count == 0 || scopes.Any(static s => s.Split(':')[0] is "view_customer_groups" or "manage_customer_groups" or "manage_project")) return;
        findings.Fail(Area, "scope view_customer_groups", "missing: rules that name customer groups by key match no order", Scope("view_customer_groups"));
    }

    private async Task OrdersAsync(Findings findings, CancellationToken cancellationToken)
    {
        var query = new OrderQuery(clock.GetUtcNow().AddMinutes(-1), null, rules.Selection.Predicate, 1);
        var check = rules.Selection.Predicate is null ? "orders" : "orders with Selection.Predicate";
        if (await findings.AskAsync(Area, check, () => orders.ListChangedAsync(query, cancellationToken), Scope("view_orders")) is not null) findings.Ok(Area, check, "can be read");
    }

    private async Task ChannelsAsync(Findings findings, CancellationToken cancellationToken)
    {
        if (await findings.AskAsync(Area, "channels", () => references.ListChannelsAsync(cancellationToken), Scope("view_channels")) is not { } channels) return;
        ExportChannel(channels, findings);
        bool Known(string keyOrId) => channels.Any(c => c.Key == keyOrId || c.Id == keyOrId);
        var named = rules.Locations.Select((l, i) => (Path: $"Locations[{i}].SupplyChannel", Key: l.SupplyChannel ?? "")).Where(n => n.Key.Length > 0)
            .Concat(rules.Routing.Rules.SelectMany((r, i) => r.SupplyChannels.Where(k => !k.Contains('*', StringComparison.Ordinal) && !k.Contains('?', StringComparison.Ordinal))
                .Select(k => (Path: $"Routing.Rules[{i}].SupplyChannels", Key: k))));
        // Only stock rules need the channel that a location has by its own key.
        if (rules.Routing.Rules.Any(r => r.RequireStock))
            named = named.Concat(rules.Locations.Where(l => l.SupplyChannel is null).Select(l => (Path: $"Locations '{l.Key}'", l.Key)));
        var asked = named.Distinct().ToList();
        foreach (var (path, key) in asked.Where(n => !Known(n.Key)))
            findings.Fail(Area, "supply channels", $"{path}: the shop has no channel '{key}'", $"Correct the key in the rules file, or create the channel. Existing channels: {Some(channels.Select(c => c.Key ?? c.Id))}.");
        if (asked.Count > 0 && asked.TrueForAll(n => Known(n.Key))) findings.Ok(Area, "supply channels", string.Join(", ", asked.Select(n => n.Key).Distinct()));
    }

    private void ExportChannel(IReadOnlyList<CommerceChannel> channels, Findings findings)
    {
        var key = options.Value.SyncChannel;
        if (!options.Value.SyncInfo) findings.Ok(Area, "export channel", "not used (Connector:SyncInfo is off)");
        else if (channels.FirstOrDefault(c => c.Key == key) is not { } channel) findings.Fail(Area, "export channel", $"the shop has no channel '{key}': orders get no export mark", SetupFix);
        else if (!channel.Roles.Contains("OrderExport")) findings.Fail(Area, "export channel", $"channel '{key}' lacks the role OrderExport", SetupFix);
        else findings.Ok(Area, "export channel", key);
    }

    private async Task TypeAsync(Findings findings, CancellationToken cancellationToken)
    {
        var key = options.Value.OrderType;
        var type = await findings.AskAsync(Area, "order Type", async () => new Found<CommerceType>(await references.GetTypeAsync(key, cancellationToken)), Scope("view_types"));
        if (type is null) return;
        if (type.Value is null)
        {
            findings.Fail(Area, "order Type", $"the shop has no Type '{key}': orders cannot show what happens in ShipStation", SetupFix);
            return;
        }
        var missing = OrderFieldNames.Definitions.Select(d => d.Name).Where(n => !type.Value.FieldNames.Contains(n)).ToList();
        if (missing.Count > 0) findings.Fail(Area, "order Type", $"Type '{key}' lacks the fields {string.Join(", ", missing)}", SetupFix);
        else findings.Ok(Area, "order Type", $"{key}, with all fields");
    }

    private async Task StatesAsync(Findings findings, CancellationToken cancellationToken)
    {
        var writeback = rules.Writeback;
        const string orderState = "OrderState", lineState = "LineItemState";
        var named = new[]
        {
            ("Writeback.TransitionWhenShipped", writeback.TransitionWhenShipped, orderState), ("Writeback.TransitionWhenPartial", writeback.TransitionWhenPartial, orderState),
            ("Writeback.TransitionWhenDelivered", writeback.TransitionWhenDelivered, orderState), ("Writeback.TransitionWhenException", writeback.TransitionWhenException, orderState),
            ("Writeback.TransitionWhenReturned", writeback.TransitionWhenReturned, orderState), ("Writeback.LineStateWhenShipped", writeback.LineStateWhenShipped, lineState),
            ("Writeback.LineStateWhenVoided", writeback.LineStateWhenVoided, lineState)
        };
        foreach (var (path, key, type) in named)
        {
            if (key is null) continue;
            var state = await findings.AskAsync(Area, "workflow states", async () => new Found<CommerceState>(await references.GetStateAsync(key, cancellationToken)), Scope("view_states"));
            if (state is null) continue;
            if (state.Value is null) findings.Fail(Area, "workflow states", $"{path}: the shop has no state '{key}'", "Correct the key in the rules file, or create the state.");
            else if (state.Value.Type != type) findings.Fail(Area, "workflow states", $"{path}: '{key}' is a state of type {state.Value.Type}", $"Use a state of type {type}.");
            else findings.Ok(Area, "workflow states", $"{path}: {key}");
        }
    }

    private async Task MethodsAsync(Findings findings, CancellationToken cancellationToken)
    {
        if (await findings.AskAsync(Area, "shipping methods", () => references.ListShippingMethodsAsync(cancellationToken), Scope("view_shipping_methods")) is not { } methods) return;
        var unmapped = methods.Where(m => !services.IsMapped(m.Key, m.Name)).Select(m => m.Key ?? m.Name).ToList();
        if (unmapped.Count == 0) findings.Ok(Area, "shipping methods", $"all {methods.Count} have a service rule");
        else
        {
            var fate = rules.Services.Unmapped switch
            {
                UnmappedMethod.Reject => "their orders need attention",
                UnmappedMethod.Hold => "their orders are sent on hold",
                _ => "they are passed on as text"
            };
            findings.Warn(Area, "shipping methods", $"{unmapped.Count} of {methods.Count} have no service rule ({fate}): {Some(unmapped)}", "Add a rule under Services.Rules for each.");
        }
    }

    private static string Scope(string name) => $"The API client lacks the scope {name}: add it in the Merchant Center (and to Commercetools:Scope, where that is set).";

    private static string Some(IEnumerable<string> names)
    {
        var all = names.Order(StringComparer.Ordinal).ToList();
        return string.Join(", ", all.Take(MostNames)) + (all.Count > MostNames ? $" and {all.Count - MostNames} more" : "");
    }

    /// <summary>A response that may be "there is none".</summary>
    private sealed record Found<T>(T? Value) where T : class;
}
