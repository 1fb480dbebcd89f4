namespace Connector.Azure.Tests.Infra;

/// <summary>What a .bicep or .bicepparam file declares.</summary>
internal sealed class BicepFile
{
    public BicepFile(string path, BicepNode root)
    {
        (Path, Root) = (path, root);
        BicepNode? decorators = null;
        foreach (var part in root.Parts)
        {
            if (part.Kind != "decorators") Declarations.Add(new Declaration(part, decorators));
            decorators = part.Kind == "decorators" ? part : null;
        }
        foreach (var resource in Declarations.Where(d => d.Kind == "resource_declaration")) AddResource(resource.Node, null);
    }

    public string Path { get; }
    public BicepNode Root { get; }
    public bool IsParameterFile => Path.EndsWith(".bicepparam", StringComparison.Ordinal);
    public List<Declaration> Declarations { get; } = [];

    /// <summary>Nested ones too, with their whole type.</summary>
    public List<ResourceUse> Resources { get; } = [];

    public IEnumerable<Declaration> Parameters => Of("parameter_declaration");
    public IEnumerable<Declaration> Variables => Of("variable_declaration");
    public IEnumerable<Declaration> Outputs => Of("output_declaration");
    public IEnumerable<Declaration> Modules => Of("module_declaration");

    /// <summary>File that a module or a parameter file's "using" leads to, from the folder of all files.</summary>
    public string Resolve(string relative)
    {
        var parts = Path.Split('/')[..^1].ToList();
        foreach (var part in relative.Split('/'))
        {
            if (part != "..") parts.Add(part);
            else if (parts.Count > 0) parts.RemoveAt(parts.Count - 1);
        }
        return string.Join('/', parts);
    }

    public string At(BicepNode node) => $"{Path}:{node.Line}";

    private IEnumerable<Declaration> Of(string kind) => Declarations.Where(d => d.Kind == kind);

    private void AddResource(BicepNode node, ResourceUse? outer)
    {
        var type = node.Part("string")!.Literal.Split('@');
        var whole = new ResourceUse(node, outer is null ? type[0] : $"{outer.Type}/{type[0]}", type.Length > 1 ? type[1] : outer?.Version, node.Has("existing"));
        Resources.Add(whole);
        foreach (var inner in node.Children.SelectMany(InnerResources)) AddResource(inner, whole);
    }

    private static IEnumerable<BicepNode> InnerResources(BicepNode node) =>
        node.Kind == "resource_declaration" ? [node] : node.Children.SelectMany(InnerResources);
}

/// <summary>One statement and what stands before it.</summary>
internal sealed record Declaration(BicepNode Node, BicepNode? Decorators)
{
    public string Kind => Node.Kind;
    public string Name => Node.Part("identifier")?.Text ?? "";
    public bool IsRequired => Node.Children.All(c => c.Kind != "=") && Node.Part("type")?.Part("nullable_type") is null;
    public bool Is(string decorator) => Decorators?.Below("call_expression").Any(c => c.Parts.First().Text == decorator) == true;

    /// <summary>Of a variable or an output: what it is set to.</summary>
    public BicepNode Value => Node.Parts.Last();
}

/// <param name="Version">Null when the resource names none.</param>
internal sealed record ResourceUse(BicepNode Node, string Type, string? Version, bool Existing)
{
    public string Symbol => Node.Part("identifier")!.Text;

    /// <summary>The object between the braces, below condition and loop.</summary>
    public BicepNode? Body => Properties.BodyOf(Node);
}
