using Connector.Core.Mapping;
using Connector.Core.Routing;
using Connector.Core.Selection;

namespace Connector.Core.Rules;

/// <summary>Everything that differs between merchants: the content of connector.json, loaded through configuration and checked at start.</summary>
public sealed class ConnectorRules
{
    public SelectionRules Selection { get; set; } = new();
    public IList<LocationRule> Locations { get; set; } = [];
    public RoutingRules Routing { get; set; } = new();
    public MappingRules Mapping { get; set; } = new();
    public ShipmentWriteback.WritebackRules Writeback { get; set; } = new();
}
