namespace Connector.Sqlite;

/// <summary>Who may read the connector's files: their owner alone. Windows has no such mode; there the folder's rights count.</summary>
public static class FileAccessRights
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>True for a file that is there and that others than its owner may read or write.</summary>
    public static bool IsOpenToOthers(string path) => !OperatingSystem.IsWindows() && File.Exists(path) && (File.GetUnixFileMode(path) & Others) != UnixFileMode.None;

    /// <summary>Makes the file, empty and for its owner alone, where there is none. What SQLite makes beside it gets the same mode.</summary>
    internal static void MakeForOwner(string path)
    {
        if (OperatingSystem.IsWindows() || File.Exists(path) || Directory.Exists(path)) return;
        try
        {
            new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.ReadWrite, UnixCreateMode = Owner }).Dispose();
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process made it at the same moment.
        }
    }

    /// <summary>Takes the rights of others away. A file that belongs to someone else stays as it is; the doctor shows it.</summary>
    internal static void KeepForOwner(string path)
    {
        if (OperatingSystem.IsWindows() || !IsOpenToOthers(path)) return;
        try
        {
            File.SetUnixFileMode(path, File.GetUnixFileMode(path) & ~Others);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Not ours to change, or gone meanwhile.
        }
    }
}
