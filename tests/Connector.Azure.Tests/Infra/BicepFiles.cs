namespace Connector.Azure.Tests.Infra;

/// <summary>Files that are deployed together, found by path.</summary>
internal sealed class BicepFiles(IEnumerable<BicepFile> files)
{
    private readonly Dictionary<string, BicepFile> _files = files.ToDictionary(f => f.Path, StringComparer.Ordinal);

    public IEnumerable<BicepFile> All => _files.Values;
    public IEnumerable<BicepFile> Templates => _files.Values.Where(f => !f.IsParameterFile);
    public BicepFile? Find(string path) => _files.GetValueOrDefault(path);

    /// <summary>The file that a module declaration leads to; null when there is none.</summary>
    public BicepFile? ModuleOf(BicepFile file, Declaration module) => Find(file.Resolve(module.Node.Part("string")!.Literal));
}

/// <summary>Reads object literals.</summary>
internal static class Properties
{
    /// <summary>The first object of a resource or module, or of what a loop or condition yields.</summary>
    public static BicepNode? BodyOf(BicepNode node) => node.Kind switch
    {
        "object" => node,
        "for_statement" => BodyOf(node.Parts.Last()),
        "if_statement" or "resource_declaration" or "module_declaration" => node.Parts.Select(BodyOf).FirstOrDefault(o => o is not null),
        _ => null
    };

    public static IEnumerable<BicepNode> Of(BicepNode? node) => node?.Parts.Where(p => p.Kind == "object_property" && p.Parts.First().Kind != "resource_declaration") ?? [];

    public static string NameOf(BicepNode property) => property.Parts.First().Literal;

    public static BicepNode ValueOf(BicepNode property) => property.Parts.Last();

    /// <summary>Value at a path such as properties.lockDuration; null when it is not written there.</summary>
    public static BicepNode? Find(BicepNode? node, string path) =>
        path.Split('.').Aggregate(node, (at, name) => Of(at).Where(p => NameOf(p) == name).Select(ValueOf).FirstOrDefault());
}
