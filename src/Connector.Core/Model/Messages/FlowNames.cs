namespace Connector.Core.Model.Messages;

/// <summary>What can be paused: a queue, or the messages of a queue that need one account ("orders:eu").</summary>
public static class FlowNames
{
    private const char Separator = ':';

    public static string Create(string queue, string account) => queue + Separator + account;

    /// <summary>Every flow of these queues, whole queues first.</summary>
    public static IEnumerable<string> All(IEnumerable<string> queues, IReadOnlyList<string> accounts) => queues.SelectMany(queue => accounts.Select(a => Create(queue, a)).Prepend(queue));

    /// <summary>Null for a whole queue.</summary>
    public static string? AccountOf(string flow) => flow.IndexOf(Separator, StringComparison.Ordinal) is var at and >= 0 ? flow[(at + 1)..] : null;

    public static string QueueOf(string flow) => flow.Split(Separator)[0];
}
