using Connector.Core.Rules.Labels;
using Connector.Core.Rules.Mapping;
using Connector.Core.Rules.Mapping.Services;
using Connector.Core.Rules.Selection;
using Connector.Core.Rules.Selection.Routing;
using Microsoft.Extensions.Options;

namespace Connector.Core.Rules.Files;

/// <summary>Whether the rules make sense together. Each message starts with the path in the file and says what is allowed.</summary>
public sealed class RulesValidator : IValidateOptions<ConnectorRules>
{
    public ValidateOptionsResult Validate(string? name, ConnectorRules options)
    {
        var problems = Problems(options);
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    /// <summary>All problems; empty when the rules can be used.</summary>
    public static IReadOnlyList<string> Problems(ConnectorRules rules)
    {
        var problems = new List<string>();
        var weighed = rules.Routing.Weight is not null;
        SelectionValidator.Validate(rules.Selection, weighed, nameof(rules.Selection), problems);
        StateValidator.Validate(rules.States, rules.Selection, weighed, nameof(rules.States), problems);
        LocationValidator.Validate(rules.Locations, nameof(rules.Locations), problems);
        RoutingValidator.Validate(rules.Routing, rules.Locations, rules.Selection.Stores, nameof(rules.Routing), problems);
        ServiceValidator.Validate(rules.Services, [.. rules.Locations.Select(static l => l.Key)], nameof(rules.Services), problems);
        MappingRulesValidator.Validate(rules.Mapping, nameof(rules.Mapping), problems, rules.Locations.Select(l => l.Key).ToArray(), BoxesAt(rules.Locations));
        LabelValidator.Validate(rules.Labels, rules.Locations, rules.Mapping.Customs, nameof(rules.Labels), problems);
        return problems;
    }

    private static string? BoxesAt(IList<LocationRule> locations)
    {
        for (var i = 0; i < locations.Count; i++)
        {
            if (locations[i].Boxes.Count > 0) return $"{nameof(ConnectorRules.Locations)}[{i}].{nameof(LocationRule.Boxes)}";
        }
        return null;
    }
}
