using Connector.Core.Flows.Reconcile;
using Connector.Core.Ports;
using Connector.Core.Rules.Files;
using Connector.Core.Rules.Selection.Routing;
using Connector.ShipStation;
using Connector.ShipStation.Wire;
using Microsoft.Extensions.Options;

namespace Connector.Local.Doctor;

/// <summary>Each ShipStation account: key, and whether the stores, warehouses, carriers, services and tags of the rules exist.</summary>
internal sealed class ShipStationChecks(ShipStationAccounts accounts, ConnectorRules rules, IRateBudget rates, IOptionsMonitor<ShipStationOptions> options, WebhookSubscriptions subscriptions)
{
    private const string KeyFix =
        "Check ApiKey and ApiSecret of this account: a V1 pair from Settings > Account > API Settings. A key of API V2 (one text, no secret) does not work here.";

    public async Task RunAsync(Findings findings, CancellationToken cancellationToken)
    {
        Accounts(findings);
        var offers = new List<(string Area, ServiceOffers Offers)>();
        foreach (var name in accounts.Names)
        {
            var area = $"ShipStation {name}";
            var directory = accounts.Directory(name);
            if (await findings.AskAsync(area, "key", () => directory.ListStoresAsync(cancellationToken), KeyFix) is not { } stores) continue;
            findings.Ok(area, "key", "accepted by API V1");
            var mine = rules.Locations.Select((l, i) => (Location: l, Path: $"Locations[{i}]")).Where(l => Same(l.Location.Account, name)).ToList();
            Stores(area, stores, mine, findings);
            await WarehousesAsync(area, directory, mine, findings, cancellationToken);
            if (await ServiceOffers.ReadAsync(area, directory, rules.Services, findings, KeyFix, cancellationToken) is { } read) offers.Add((area, read));
            await TagsAsync(area, directory, mine, findings, cancellationToken);
            if (subscriptions.Wanted(name).Count > 0) await WantedWebhooksAsync(area, name, findings, cancellationToken);
            else await WebhooksAsync(area, directory, options.Get(name).WebhookSecret, findings, cancellationToken);
            await RatesAsync(area, name, findings, cancellationToken);
        }
        ServiceOffers.Judge(offers, rules.Services, findings);
    }

    private void Accounts(Findings findings)
    {
        for (var i = 0; i < rules.Locations.Count; i++)
        {
            var account = rules.Locations[i].Account;
            if (accounts.Names.Any(n => Same(n, account))) continue;
            findings.Fail(
                "settings", "accounts", $"Locations[{i}].Account: no ShipStation account '{account}' is configured", $"Configure ShipStation:Accounts:{account}, or use one of: {string.Join(", ", accounts.Names)}.");
        }
    }

    private static void Stores(string area, IReadOnlyList<StoreEntry> stores, List<(LocationRule Location, string Path)> locations, Findings findings)
    {
        foreach (var (location, path) in locations)
        {
            var existing = $"Existing stores: {string.Join(", ", stores.Where(s => s.Active != false).Select(s => $"{s.StoreId} {s.StoreName}"))}.";
            var store = stores.FirstOrDefault(s => s.StoreId == location.StoreId);
            if (location.StoreId == 0) findings.Warn(area, "stores", $"{path}: no store is configured, orders go to the account's first manual store", $"Add Locations with a StoreId to the rules file. {existing}");
            else if (store is null) findings.Fail(area, "stores", $"{path}.StoreId: the account has no store {location.StoreId}", existing);
            else if (store.Active == false) findings.Fail(area, "stores", $"{path}.StoreId: store {location.StoreId} {store.StoreName} is inactive", "Activate it in ShipStation, or use another one. " + existing);
            else if (store.MarketplaceId is not (null or 0)) findings.Warn(area, "stores", $"{path}.StoreId: store {location.StoreId} belongs to {store.MarketplaceName}, which imports orders itself", "Use a manual store for the orders of the shop.");
            else findings.Ok(area, "stores", $"{path}: {location.StoreId} {store.StoreName}");
        }
    }

    private static async Task WarehousesAsync(
        string area, ShipStationDirectory directory, List<(LocationRule Location, string Path)> locations, Findings findings, CancellationToken cancellationToken)
    {
        var named = locations.Where(l => l.Location.WarehouseId is not null).ToList();
        if (named.Count == 0) return;
        if (await findings.AskAsync(area, "warehouses", () => directory.ListWarehousesAsync(cancellationToken), KeyFix) is not { } warehouses) return;
        foreach (var (location, path) in named)
        {
            if (warehouses.FirstOrDefault(w => w.WarehouseId == location.WarehouseId) is { } found) findings.Ok(area, "warehouses", $"{path}: {found.WarehouseId} {found.WarehouseName}");
            else findings.Fail(
                area, "warehouses", $"{path}.WarehouseId: the account has no warehouse {location.WarehouseId}", $"Existing warehouses: {string.Join(", ", warehouses.Select(w => $"{w.WarehouseId} {w.WarehouseName}"))}.");
        }
    }

