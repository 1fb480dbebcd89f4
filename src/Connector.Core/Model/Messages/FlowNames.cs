namespace Connector.Core.Model.Messages;

/// <summary>What can be paused: a queue, or the messages of a queue that need one account ("orders:eu").</summary>
public static class FlowNames
{
    private const char Separator = ':';
    private const char At = '@';
    private const string Drain = "drain-";

    public static string Create(string queue, string account) => queue + Separator + account;

    /// <summary>The part of a queue's work that concerns one location: "orders@berlin".</summary>
    public static string CreateAt(string queue, string groupKey) => queue + At + groupKey;

    /// <summary>What brings new work to a queue: "drain-orders". Paused, the queue is emptied.</summary>
    public static string CreateDrain(string queue) => Drain + queue;

    public static bool IsDrain(string flow) => flow.StartsWith(Drain, StringComparison.Ordinal);

    /// <summary>The group key of the location; null for all.</summary>
    public static string? LocationOf(string flow) => flow.IndexOf(At, StringComparison.Ordinal) is var at and >= 0 ? flow[(at + 1)..] : null;

    /// <summary>Every flow of these queues, whole queues first.</summary>
    public static IEnumerable<string> All(IEnumerable<string> queues, IReadOnlyList<string> accounts) => queues.SelectMany(queue => accounts.Select(a => Create(queue, a)).Prepend(queue));

    /// <summary>Null for a whole queue.</summary>
    public static string? AccountOf(string flow) => flow.IndexOf(Separator, StringComparison.Ordinal) is var at and >= 0 ? flow[(at + 1)..] : null;

    public static string QueueOf(string flow) => (IsDrain(flow) ? flow[Drain.Length..] : flow).Split(Separator, At)[0];
}
