namespace Connector.Azure.Tests.Infra;

/// <summary>The queues have the code's names and what retries and resubmissions rest on.</summary>
internal static class QueueCheck
{
    private const string QueueType = "Microsoft.ServiceBus/namespaces/queues";

    private static readonly (string Path, string Value)[] s_wanted =
    [
        ("properties.lockDuration", "PT5M"), ("properties.maxDeliveryCount", "5"), ("properties.requiresSession", "false"),
        ("properties.requiresDuplicateDetection", "false"), ("properties.deadLetteringOnMessageExpiration", "true")
    ];

    public static IEnumerable<string> Run(Snapshot snapshot, IReadOnlyList<string> names)
    {
        var queues = snapshot.Of(QueueType).ToList();
        var written = queues.ConvertAll(q => q.ShortName);
        foreach (var name in names.Except(written)) yield return $"the queue {name} is missing";
        foreach (var name in written.Except(names)) yield return $"the code knows no queue {name}";
        foreach (var queue in queues)
        {
            foreach (var (path, value) in s_wanted)
            {
                if (queue.At(path) != value) yield return $"{queue.ShortName}: {path} is {queue.At(path) ?? "not set"}, not {value}";
            }
        }
    }

    /// <summary>A rule with a key may send to the queue of the shop's messages and do nothing else.</summary>
    public static IEnumerable<string> Keys(Snapshot snapshot, string events)
    {
        foreach (var rule in snapshot.Resources.Where(r => r.Type.EndsWith("/authorizationRules", StringComparison.OrdinalIgnoreCase)))
        {
            var rights = rule.Properties.GetProperty("rights").EnumerateArray().Select(r => r.GetString()).ToList();
            if (rights is not ["Send"]) yield return $"{rule.ShortName} grants {string.Join(", ", rights)}, not Send alone";
            if (!rule.Type.StartsWith(QueueType, StringComparison.OrdinalIgnoreCase)) yield return $"{rule.ShortName} holds for more than one queue";
            else if (rule.Name.Split('/')[^2] != events) yield return $"{rule.ShortName} sends to {rule.Name.Split('/')[^2]}, the code reads {events}";
        }
    }
}
