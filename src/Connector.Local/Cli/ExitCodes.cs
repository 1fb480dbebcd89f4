namespace Connector.Local.Cli;

/// <summary>The exit codes of the process.</summary>
internal static class ExitCodes
{
    public const int Done = 0;

    /// <summary>Done, but something needs attention: errors, or differences that were found.</summary>
    public const int NeedsAttention = 1;

    /// <summary>Configuration or usage; the message names the key.</summary>
    public const int Configuration = 2;

    /// <summary>A vendor cannot be reached.</summary>
    public const int Unreachable = 3;

    /// <summary>The long-running host stopped by itself, because a part of it failed; the log says which.</summary>
    public const int Stopped = 4;

    /// <summary>Somebody stopped it (Ctrl+C) before it was done; what is left was said.</summary>
    public const int Interrupted = 130;
}
