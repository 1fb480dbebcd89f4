namespace Connector.Azure.Tests.Infra;

/// <summary>Files of the repository that the tests of this folder read.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>Relative path with forward slashes to text, of all files below a folder with these endings.</summary>
    public static IReadOnlyDictionary<string, string> Files(string folder, params string[] endings) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), "*", SearchOption.AllDirectories)
            .Where(file => endings.Any(ending => file.EndsWith(ending, StringComparison.Ordinal)))
            .ToDictionary(file => Path.GetRelativePath(Path.Combine(Root, folder), file).Replace('\\', '/'), File.ReadAllText, StringComparer.Ordinal);

    public static string Text(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Connector.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside of the repository.");
    }
}
