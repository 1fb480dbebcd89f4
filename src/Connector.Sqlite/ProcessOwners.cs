using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Connector.Sqlite;

/// <summary>
/// Processes of this machine, named by machine, boot, process namespace, process id and start: an id that was given again, a restart of the machine and another container
/// are told apart.
/// </summary>
public sealed class ProcessOwners : ILeaseOwners
{
    private const char Separator = '|';
    private const int Parts = 5;
    private static readonly string s_boot = ReadOrEmpty("/proc/sys/kernel/random/boot_id");
    private static readonly string s_space = SpaceOrEmpty();

    public string Own { get; } = NameOf(Environment.ProcessId, StartOf(Environment.ProcessId) ?? "");

    public bool IsDead(string owner)
    {
        var parts = owner.Split(Separator);
        if (parts.Length != Parts || parts[0] != Machine()) return false;
        if (parts[1] != s_boot) return true;
        // The ids of another container say nothing here.
        if (parts[2] != s_space || !int.TryParse(parts[3], NumberStyles.None, CultureInfo.InvariantCulture, out var id)) return false;
        try
        {
            return StartOf(id) != parts[4];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or Win32Exception or InvalidOperationException or NotSupportedException)
        {
            return false;
        }
    }

    /// <summary>The name of a process of this machine.</summary>
    internal static string NameOf(int id, string start) =>
        string.Join(Separator, Machine(), s_boot, s_space, id.ToString(CultureInfo.InvariantCulture), start);

    /// <summary>When the process began, in a form that never changes while it lives; null when there is none.</summary>
    internal static string? StartOf(int id)
    {
        if (OperatingSystem.IsLinux()) return LinuxStartOf(id);
        try
        {
            using var process = Process.GetProcessById(id);
            return process.HasExited ? null : process.StartTime.ToUniversalTime().Ticks.ToString(CultureInfo.InvariantCulture);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>In ticks since the machine started: the system's own instant of the start moves with the clock.</summary>
    private static string? LinuxStartOf(int id)
    {
        string stat;
        try
        {
            stat = File.ReadAllText($"/proc/{id.ToString(CultureInfo.InvariantCulture)}/stat");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        // Behind the name, which may hold anything: state, and 19 fields later the start.
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return fields[0] is "Z" or "X" ? null : fields[19];
    }

    private static string Machine() => Environment.MachineName.Replace(Separator, '_');

    private static string ReadOrEmpty(string path)
    {
        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static string SpaceOrEmpty()
    {
        try
        {
            return File.ResolveLinkTarget("/proc/self/ns/pid", returnFinalTarget: false)?.Name ?? "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
