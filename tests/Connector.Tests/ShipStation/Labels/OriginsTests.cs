using Connector.Core.Model.Messages;
using Connector.Tests.ShipStation.Doubles;
using Xunit;

namespace Connector.Tests.ShipStation.Labels;

public sealed class OriginsTests
{
    private const string Warehouses =
        """
        [ { "warehouseId": 88001, "warehouseName": "East", "isDefault": true, "originAddress": { "name": "Goods", "city": "Columbus", "state": "OH", "postalCode": "43004", "country": "US" } },
          { "warehouseId": 88002, "warehouseName": "West", "isDefault": false, "originAddress": { "name": "Goods", "postalCode": "94607", "country": "US" } },
          { "warehouseId": 88003, "warehouseName": "Nowhere", "isDefault": false } ]
        """;

    private readonly Rig _rig = new();

    [Theory]
    [InlineData(88001L, "43004")]
    [InlineData(88002L, "94607")]
    [InlineData(null, "43004")]
    [InlineData(88003L, null)]
    [InlineData(7L, null)]
    public async Task A_warehouse_says_where_its_parcels_leave(long? warehouse, string? postalCode)
    {
        _rig.Http.On("GET /warehouses", Warehouses);
        Assert.Equal(postalCode, (await _rig.Labels.Origins.FindAsync(warehouse, default))?.PostalCode);
        Assert.Equal(("default", RateLane.Preparing), Assert.Single(_rig.Budget.Taken));
        Assert.DoesNotContain("43004", string.Join(' ', _rig.Journal.Exchanges.Select(static e => e.ResponseBody)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task They_are_read_once_a_day()
    {
        _rig.Http.On("GET /warehouses", Warehouses);
        var origins = _rig.Labels.Origins;
        await origins.FindAsync(88001, default);
        _rig.Clock.Advance(TimeSpan.FromHours(23));
        await origins.FindAsync(88002, default);
        Assert.Single(_rig.Http.Requests);
        _rig.Clock.Advance(TimeSpan.FromHours(1));
        await origins.FindAsync(88002, default);
        Assert.Equal(2, _rig.Http.Requests.Count);
    }
}
