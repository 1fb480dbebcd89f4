using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Connector.Tests.Operations.Description;

/// <summary>The docstrings of types and their members, as the compiler wrote them beside the assemblies.</summary>
internal sealed partial class DocStrings
{
    private readonly Dictionary<string, string> _types = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Type, string Member), string> _members = [];

    public static DocStrings Read(params ReadOnlySpan<string> assemblies)
    {
        var texts = new DocStrings();
        foreach (var assembly in assemblies)
            foreach (var member in XDocument.Load(Path.Combine(AppContext.BaseDirectory, assembly + ".xml")).Descendants("member")) texts.Add(member);
        return texts;
    }

    public string? Find(Type type) => _types.GetValueOrDefault(NameOf(type));

    /// <param name="member">Also in camel case.</param>
    public string? Find(Type type, string member) => _members.GetValueOrDefault((NameOf(type), member.ToLowerInvariant()));

    private void Add(XElement member)
    {
        var name = member.Attribute("name")!.Value;
        var summary = member.Element("summary") is { } text ? Plain(text) : null;
        var parts = name[2..].Split('(')[0];
        if (name.StartsWith("T:", StringComparison.Ordinal))
        {
            if (summary is { Length: > 0 }) _types[parts] = summary;
            // Of a record the parameters of its constructor are its members.
            AddParameters(member, parts);
        }
        else if (name.StartsWith("P:", StringComparison.Ordinal) && summary is { Length: > 0 }) _members[(parts[..parts.LastIndexOf('.')], parts[(parts.LastIndexOf('.') + 1)..].ToLowerInvariant())] = summary;
        else if (parts.EndsWith(".#ctor", StringComparison.Ordinal)) AddParameters(member, parts[..^".#ctor".Length]);
    }

    private void AddParameters(XElement member, string type)
    {
        foreach (var parameter in member.Elements("param")) _members[(type, parameter.Attribute("name")!.Value.ToLowerInvariant())] = Plain(parameter);
    }

    private static string NameOf(Type type) => (type.FullName ?? type.Name).Replace('+', '.');

    /// <summary>Names of code stay as names, without where they are declared.</summary>
    private static string Plain(XElement element) => Blanks().Replace(string.Concat(element.Nodes().Select(static node => node switch
    {
        XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
        XElement other when (other.Attribute("cref") ?? other.Attribute("name")) is { } reference => reference.Value.Split('(')[0].Split('.', ':')[^1],
        XText text => text.Value,
        _ => ""
    })), " ").Trim();

    [GeneratedRegex(@"\s+", RegexOptions.None, 1000)]
    private static partial Regex Blanks();
}
