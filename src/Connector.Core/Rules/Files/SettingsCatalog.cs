namespace Connector.Core.Rules.Files;

/// <summary>
/// What a settings file and the environment may hold: the sections of the options classes, and those of the rules, so that one value can be tried out. One source for checks and for the schema.
/// </summary>
public sealed class SettingsCatalog
{
    private const char Step = ':';
    private readonly RuleShape _shape;

    /// <param name="sections">Several classes may have one section.</param>
    /// <param name="named">Sections within a section, each under a name of its own: "ShipStation:Accounts".</param>
    /// <param name="outside">A class with the settings that are in no section.</param>
    public SettingsCatalog(IReadOnlyList<SettingsSection> sections, IReadOnlyList<SettingsSection> named, Type? outside = null)
    {
        var own = sections.GroupBy(static s => s.Name, StringComparer.Ordinal).Select(s => Section(s, named));
        _shape = RuleShape.Combine([.. own, .. outside is null ? [] : RuleShape.From(outside).Members.Values, .. RuleShape.From(typeof(ConnectorRules)).Members.Values]);
    }

    internal RuleShape Shape => _shape;

    /// <summary>Problems with the text of a settings file: syntax, names and types.</summary>
    public IReadOnlyList<string> Check(string json) => ShapedDocument.Check(json, _shape, Step);

    /// <summary>A file that was checked, as configuration.</summary>
    public IReadOnlyDictionary<string, string?> Read(string json) => ShapedDocument.Flatten(json, _shape);

    /// <summary>True for a key in a section of the connector. The environment holds other programs' variables as well, which are left alone.</summary>
    public bool IsOwn(string key) => key.IndexOf(Step, StringComparison.Ordinal) is var at and > 0 && _shape.Members.ContainsKey(key[..at]);

    /// <summary>What is wrong with one setting; null when nothing is. Rules are checked all together when they are bound.</summary>
    public string? FindProblem(string key, string? value)
    {
        var (shape, isRule) = (_shape, false);
        foreach (var name in key.Split(Step))
        {
            if (shape.Kind is RuleKind.Map or RuleKind.List) shape = shape.Item!;
            else if (shape.Kind != RuleKind.Object) return $"{key}: has no values inside; allowed: {RuleValue.Allowed(shape)}";
            else if (shape.Members.TryGetValue(name, out var member)) (shape, isRule) = (member.Shape, isRule || member.Property?.DeclaringType == typeof(ConnectorRules));
            else return $"{key}: unknown name; allowed: {string.Join(", ", shape.Members.Keys)}{NearestName.Suggest(name, shape.Members.Keys)}";
            if (isRule) return null;
        }
        if (shape.Kind is RuleKind.Object or RuleKind.Map or RuleKind.List) return $"{key}: a single value is not allowed; allowed: {RuleValue.Allowed(shape)}";
        return RuleValue.Problem(shape, value ?? "") is { } problem ? $"{key}: {problem}" : null;
    }

    /// <summary>The JSON Schema of a settings file.</summary>
    public string WriteSchema() => RulesSchema.Write(_shape, "Settings of the connector", isPartial: true);

    private static RuleMember Section(IGrouping<string, SettingsSection> section, IReadOnlyList<SettingsSection> named)
    {
        var inside = named.Where(n => n.Name.StartsWith(section.Key + Step, StringComparison.Ordinal))
            .Select(static n => new RuleMember(n.Name[(n.Name.IndexOf(Step, StringComparison.Ordinal) + 1)..], null, RuleShape.CreateMap(RuleShape.From(n.Options))));
        return new RuleMember(section.Key, null, RuleShape.Combine([.. section.SelectMany(static s => RuleShape.From(s.Options).Members.Values), .. inside]));
    }
}

/// <param name="Name">As it is in configuration.</param>
/// <param name="Options">A class with a property for each setting.</param>
public sealed record SettingsSection(string Name, Type Options);
