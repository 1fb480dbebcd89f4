namespace Connector.Tests.Core.Rules.Files;

/// <summary>Files of the repository that tests compare with the code.</summary>
internal static class RepositoryFiles
{
    public static string Sample => Path.Combine(Root(), "src", "Connector.Local", "connector.sample.json");
    public static string Schema => Path.Combine(Root(), "src", "Connector.Local", "connector.schema.json");

    public static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Connector.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside of the repository.");
    }
}
