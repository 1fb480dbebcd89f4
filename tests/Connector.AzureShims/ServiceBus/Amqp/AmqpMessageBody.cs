#nullable disable
namespace Azure.Core.Amqp;

/// <summary>What a message carries: bytes, or one AMQP value as old tools send it.</summary>
public class AmqpMessageBody
{
    private readonly object _value;

    internal AmqpMessageBody(BinaryData data) => Data = data;

    internal AmqpMessageBody(object value) => _value = value;

    /// <summary>Null for a body that is a value.</summary>
    internal BinaryData Data { get; }

    /// <summary>In bytes; a value counts as its text does.</summary>
    internal int Size => Data?.ToMemory().Length ?? _value switch
    {
        byte[] bytes => bytes.Length,
        string text => System.Text.Encoding.UTF8.GetByteCount(text),
        _ => 16
    };

    public bool TryGetValue(out object value)
    {
        value = _value;
        return Data is null;
    }
}
