using System.Collections;
using Connector.Core.Model.Messages;

namespace Connector.Core.Engine.Pump;

/// <summary>
/// What each log line of a handler has beside its text: order number, order id and correlation id of the message. A batch is handled as one, so the lines that its
/// handler writes have those of all its messages.
/// </summary>
internal sealed class MessageScope : IReadOnlyList<KeyValuePair<string, object?>>
{
    private readonly List<KeyValuePair<string, object?>> _values = [];

    private MessageScope(IReadOnlyList<WorkMessage> messages)
    {
        Add("OrderNumber", messages.Select(static m => m.OrderNumber));
        Add("OrderId", messages.Select(static m => m.Type == MessageTypes.WebhookNotification ? null : m.Id));
        Add("CorrelationId", messages.Select(static m => m.CorrelationId));
    }

    public int Count => _values.Count;

    public KeyValuePair<string, object?> this[int index] => _values[index];

    public static MessageScope From(IReadOnlyList<WorkMessage> messages) => new(messages);

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
