using System.Collections;
using Connector.Core.Model.Messages;

namespace Connector.Core.Engine.Pump;

/// <summary>
/// What each log line has beside its text. Of a handler: order number, order id and correlation id of the message; a batch is handled as one, so the lines that its
/// handler writes have those of all its messages. Of what a timer starts: the timer and the id of the run.
/// </summary>
internal sealed class LogScope : IReadOnlyList<KeyValuePair<string, object?>>
{
    private readonly List<KeyValuePair<string, object?>> _values = [];

    private LogScope()
    {
    }

    public int Count => _values.Count;

    public KeyValuePair<string, object?> this[int index] => _values[index];

    public static LogScope From(IReadOnlyList<WorkMessage> messages)
    {
        var scope = new LogScope();
        scope.Add("OrderNumber", messages.Select(static m => m.OrderNumber));
        scope.Add("OrderId", messages.Select(static m => m.Type == MessageTypes.WebhookNotification ? null : m.Id));
        scope.Add("CorrelationId", messages.Select(static m => m.CorrelationId));
        return scope;
    }

    public static LogScope From(string timer, string runId)
    {
        var scope = new LogScope();
        scope.Add("Timer", [timer]);
        scope.Add("RunId", [runId]);
        return scope;
    }

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => _values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>For consoles that show scopes.</summary>
    public override string ToString() => string.Join(' ', _values.Select(static v => $"{v.Key}:{v.Value}"));

    private void Add(string name, IEnumerable<string?> values)
    {
        var text = string.Join(", ", values.Where(static v => !string.IsNullOrEmpty(v)).Distinct(StringComparer.Ordinal));
        if (text.Length > 0) _values.Add(new KeyValuePair<string, object?>(name, text));
    }
}
