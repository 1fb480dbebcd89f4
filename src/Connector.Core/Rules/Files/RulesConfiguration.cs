using Microsoft.Extensions.Configuration;

namespace Connector.Core.Rules.Files;

/// <summary>Binds the rules from configuration. The binder itself would skip misspelled names and name no allowed values.</summary>
internal static class RulesConfiguration
{
    /// <summary>Throws <see cref="RulesException"/> for names that do not exist and values that cannot be read. At the top level other names are left alone.</summary>
    public static void Bind(IConfiguration configuration, ConnectorRules rules)
    {
        var problems = new List<string>();
        foreach (var (name, member) in RuleShape.From(typeof(ConnectorRules)).Members)
        {
            var section = configuration.GetSection(name);
            if (section.Exists()) Check(section, member.Shape, name, problems);
        }
        if (problems.Count > 0) throw new RulesException(problems);
        configuration.Bind(rules);
    }

    private static void Check(IConfigurationSection section, RuleShape shape, string path, List<string> problems)
    {
        switch (shape.Kind)
        {
            case RuleKind.Object:
                foreach (var child in Children(section, shape, path, problems))
                {
                    var at = $"{path}.{child.Key}";
                    if (shape.Members.TryGetValue(child.Key, out var member)) Check(child, member.Shape, at, problems);
                    else problems.Add($"{at}: unknown name; allowed: {string.Join(", ", shape.Members.Keys)}{NearestName.Suggest(child.Key, shape.Members.Keys)}");
                }
                break;
            case RuleKind.Map:
                foreach (var child in Children(section, shape, path, problems)) Check(child, shape.Item!, $"{path}.{child.Key}", problems);
                break;
            case RuleKind.List:
                foreach (var child in Children(section, shape, path, problems)) Check(child, shape.Item!, $"{path}[{child.Key}]", problems);
                break;
            default:
                if (section.GetChildren().Any()) problems.Add($"{path}: an object or list is not allowed; allowed: {RuleValue.Allowed(shape)}");
                else if (!string.IsNullOrEmpty(section.Value) && RuleValue.Problem(shape, section.Value) is { } problem) problems.Add($"{path}: {problem}");
                break;
        }
    }

    private static IEnumerable<IConfigurationSection> Children(IConfigurationSection section, RuleShape shape, string path, List<string> problems)
    {
        if (!string.IsNullOrEmpty(section.Value)) problems.Add($"{path}: a single value is not allowed; allowed: {RuleValue.Allowed(shape)}");
        return section.GetChildren();
    }
}
