using Connector.Core.Model.Orders;
using Connector.Core.Rules.Selection.Conditions;

namespace Connector.Core.Rules.Selection.Routing;

internal static class LocationValidator
{
    public static void Validate(IList<LocationRule> locations, string path, ICollection<string> problems)
    {
        if (locations is [{ IsUnconfigured: true }]) return;
        if (locations.Count == 0) problems.Add($"{path}: is empty; allowed: one location or more, each with Key and StoreId");
        for (var i = 0; i < locations.Count; i++)
        {
            Location(locations[i], $"{path}[{i}]", problems);
            Unique(locations, i, $"{path}[{i}]", problems);
        }
    }

    private static void Location(LocationRule location, string path, ICollection<string> problems)
    {
        RuleChecks.Required(location.Key, $"{path}.{nameof(location.Key)}", "a key of letters, digits, dash and underscore", problems);
        if (location.Key.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_')))
        {
            problems.Add($"{path}.{nameof(location.Key)}: '{location.Key}' is not a key; allowed: letters, digits, dash and underscore");
        }
        RuleChecks.Required(location.Account, $"{path}.{nameof(location.Account)}", "the name of an account in the settings, or leave it out", problems);
        if (location.StoreId <= 0) problems.Add($"{path}.{nameof(location.StoreId)}: {location.StoreId} is not a store; allowed: the number of a store, 1 and more");
        if (location.WarehouseId <= 0)
        {
            problems.Add($"{path}.{nameof(location.WarehouseId)}: {location.WarehouseId} is not a warehouse; allowed: the number of a warehouse, 1 and more, or leave it out");
        }
        RuleChecks.Optional(location.SupplyChannel, $"{path}.{nameof(location.SupplyChannel)}", "the key of a supply channel, or leave it out", problems);
        RuleChecks.Tags(location.TagIds, $"{path}.{nameof(location.TagIds)}", problems);
        for (var i = 0; i < location.Boxes.Count; i++) Box(location.Boxes, i, $"{path}.{nameof(location.Boxes)}[{i}]", problems);
    }

    private static void Box(IList<BoxRule> boxes, int i, string path, ICollection<string> problems)
    {
        var box = boxes[i];
        RuleChecks.Required(box.Name, $"{path}.{nameof(box.Name)}", "a name", problems);
        if (boxes.Take(i).Any(b => b.Name.Equals(box.Name, StringComparison.OrdinalIgnoreCase))) problems.Add($"{path}.{nameof(box.Name)}: '{box.Name}' is there twice");
        (string Name, decimal Value)[] sides = [(nameof(box.Length), box.Length), (nameof(box.Width), box.Width), (nameof(box.Height), box.Height)];
        foreach (var (name, value) in sides)
        {
            if (value is <= 0m or > 10_000m) problems.Add($"{path}.{name}: {value} is not a length; allowed: above 0, up to 10000");
        }
        if (box.TareGrams is < 0m or > 1_000_000m) problems.Add($"{path}.{nameof(box.TareGrams)}: {box.TareGrams} is out of range; allowed: 0 to 1000000");
        if (box.MaxWeightGrams <= box.TareGrams) problems.Add($"{path}.{nameof(box.MaxWeightGrams)}: {box.MaxWeightGrams} leaves nothing for goods; allowed: above {nameof(box.TareGrams)}, or leave it out");
        RuleChecks.Optional(box.Package, $"{path}.{nameof(box.Package)}", "the code of a package, or leave it out", problems);
    }

    private static void Unique(IList<LocationRule> locations, int i, string path, ICollection<string> problems)
    {
        var location = locations[i];
        var earlier = locations.Take(i).ToList();
        if (earlier.Exists(l => l.Key.Equals(location.Key, StringComparison.OrdinalIgnoreCase)))
        {
            problems.Add($"{path}.{nameof(location.Key)}: '{location.Key}' is there twice; allowed: a key of its own for each location");
        }
        else if (earlier.Exists(l => OrderKeys.GroupKey(l.Key) == OrderKeys.GroupKey(location.Key)))
        {
            problems.Add($"{path}.{nameof(location.Key)}: '{location.Key}' makes the same group key as another location; allowed: another key");
        }
        if (earlier.Exists(l => (l.SupplyChannel ?? l.Key) == (location.SupplyChannel ?? location.Key)))
        {
            problems.Add($"{path}.{nameof(location.SupplyChannel)}: another location has the same supply channel; allowed: a supply channel of its own for each location");
        }
    }
}
