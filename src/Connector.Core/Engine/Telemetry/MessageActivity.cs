using System.Diagnostics;
using Connector.Core.Model.Messages;

namespace Connector.Core.Engine.Telemetry;

/// <summary>
/// The activity of messages that are handled together. Where all of them come from one activity it is their parent, so that what led to them and what follows are one trace; where they come from several,
/// as after a pause, the activity begins a trace of its own and links to each.
/// </summary>
internal static class MessageActivity
{
    /// <summary>Enough to follow; a batch has up to a hundred.</summary>
    private const int MostLinks = 100;

    /// <summary>Null where nobody listens.</summary>
    public static Activity? Start(string queue, string type, IReadOnlyList<WorkMessage> messages)
    {
        if (!ConnectorTelemetry.Source.HasListeners()) return null;
        var origins = messages.Select(static m => Read(m.TraceParent)).OfType<ActivityContext>().Distinct().ToList();
        // What the host began for the batch is the parent where the messages say nothing.
        var parent = origins is [var only] ? only : origins.Count > 1 ? default : Activity.Current?.Context ?? default;
        var before = Activity.Current;
        // Of the host's own activity around the batch a link is left.
        var links = (origins.Count > 1 ? origins.Take(MostLinks) : []).Concat(origins.Count > 0 && before is not null ? [before.Context] : []).Select(static origin => new ActivityLink(origin));
        if (origins.Count > 1) Activity.Current = null;
        var activity = ConnectorTelemetry.Source.StartActivity($"process {queue}", ActivityKind.Consumer, parent, Tags(queue, type, messages), links);
        if (activity is null) Activity.Current = before;
        return activity;
    }

    private static IEnumerable<KeyValuePair<string, object?>> Tags(string queue, string type, IReadOnlyList<WorkMessage> messages)
    {
        yield return new(ConnectorTelemetry.System, ConnectorTelemetry.SystemName);
        yield return new("messaging.operation.name", "process");
        yield return new("messaging.operation.type", "process");
        yield return new(ConnectorTelemetry.Queue, queue);
        yield return new("messaging.batch.message_count", messages.Count);
        yield return new(ConnectorTelemetry.MessageType, type);
        if (messages is [{ OrderNumber: { } number }]) yield return new(ConnectorTelemetry.OrderNumber, number);
    }

    /// <summary>What a message says may be anything.</summary>
    private static ActivityContext? Read(string? traceParent) => ActivityContext.TryParse(traceParent, null, isRemote: true, out var context) ? context : null;
}
