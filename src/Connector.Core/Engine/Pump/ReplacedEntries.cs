using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Microsoft.Extensions.Logging;

namespace Connector.Core.Engine.Pump;

/// <summary>
/// One entry for each order: once a new one is in the error queue, what was said of the order before is outdated. Never earlier: a worker that has lost its lock meanwhile
/// puts no new one there.
/// </summary>
public sealed partial class ReplacedEntries(IErrorQueue errors, ILogger<ReplacedEntries> log)
{
    /// <summary>Call it after these were settled. Never throws: an entry too many is one more line to read, and goes with the next.</summary>
    public async Task RemoveAsync(IEnumerable<Settlement> settled)
    {
        foreach (var sameType in settled.OfType<Settlement.DeadLetter>().Where(static d => d is { Replaces: not null, Info.OrderId: not null }).GroupBy(static d => d.Replaces!, StringComparer.Ordinal))
        {
            try
            {
                await errors.KeepNewestAsync(sameType.Key, [.. sameType.Select(static d => d.Info.OrderId!).Distinct(StringComparer.Ordinal)], CancellationToken.None);
            }
            catch (Exception e)
            {
                Log.NotRemoved(log, e, sameType.Key);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(107, LogLevel.Warning, "Earlier entries of the error queue for {Type} could not be removed; they go with the next one")]
        public static partial void NotRemoved(ILogger logger, Exception exception, string type);
    }
}
