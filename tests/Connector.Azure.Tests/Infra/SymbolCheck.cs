namespace Connector.Azure.Tests.Infra;

/// <summary>Every name that is used is declared, every name that is declared is used, and every parameter and output is described.</summary>
internal static class SymbolCheck
{
    private static readonly HashSet<string> s_outer = new(StringComparer.Ordinal);

    public static IEnumerable<string> Run(BicepFiles files) => files.Templates.SelectMany(file => Run(files, file));

    private static IEnumerable<string> Run(BicepFiles files, BicepFile file)
    {
        var uses = file.Declarations.SelectMany(d => UsesIn(d.Node, s_outer)).ToList();
        var declared = file.Declarations.Where(d => d.Kind is not ("output_declaration" or "using_statement")).Select(d => d.Name)
            .Concat(file.Resources.Select(r => r.Symbol)).ToHashSet(StringComparer.Ordinal);
        var names = uses.Where(u => u.Role == Role.Value).Select(u => u.Node.Text).ToHashSet(StringComparer.Ordinal);

        var unknown = uses.Where(u => u.Role == Role.Value && !declared.Contains(u.Node.Text) && !BuiltIns.Namespaces.Contains(u.Node.Text))
            .Select(u => $"{file.At(u.Node)}: nothing is called {u.Node.Text}");
        var noFunction = uses.Where(u => u.Role == Role.Function && !BuiltIns.Functions.Contains(u.Node.Text) && !declared.Contains(u.Node.Text))
            .Select(u => $"{file.At(u.Node)}: there is no function {u.Node.Text}");
        var noDecorator = file.Root.Below("decorator").Select(d => d.Below("identifier").First()).Where(d => !BuiltIns.Decorators.Contains(d.Text))
            .Select(d => $"{file.At(d)}: there is no decorator {d.Text}");
        var unused = file.Parameters.Concat(file.Variables).Select(d => (d.Name, d.Node)).Concat(file.Resources.Where(r => r.Existing).Select(r => (Name: r.Symbol, r.Node)))
            .Where(d => !names.Contains(d.Name)).Select(d => $"{file.At(d.Node)}: {d.Name} is never used");
        var undescribed = file.Parameters.Concat(file.Outputs).Where(d => !d.Is("description")).Select(d => $"{file.At(d.Node)}: {d.Name} has no description");
        return unknown.Concat(noFunction).Concat(noDecorator).Concat(unused).Concat(undescribed).Concat(MissingOutputs(files, file)).Concat(Twice(file));
    }

    private static IEnumerable<string> Twice(BicepFile file) => file.Declarations.Where(d => d.Name.Length > 0 && d.Kind is not "using_statement")
        .GroupBy(d => (d.Name, d.Kind == "output_declaration")).Where(g => g.Count() > 1).Select(g => $"{file.Path}: {g.Key.Name} is declared twice");

    /// <summary>module.outputs.name, where the module has no such output.</summary>
    private static IEnumerable<string> MissingOutputs(BicepFiles files, BicepFile file)
    {
        var modules = file.Modules.ToDictionary(m => m.Name, m => files.ModuleOf(file, m), StringComparer.Ordinal);
        foreach (var access in file.Root.Below("member_expression"))
        {
            var path = access.Text.Split('.');
            if (path.Length != 3 || path[1] != "outputs" || !modules.TryGetValue(path[0], out var module) || module is null) continue;
            if (module.Outputs.All(o => o.Name != path[2])) yield return $"{file.At(access)}: {module.Path} has no output {path[2]}";
        }
    }

    private enum Role { Value, Function }

    private static IEnumerable<(BicepNode Node, Role Role)> UsesIn(BicepNode node, HashSet<string> bound)
    {
        if (node.Kind is "type" or "decorators" or "property_identifier" or "loop_variable" or "loop_enumerator") yield break;
        if (node.Kind == "identifier")
        {
            if (node.Field != "resource" && !bound.Contains(node.Text)) yield return (node, node.Field == "function" ? Role.Function : Role.Value);
            yield break;
        }
        var inner = bound.Concat(Bound(node)).ToHashSet(StringComparer.Ordinal);
        var declares = node.Kind.EndsWith("_declaration", StringComparison.Ordinal) || node.Kind is "object_property" or "lambda_expression";
        var parts = node.Parts.ToList();
        foreach (var part in parts.Where(p => p.Field != "initializer"))
        {
            // A declaration's own name and a property's key are no uses; an interpolated key has uses inside.
            if (declares && ReferenceEquals(part, parts[0]) && part.Kind is "identifier" or "compatible_identifier") continue;
            foreach (var use in UsesIn(part, inner)) yield return use;
        }
    }

    /// <summary>Names of a loop, and of the lambdas in the arguments of a call.</summary>
    private static IEnumerable<string> Bound(BicepNode node) => node.Kind switch
    {
        "for_statement" => node.AndBelow().Where(n => n.Kind is "loop_variable" or "loop_enumerator" || n.Field == "initializer").Select(n => n.Text),
        "arguments" => node.Below("lambda_expression").SelectMany(l => l.Parts.First().Below("identifier")).Select(n => n.Text),
        _ => []
    };
}
