using Connector.Core.Rules.Labels;
using Connector.Core.Rules.Labels.Times;
using Connector.Core.Rules.Mapping;
using Connector.Core.Rules.Mapping.Services;
using Connector.Core.Rules.Selection;
using Connector.Core.Rules.Selection.Routing;

namespace Connector.Core.Rules.Files;

/// <summary>Builds each decision from its own sections of the rules. A decision never sees the sections of another.</summary>
public static class RuleFactory
{
    public static LineShipping CreateLineShipping(this ConnectorRules rules) => new(rules.Selection.Lines);

    public static OrderSelection CreateSelection(this ConnectorRules rules) => new(rules.Selection, rules.Routing.Weight);

    public static ServiceMap CreateServiceMap(this ConnectorRules rules) => new(rules.Services);

    public static OrderStatusMap CreateStatusMap(this ConnectorRules rules) => new(rules.States, rules.Selection, rules.Routing.Weight);

    /// <summary>Throws <see cref="ArgumentException"/> when a rule names an unknown location.</summary>
    public static OrderRouter CreateRouter(this ConnectorRules rules) => new(rules.Routing, rules.Locations, rules.CreateLineShipping());

    public static OrderMapping CreateMapping(this ConnectorRules rules) =>
        new(rules.Mapping, rules.Locations, rules.CreateServiceMap(), rules.CreateStatusMap(), rules.CreateLineShipping());

    public static LabelPolicies CreateLabelPolicies(this ConnectorRules rules) => new(rules.Labels);

    public static LabelReadiness CreateLabelReadiness(this ConnectorRules rules) => new(rules.Labels, rules.Mapping.Customs);

    public static LabelCalendar CreateLabelCalendar(this ConnectorRules rules) => new(rules.Labels.Times);
}
