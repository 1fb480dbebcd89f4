using System.Globalization;
using Connector.Local.Hosting;
using Connector.ShipStation;

namespace Connector.Local.Init;

/// <summary>What goes into the rules: by options, by questions, or what is most likely.</summary>
/// <param name="Locations">The first takes what no rule routes.</param>
/// <param name="WeightAttribute">Null without one.</param>
internal sealed record InitChoices(IReadOnlyList<InitLocation> Locations, IReadOnlyList<InitService> Services, string? WeightAttribute, string? WeightUnit)
{
    private static readonly string[] s_units = ["g", "kg", "oz", "lb"];

    /// <summary>Without a question: the first manual store of each account with its default warehouse, and each warehouse that is named like a channel of the shop.</summary>
    public static InitChoices Guess(AccountOffers offers)
    {
        var locations = new List<InitLocation>();
        foreach (var account in offers.Shipping)
        {
            if (account.ManualStores.Concat(account.Stores).FirstOrDefault()?.StoreId is not { } store) continue;
            var ordered = account.Warehouses.OrderByDescending(static w => w.IsDefault == true).ToList();
            foreach (var warehouse in ordered)
            {
                var key = Unused(KeyFrom(warehouse.WarehouseName ?? $"{warehouse.WarehouseId}"), locations);
                if (warehouse == ordered[0] || offers.Channels.Contains(key)) locations.Add(new InitLocation(key, account.Account, store, warehouse.WarehouseId));
            }
            if (ordered.Count == 0) locations.Add(new InitLocation(Unused(account.Account == ShipStationOptions.DefaultAccount ? "main" : KeyFrom(account.Account), locations), account.Account, store, null));
        }
        var weight = offers.Attributes.FirstOrDefault(static a => a.Contains("weight", StringComparison.OrdinalIgnoreCase));
        return new InitChoices(locations, [], weight, weight is null ? null : UnitFrom(weight));
    }

    /// <summary>Options win over what was guessed. Throws <see cref="ConfigurationException"/> for what the accounts do not have.</summary>
    public InitChoices With(IReadOnlyList<string> locations, IReadOnlyList<string> methods, string? weight, AccountOffers offers)
    {
        var chosen = this with
        {
            Locations = locations.Count == 0 ? Locations : [.. locations.Select(text => ReadLocation(text, offers))],
            Services = methods.Count == 0 ? Services : [.. methods.Select(text => ReadService(text, offers))]
        };
        if (weight is null) return chosen;
        var (attribute, unit) = Weight(weight, offers);
        return chosen with { WeightAttribute = attribute, WeightUnit = unit };
    }

    /// <summary>KEY=STORE, KEY=STORE:WAREHOUSE or KEY=ACCOUNT/STORE:WAREHOUSE.</summary>
    public static InitLocation ReadLocation(string text, AccountOffers offers)
    {
        var (key, rest) = Halves(text, '=');
        var (account, numbers) = rest.Contains('/', StringComparison.Ordinal) ? Halves(rest, '/') : (offers.Shipping.Count > 0 ? offers.Shipping[0].Account : ShipStationOptions.DefaultAccount, rest);
        var (store, warehouse) = Halves(numbers, ':');
        if (key.Length == 0 || !KeyFrom(key).Equals(key, StringComparison.OrdinalIgnoreCase) || !long.TryParse(store, NumberStyles.None, CultureInfo.InvariantCulture, out var storeId) || (warehouse.Length > 0 && !long.TryParse(warehouse, NumberStyles.None, CultureInfo.InvariantCulture, out _)))
            throw new ConfigurationException($"--location {text}: use the form KEY=STORE or KEY=STORE:WAREHOUSE, for example east=410001:88001; letters, digits, dash and underscore in KEY.");
        var warehouseId = warehouse.Length == 0 ? (long?)null : long.Parse(warehouse, CultureInfo.InvariantCulture);
        if (offers.Shipping.FirstOrDefault(s => s.Account.Equals(account, StringComparison.OrdinalIgnoreCase)) is not { } found)
            throw new ConfigurationException($"--location {text}: there is no account '{account}'. There are: {string.Join(", ", offers.Shipping.Select(static s => s.Account))}.");
        if (found.Stores.All(s => s.StoreId != storeId)) throw new ConfigurationException($"--location {text}: the account has no store {storeId}. There are: {string.Join(", ", found.Stores.Select(static s => $"{s.StoreId} {s.StoreName}"))}.");
        if (warehouseId is not null && found.Warehouses.All(w => w.WarehouseId != warehouseId))
            throw new ConfigurationException($"--location {text}: the account has no warehouse {warehouseId}. There are: {string.Join(", ", found.Warehouses.Select(static w => $"{w.WarehouseId} {w.WarehouseName}"))}.");
        return new InitLocation(key, found.Account, storeId, warehouseId);
    }