    private async Task TagsAsync(
        string area, ShipStationDirectory directory, List<(LocationRule Location, string Path)> locations, Findings findings, CancellationToken cancellationToken)
    {
        var tags = rules.Mapping.Tags;
        var named = locations.SelectMany(l => l.Location.TagIds.Select(t => (Path: $"{l.Path}.TagIds", Tag: t)))
            .Concat(rules.Routing.Rules.SelectMany((r, i) => r.TagIds.Select(t => (Path: $"Routing.Rules[{i}].TagIds", Tag: t))).Where(_ => locations.Count > 0))
            .Concat(Optional("Mapping.Tags.Gift", tags.Gift)).Concat(Optional("Mapping.Tags.CrossBorder", tags.CrossBorder)).Concat(Optional("Mapping.Tags.Split", tags.Split))
            .Concat(tags.OnWarning.Select(w => (Path: $"Mapping.Tags.OnWarning.{w.Key}", Tag: w.Value))).ToList();
        if (named.Count == 0) return;
        if (await findings.AskAsync(area, "tags", () => directory.ListTagsAsync(cancellationToken), KeyFix) is not { } existing) return;
        var missing = named.Where(n => existing.All(t => t.TagId != n.Tag)).ToList();
        foreach (var (path, tag) in missing) findings.Fail(area, "tags", $"{path}: the account has no tag {tag}", $"Existing tags: {string.Join(", ", existing.Select(t => $"{t.TagId} {t.Name}"))}.");
        if (missing.Count == 0) findings.Ok(area, "tags", string.Join(", ", named.Select(n => n.Tag).Distinct()));
    }

    private static IEnumerable<(string Path, int Tag)> Optional(string path, int? tag) => tag is { } set ? [(path, set)] : [];

    /// <summary>A refused V2 key shows here too.</summary>
    private async Task WantedWebhooksAsync(string area, string account, Findings findings, CancellationToken cancellationToken)
    {
        var found = await findings.AskAsync(
            area, "webhooks", () => subscriptions.LookAsync(account, cancellationToken), KeyFix + " V2ApiKey is the one text of API V2, and the webhooks need its plan.");
        if (found is null) return;
        foreach (var (hook, existing) in found)
        {
            if (existing == WebhookStatus.There) findings.Ok(area, "webhooks", $"{hook.Event}: subscribed");
            else if (existing == WebhookStatus.Off) findings.Warn(area, "webhooks", $"{hook.Event}: the subscription is switched off", "Switch it on in ShipStation.");
            else findings.Warn(area, "webhooks", $"{hook.Event}: no subscription calls the connector", "Run connector setup. Until then the polls find everything, only later.");
        }
    }

    /// <summary>The addresses carry our secret: they are compared, never shown.</summary>
    private static async Task WebhooksAsync(string area, ShipStationDirectory directory, string? secret, Findings findings, CancellationToken cancellationToken)
    {
        if (secret is null)
        {
            findings.Ok(area, "webhooks", "not configured (no WebhookSecret): labels are found by polling");
            return;
        }
        if (await findings.AskAsync(area, "webhooks", () => directory.ListWebhooksAsync(cancellationToken), KeyFix) is not { } hooks) return;
        var ours = hooks.Where(h => h.Url?.Contains(secret, StringComparison.Ordinal) == true && h.HookType?.Contains("SHIP_NOTIFY", StringComparison.OrdinalIgnoreCase) == true).ToList();
        if (ours.Count == 0) findings.Warn(area, "webhooks", "no subscription calls the connector: labels are found by polling only", "Run connector setup, or subscribe ITEM_SHIP_NOTIFY to https://<host>/api/webhooks/shipstation/<account>/<WebhookSecret>.");
        else if (ours.TrueForAll(h => h.Active == false)) findings.Warn(area, "webhooks", "the subscription is switched off", "Switch it on in ShipStation.");
        else if (ours.Count > 1) findings.Warn(area, "webhooks", $"{ours.Count} subscriptions call the connector: each label is reported {ours.Count} times", "Remove all but one. Extra notifications are harmless, but cost calls.");
        else findings.Ok(area, "webhooks", "subscribed");
    }

    private async Task RatesAsync(string area, string account, Findings findings, CancellationToken cancellationToken)
    {
        var window = await rates.PeekAsync(account, cancellationToken);
        var text = $"{window.Used} of {window.Limit} calls used, resets at {window.EndsAt:u}";
        if (window.Used * 5L > window.Limit * 4L) findings.Warn(area, "API calls left", text, "Other integrations may use the same key. Give the connector its own key pair, or ask ShipStation for a higher limit.");
        else findings.Ok(area, "API calls left", text);
    }

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
