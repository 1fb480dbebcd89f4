using System.Globalization;
using Connector.Core.Model.Messages;

namespace Connector.Azure.ServiceBus;

/// <summary>Ids of dead letters: the queue's first letter and the sequence number that every tool shows, such as o17.</summary>
internal static class DeadLetterId
{
    public static string Create(string queue, long sequence) => string.Create(CultureInfo.InvariantCulture, $"{queue[0]}{sequence}");

    /// <summary>Null for what no dead letter can be called.</summary>
    public static (string Queue, long Sequence)? Read(string id) =>
        id.Length > 1 && QueueNames.All.FirstOrDefault(q => q[0] == id[0]) is { } queue
        && long.TryParse(id.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
            ? (queue, sequence)
            : null;
}
