using System.Text.Json;
using Connector.Simulators.Commercetools;
using Connector.Simulators.ShipStation;

namespace Connector.Tests.Journeys.Randomised;

/// <summary>Where people act: a shop and one or two ShipStation accounts; with two, orders to Germany go to "eu".</summary>
/// <param name="Tick">A little time, so that no two things happen at the same instant.</param>
internal sealed record Scene(CommercetoolsSimulator Shop, IReadOnlyDictionary<string, ShipStationSimulator> Accounts, IReadOnlyDictionary<string, People> People, Action Tick)
{
    public bool TwoAccounts => Accounts.Count > 1;

    public static Scene From(World world) => new(
        world.Shop, new Dictionary<string, ShipStationSimulator> { ["default"] = world.Shipping }, new Dictionary<string, People> { ["default"] = world.People }, () => world.Clock.Advance(TimeSpan.FromMilliseconds(1)));

    public JsonElement ShopOrder(int index) => Shop.FindOrder(NumberOf(index)) ?? throw new ArgumentException($"The shop has no order {index}.", nameof(index));

    /// <summary>How the number of every order begins.</summary>
    public const string Prefix = "US-";

    public static string NumberOf(int index) => Prefix + (index + 1);

    public string CountryOf(int index) => TwoAccounts && index % 2 == 1 ? "DE" : "US";

    public string AccountOf(int index) => CountryOf(index) == "DE" ? "eu" : "default";

    /// <summary>All accounts' orders as ShipStation shows them, oldest first in each.</summary>
    public async Task<IReadOnlyList<JsonElement>> ShippingOrdersAsync()
    {
        var all = new List<JsonElement>();
        foreach (var people in People.Values) all.AddRange(await people.AllShippingOrdersAsync());
        return all;
    }

    /// <summary>All labels of an account that were not voided, oldest first.</summary>
    public async Task<IReadOnlyList<JsonElement>> LabelsAsync(string account) =>
        [.. (await People[account].CallShipStationAsync(HttpMethod.Get, "shipments?includeShipmentItems=true&pageSize=500")).List("shipments")
            .Where(s => !s.GetProperty("voided").GetBoolean()).OrderBy(s => s.GetProperty("shipmentId").GetInt64())];

    public async Task<IReadOnlyList<JsonElement>> FulfillmentsAsync(string account) =>
        [.. (await People[account].CallShipStationAsync(HttpMethod.Get, "fulfillments?pageSize=500")).List("fulfillments").Where(f => f.Text("voided") is not "True")];
}
