namespace Connector.Core.Routing;

/// <summary>A place that goods leave from, and where its orders stand on the shipping side.</summary>
public sealed class LocationRule
{
    /// <summary>The group key of every order part that ships from here; never change it while orders are open.</summary>
    public string Key { get; set; } = "";
    public string Account { get; set; } = "default";
    public long StoreId { get; set; }
    public long? WarehouseId { get; set; }
    public IList<int> TagIds { get; set; } = [];
}

/// <summary>Which lines ship from where.</summary>
public sealed class RoutingRules
{
    /// <summary>Key of the location for lines that no rule claims.</summary>
    public string? DefaultLocation { get; set; }
}
