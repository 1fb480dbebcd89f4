using System.Diagnostics;
using System.Globalization;
using Connector.Core.Ports;

namespace Connector.Core.Engine.Watch;

/// <summary>
/// Instances that are processes of one machine: machine, boot, process id space, process id and start of the process. A process id that was given to another
/// process since has another start. Of a process that cannot be seen from here (another machine, another container) nothing is known.
/// </summary>
public sealed class ProcessInstances : IInstances
{
    private const char Separator = '|';
    private static readonly Name s_own = Own();

    public string Current { get; } = s_own.ToString();

    public bool IsDead(string instance)
    {
        if (Name.Read(instance) is not { } other || other == s_own || other.Machine != s_own.Machine) return false;
        if (other.Boot != s_own.Boot) return true;
        return other.Space == s_own.Space && StartOf(other.Id) is var start && start != Unseen && start != other.Start;
    }

    private const string Unseen = "?";

    private static Name Own() => new(
        Environment.MachineName, ReadLine("/proc/sys/kernel/random/boot_id"), LinkOf("/proc/self/ns/pid"), Environment.ProcessId, StartOf(Environment.ProcessId));

    /// <summary>Empty for a process that is not there (any longer), <see cref="Unseen"/> when the system does not say.</summary>
    private static string StartOf(int id)
    {
        if (OperatingSystem.IsLinux()) return LinuxStartOf(id);
        try
        {
            using var process = Process.GetProcessById(id);
            return process.StartTime.ToUniversalTime().Ticks.ToString(CultureInfo.InvariantCulture);
        }
        catch (ArgumentException)
        {
            return "";
        }
        catch (Exception)
        {
            return Unseen;
        }
    }

    private static string LinuxStartOf(int id)
    {
        try
        {
            return StartFromStat(File.ReadAllText($"/proc/{id.ToString(CultureInfo.InvariantCulture)}/stat"));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Unseen;
        }
    }

    /// <summary>The name in brackets may hold blanks; after it come the state and, 19 fields on, the start in ticks since boot.</summary>
    private static string StartFromStat(string stat)
    {
        var fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        // A zombie has ended; only its parent has not looked yet.
        return fields.Length < 20 || fields[0] is "Z" or "X" ? "" : fields[19];
    }

    private static string ReadLine(string path)
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

    private static string LinkOf(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget ?? "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private sealed record Name(string Machine, string Boot, string Space, int Id, string Start)
    {
        public static Name? Read(string text) => text.Split(Separator) is [var machine, var boot, var space, var id, var start]
            && int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? new Name(machine, boot, space, number, start) : null;

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Machine}{Separator}{Boot}{Separator}{Space}{Separator}{Id}{Separator}{Start}");
    }
}
