using System.Collections;
using Connector.Core.Model.Messages;

namespace Connector.Core.Engine.Pump;

/// <summary>
/// What each log line has beside its text. Of a handler: order number, order id and correlation id of the message; a batch is handled as one, so the lines that its
/// handler writes have those of all its messages. Of what a timer starts: the timer and the id of the run.
/// </summary>
internal sealed class LogScope : IReadOnlyList<KeyValuePair<string, object?>>
{
    /// <summary>Made for the first line; most work writes none.</summary>
    private readonly Lazy<IReadOnlyList<KeyValuePair<string, object?>>> _values;

    private LogScope(Func<IEnumerable<(string Name, IEnumerable<string?> Values)>> read) =>
        _values = new(() => [.. read().Select(static v => Value(v.Name, v.Values)).Where(static v => v.Value is string { Length: > 0 })]);

    public int Count => _values.Value.Count;

    public KeyValuePair<string, object?> this[int index] => _values.Value[index];

    public static LogScope From(IReadOnlyList<WorkMessage> messages) => new(() =>
    [
        ("OrderNumber", messages.Select(static m => m.OrderNumber)),
        ("OrderId", messages.Select(static m => m.Type == MessageTypes.WebhookNotification ? null : m.Id)),
        ("CorrelationId", messages.Select(static m => m.CorrelationId))
    ]);

    public static LogScope From(string timer, string runId) => new(() => [("Timer", [timer]), ("RunId", [runId])]);

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => _values.Value.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>For consoles that show scopes.</summary>
    public override string ToString() => string.Join(' ', _values.Value.Select(static v => $"{v.Key}:{v.Value}"));

    private static KeyValuePair<string, object?> Value(string name, IEnumerable<string?> values) =>
        new(name, string.Join(", ", values.Where(static v => !string.IsNullOrEmpty(v)).Distinct(StringComparer.Ordinal)));
}