    /// <summary>METHOD=CARRIER/SERVICE or METHOD=CARRIER/SERVICE/PACKAGE.</summary>
    public static InitService ReadService(string text, AccountOffers offers)
    {
        var (method, rest) = Halves(text, '=');
        var parts = rest.Split('/');
        if (method.Length == 0 || parts.Length is < 2 or > 3 || parts.Any(string.IsNullOrWhiteSpace))
            throw new ConfigurationException($"--method {text}: use the form METHOD=CARRIER/SERVICE or METHOD=CARRIER/SERVICE/PACKAGE, for example standard=ups/ups_ground.");
        if (offers.Methods.All(m => m.Key != method && m.Name != method)) throw new ConfigurationException($"--method {text}: the shop has no shipping method '{method}'. There are: {string.Join(", ", offers.Methods.Select(static m => m.Key ?? m.Name))}.");
        if (offers.Shipping.FirstOrDefault(s => s.Services.ContainsKey(parts[0])) is not { } account)
            throw new ConfigurationException($"--method {text}: no account has a carrier '{parts[0]}'. There are: {string.Join(", ", offers.Shipping.SelectMany(static s => s.Services.Keys).Distinct())}.");
        if (offers.Shipping.All(s => !s.Services.TryGetValue(parts[0], out var services) || services.All(one => one.Code != parts[1])))
            throw new ConfigurationException($"--method {text}: carrier '{parts[0]}' has no service '{parts[1]}'. There are: {string.Join(", ", account.Services[parts[0]].Select(static s => s.Code))}.");
        return new InitService(method, parts[0], parts[1], parts.Length == 3 ? parts[2] : null);
    }

    /// <summary>ATTRIBUTE=UNIT.</summary>
    private static (string Attribute, string Unit) Weight(string text, AccountOffers offers)
    {
        var (attribute, unit) = Halves(text, '=');
        if (!s_units.Contains(unit)) throw new ConfigurationException($"--weight {text}: use the form ATTRIBUTE=UNIT, with one of the units {string.Join(", ", s_units)}.");
        if (!offers.Attributes.Contains(attribute)) throw new ConfigurationException($"--weight {text}: no product type has an attribute '{attribute}'. There are: {string.Join(", ", offers.Attributes)}.");
        return (attribute, unit);
    }

    private static (string First, string Second) Halves(string text, char at) => text.IndexOf(at, StringComparison.Ordinal) is >= 0 and var i ? (text[..i].Trim(), text[(i + 1)..].Trim()) : (text.Trim(), "");

    /// <summary>A key that a location may have: lower-case letters, digits, dash and underscore.</summary>
    public static string KeyFrom(string name)
    {
        var letters = string.Concat(name.ToLowerInvariant().Select(static c => char.IsAsciiLetterOrDigit(c) || c == '_' ? c : '-')).Trim('-');
        while (letters.Contains("--", StringComparison.Ordinal)) letters = letters.Replace("--", "-", StringComparison.Ordinal);
        return letters.Length == 0 ? "main" : letters;
    }

    private static string Unused(string key, List<InitLocation> taken)
    {
        var unused = key;
        for (var again = 2; taken.Exists(l => l.Key == unused); again++) unused = $"{key}-{again}";
        return unused;
    }

    /// <summary>Attributes are often named after their unit.</summary>
    private static string UnitFrom(string attribute) =>
        attribute.EndsWith("kg", StringComparison.OrdinalIgnoreCase) || attribute.Contains("kilo", StringComparison.OrdinalIgnoreCase) ? "kg"
        : attribute.EndsWith("oz", StringComparison.OrdinalIgnoreCase) || attribute.Contains("ounce", StringComparison.OrdinalIgnoreCase) ? "oz"
        : attribute.EndsWith("lb", StringComparison.OrdinalIgnoreCase) || attribute.Contains("pound", StringComparison.OrdinalIgnoreCase) ? "lb"
        : "g";
}

internal sealed record InitLocation(string Key, string Account, long StoreId, long? WarehouseId);

internal sealed record InitService(string Method, string Carrier, string Service, string? Package);
