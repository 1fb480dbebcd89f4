namespace Connector.Local.Cli;

/// <summary>What the process tells its caller.</summary>
internal static class ExitCodes
{
    public const int Done = 0;

    /// <summary>Done, but records are in the error queue or differences were found.</summary>
    public const int NeedsPerson = 1;

    /// <summary>Configuration or usage; the message names the key.</summary>
    public const int Configuration = 2;

    /// <summary>A vendor cannot be reached.</summary>
    public const int Unreachable = 3;

    /// <summary>The long-running host stopped by itself, because a part of it failed; the log says which.</summary>
    public const int Stopped = 4;
}
