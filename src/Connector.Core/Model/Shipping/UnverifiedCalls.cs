using System.Buffers.Binary;

namespace Connector.Core.Model.Shipping;

/// <summary>What calls with an unknown outcome carried. They may still be applied after a newer call; a later reading shows it.</summary>
/// <param name="Payloads">Compressed as <see cref="SyncRow.Payload"/>, oldest first, each once.</param>
/// <param name="Since">When the last of them was found to have no known outcome.</param>
public sealed record UnverifiedCalls(IReadOnlyList<byte[]> Payloads, DateTimeOffset Since)
{
    /// <summary>More calls without a response in a few minutes are an outage, and then the oldest did not arrive.</summary>
    private const int Most = 4;

    /// <summary>With one more; as before when there is none or it is known.</summary>
    public static UnverifiedCalls? With(UnverifiedCalls? before, byte[]? payload, DateTimeOffset now)
    {
        if (payload is null) return before;
        if (before is null) return new UnverifiedCalls([payload], now);
        if (before.Payloads.Any(known => known.AsSpan().SequenceEqual(payload))) return before with { Since = now };
        return new UnverifiedCalls([.. before.Payloads.TakeLast(Most - 1), payload], now);
    }

    /// <summary>The payloads as one block of bytes, each after its length.</summary>
    public byte[] Pack()
    {
        var packed = new byte[Payloads.Sum(static p => p.Length + sizeof(int))];
        var rest = packed.AsSpan();
        foreach (var payload in Payloads)
        {
            BinaryPrimitives.WriteInt32LittleEndian(rest, payload.Length);
            payload.CopyTo(rest[sizeof(int)..]);
            rest = rest[(sizeof(int) + payload.Length)..];
        }
        return packed;
    }

    public static UnverifiedCalls? Unpack(byte[]? packed, DateTimeOffset since)
    {
        if (packed is null) return null;
        var payloads = new List<byte[]>();
        for (var rest = packed.AsSpan(); rest.Length > 0;)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(rest);
            payloads.Add(rest.Slice(sizeof(int), length).ToArray());
            rest = rest[(sizeof(int) + length)..];
        }
        return new UnverifiedCalls(payloads, since);
    }
}
