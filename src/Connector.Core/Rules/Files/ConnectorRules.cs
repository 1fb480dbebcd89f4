using Connector.Core.Rules.Labels;
using Connector.Core.Rules.Mapping;
using Connector.Core.Rules.Mapping.Services;
using Connector.Core.Rules.Mapping.Writeback;
using Connector.Core.Rules.Selection;
using Connector.Core.Rules.Selection.Routing;

namespace Connector.Core.Rules.Files;

/// <summary>Everything that differs between merchants: the content of connector.json, loaded through configuration and checked at start.</summary>
public sealed class ConnectorRules
{
    /// <summary>Which orders are due.</summary>
    public SelectionRules Selection { get; set; } = new();

    /// <summary>In which state orders are sent.</summary>
    public StateRules States { get; set; } = new();

    /// <summary>The places that goods leave from; at least one.</summary>
    public IList<LocationRule> Locations { get; set; } = [];

    /// <summary>Which lines ship from where.</summary>
    public RoutingRules Routing { get; set; } = new();

    /// <summary>Which service of which carrier a shipping method means, and back.</summary>
    public ServiceRules Services { get; set; } = new();

    /// <summary>How fields of the shop's order become fields of the shipping order.</summary>
    public MappingRules Mapping { get; set; } = new();
    public WritebackRules Writeback { get; set; } = new();

    /// <summary>Labels that the connector proposes or buys.</summary>
    public LabelRules Labels { get; set; } = new();
}
