using System.Text.Json;

namespace Connector.Azure.Tests.Infra;

/// <summary>Syntax trees by tree-sitter's Bicep grammar, in a Node process. Its packages are installed once, next to parse.mjs.</summary>
internal static class BicepParser
{
    private static readonly string s_folder = Path.Combine(Repository.Root, "tests", "Connector.Azure.Tests", "Infra");
    private static readonly JsonDocumentOptions s_deep = new() { MaxDepth = 1000 };
    private static readonly Lazy<Task> s_installed = new(InstallAsync);

    private static readonly Lazy<Task<BicepFiles>> s_repository = new(async () => (await ParseAsync([Repository.Files("infra", ".bicep", ".bicepparam")]))[0]);

    /// <summary>All files of infra/.</summary>
    public static Task<BicepFiles> RepositoryAsync() => s_repository.Value;

    /// <summary>Each set apart; one process for all.</summary>
    /// <param name="sets">Text by path; modules are looked up among the paths of their set.</param>
    public static async Task<IReadOnlyList<BicepFiles>> ParseAsync(IReadOnlyList<IReadOnlyDictionary<string, string>> sets)
    {
        await s_installed.Value;
        using var trees = JsonDocument.Parse(await Programs.RunAsync("node", ["parse.mjs"], s_folder, JsonSerializer.Serialize(sets)), s_deep);
        return [.. trees.RootElement.EnumerateArray().Zip(sets, (set, texts) => new BicepFiles(set.EnumerateObject().Select(t => new BicepFile(t.Name, BicepNode.Of(t.Value, texts[t.Name])))))];
    }

    private static async Task InstallAsync()
    {
        var (wanted, mark) = (await File.ReadAllTextAsync(Path.Combine(s_folder, "package-lock.json")), Path.Combine(s_folder, "node_modules", "installed.json"));
        if (File.Exists(mark) && await File.ReadAllTextAsync(mark) == wanted) return;
        await Programs.RunAsync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], s_folder);
        await File.WriteAllTextAsync(mark, wanted);
    }
}
