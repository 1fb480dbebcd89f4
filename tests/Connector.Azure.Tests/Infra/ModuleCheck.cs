namespace Connector.Azure.Tests.Infra;

/// <summary>Every path leads to a file, every parameter that is passed is declared there, every one that is required is passed, and no module is left over.</summary>
internal static class ModuleCheck
{
    public static IEnumerable<string> Run(BicepFiles files) =>
        files.All.SelectMany(file => file.IsParameterFile ? ParameterFile(files, file) : file.Modules.SelectMany(m => Module(files, file, m))).Concat(Unused(files));

    private static IEnumerable<string> Module(BicepFiles files, BicepFile file, Declaration module)
    {
        if (files.ModuleOf(file, module) is not { } target) return [$"{file.At(module.Node)}: there is no file {module.Node.Part("string")!.Literal}"];
        var passed = Properties.Of(Properties.Find(Properties.BodyOf(module.Node), "params")).Select(Properties.NameOf);
        return Compare(file.At(module.Node), target, [.. passed]);
    }

    private static IEnumerable<string> ParameterFile(BicepFiles files, BicepFile file)
    {
        var path = file.Declarations.Find(d => d.Kind == "using_statement")?.Node.Part("string")?.Literal;
        if (path is null) return [$"{file.Path}: uses no template"];
        if (files.Find(file.Resolve(path)) is not { } target) return [$"{file.Path}: there is no file {path}"];
        return Compare(file.Path, target, [.. file.Variables.Select(v => v.Name)]);
    }

    private static IEnumerable<string> Compare(string at, BicepFile target, HashSet<string> passed)
    {
        var declared = target.Parameters.ToDictionary(p => p.Name, StringComparer.Ordinal);
        return passed.Where(p => !declared.ContainsKey(p)).Select(p => $"{at}: {target.Path} has no parameter {p}")
            .Concat(declared.Values.Where(p => p.IsRequired && !passed.Contains(p.Name)).Select(p => $"{at}: {target.Path} needs the parameter {p.Name}"));
    }

    private static IEnumerable<string> Unused(BicepFiles files)
    {
        var used = files.Templates.SelectMany(f => f.Modules.Select(m => f.Resolve(m.Node.Part("string")!.Literal))).ToHashSet(StringComparer.Ordinal);
        return files.Templates.Where(f => f.Path.Contains("modules/", StringComparison.Ordinal) && !used.Contains(f.Path)).Select(f => $"{f.Path}: no template uses this module");
    }
}
