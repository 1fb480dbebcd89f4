using System.Globalization;
using Connector.Core.Model.Orders;
using Connector.Core.Rules.Mapping.Texts;
using Connector.Core.Rules.Selection.Routing;

namespace Connector.Core.Rules.Mapping;

/// <summary>Pure: the number that people see.</summary>
internal static class OrderNumbers
{
    /// <summary>
    /// The shop's number; with several groups a suffix from the place of the group's location in the rules, so that a group keeps its number when others
    /// come and go. Several addresses from one location have a letter more: "-2b".
    /// </summary>
    public static string Create(Order order, RoutePlan plan, int group, IList<LocationRule> locations)
    {
        var number = TextCleaner.Code(order.NumberOrId) ?? order.Id;
        if (plan.Groups.Count == 1) return number;
        var location = plan.Groups[group].Location;
        var place = Place(locations, location, group);
        var letter = "";
        for (var i = 0; i < plan.Groups.Count; i++)
        {
            if (i == group || Place(locations, plan.Groups[i].Location, i) != place) continue;
            letter = Letters(AddressPlace(order, plan, group, locations, place));
            break;
        }
        return string.Create(CultureInfo.InvariantCulture, $"{number}-{place}{letter}");
    }

    private static int Place(IList<LocationRule> locations, LocationRule location, int group)
    {
        for (var i = 0; i < locations.Count; i++)
        {
            if (ReferenceEquals(locations[i], location) || locations[i].Key == location.Key) return i + 1;
        }
        return locations.Count + group + 1;
    }

    /// <summary>The address's place among the order's addresses; where that says nothing, the group's place among those of its location.</summary>
    private static int AddressPlace(Order order, RoutePlan plan, int group, IList<LocationRule> locations, int place)
    {
        var taken = new HashSet<int>();
        var result = 0;
        for (var i = 0; i <= group; i++)
        {
            if (Place(locations, plan.Groups[i].Location, i) != place) continue;
            result = AddressIndex(order, plan.Groups[i]);
            while (!taken.Add(result)) result++;
        }
        return result;
    }

    private static int AddressIndex(Order order, FulfillmentGroup group)
    {
        if (group.Address is not { Key: { } key }) return 0;
        for (var i = 0; i < order.ItemAddresses.Count; i++)
        {
            if (order.ItemAddresses[i].Key == key) return i;
        }
        return 0;
    }

    private static string Letters(int index)
    {
        var text = "";
        for (index++; index > 0; index = (index - 1) / 26) text = (char)('a' + (index - 1) % 26) + text;
        return text;
    }
}
