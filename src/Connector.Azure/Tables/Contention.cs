using Connector.Core.Model.Messages;

namespace Connector.Azure.Tables;

/// <summary>Read, decide, write: again from the start when someone else wrote in between.</summary>
internal static class Contention
{
    /// <summary>Each lost round means that someone else got through, so this many in a row mean a fault.</summary>
    public const int MaxRounds = 100;

    /// <param name="round">Null when someone else was faster.</param>
    public static async Task<T> DecideAsync<T>(Func<Task<T?>> round) where T : struct
    {
        for (var i = 0; i < MaxRounds; i++)
            if (await round() is { } decided) return decided;
        throw new ConnectorException(FailureKind.Transient, ErrorCodes.VersionConflict, "Too many writers for the same row.");
    }
}
