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

    public static IEnumerable<string> Run(BicepFiles files, IReadOnlyList<string> names, string events)
    {
        var lists = files.Templates.SelectMany(f => f.Variables.Where(v => v.Name == "queueNames")).ToList();
        if (lists.Count != 1) yield return $"queueNames is written {lists.Count} times";
        foreach (var list in lists)
        {
            var written = list.Value.Parts.Select(p => p.Literal).ToList();
            foreach (var name in names.Except(written)) yield return $"the queue {name} is missing";
            foreach (var name in written.Except(names)) yield return $"the code knows no queue {name}";
        }
        foreach (var other in files.Templates.SelectMany(f => f.Variables.Where(v => v.Name == "eventsQueueName")).Where(v => v.Value.Literal != events))
            yield return $"commercetools sends to {other.Value.Literal}, the code reads {events}";
        foreach (var (file, queue) in files.Templates.SelectMany(f => f.Resources.Where(r => r.Type == QueueType && !r.Existing).Select(r => (f, r))))
        {
            foreach (var (path, value) in s_wanted)
            {
                var found = Properties.Find(queue.Body, path)?.Literal;
                if (found != value) yield return $"{file.At(queue.Node)}: {path} is {found ?? "not set"}, not {value}";
            }
        }
    }

    /// <summary>A rule with a key may send to one queue and do nothing else.</summary>
    public static IEnumerable<string> Keys(BicepFiles files)
    {
        foreach (var (file, rule) in files.Templates.SelectMany(f => f.Resources.Where(r => r.Type.EndsWith("/authorizationRules", StringComparison.OrdinalIgnoreCase)).Select(r => (f, r))))
        {
            var rights = Properties.Find(rule.Body, "properties.rights")?.Parts.Select(p => p.Literal).ToList() ?? [];
            if (rights is not ["Send"]) yield return $"{file.At(rule.Node)}: {rule.Symbol} grants {string.Join(", ", rights)}, not Send alone";
            if (!rule.Type.StartsWith(QueueType, StringComparison.Ordinal)) yield return $"{file.At(rule.Node)}: {rule.Symbol} holds for more than one queue";
        }
    }
}
