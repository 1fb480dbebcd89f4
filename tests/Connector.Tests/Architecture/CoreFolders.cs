namespace Connector.Tests.Architecture;

/// <summary>Where a type of Core lives: its wing and the first folder of it, such as "Rules/Mapping".</summary>
internal static class CoreFolders
{
    public const string Root = "Connector.Core.";

    public static string WingOf(Type type) => FolderOf(type).Split('/')[0];

    public static string FolderOf(Type type)
    {
        var outer = type;
        while (outer.DeclaringType is { } declaring) outer = declaring;
        return string.Join('/', (outer.Namespace + ".").Replace(Root, "", StringComparison.Ordinal).Split('.', StringSplitOptions.RemoveEmptyEntries).Take(2));
    }
}
