using System.Text.Json;
using System.Text.Json.Serialization;

namespace Connector.Core.Model.Shipping;

/// <summary>Pure: what stays of two readings of one parcel, whichever order they arrive in. Used by every tracking store.</summary>
public static class TrackingReadings
{
    /// <summary>
    /// The one whose newest event is newer; of two that know the same, the later reading, but never a final status for one that is not. A parcel that once went
    /// back stays so: what carriers call delivered after that is the delivery to the sender.
    /// </summary>
    public static TrackingReading Merge(TrackingReading? kept, TrackingReading read)
    {
        if (kept is null) return read;
        var winner = Wins(read, kept) ? read : kept;
        var merged = winner with { TrackingNumber = winner.TrackingNumber ?? kept.TrackingNumber ?? read.TrackingNumber };
        if (merged.Status != TrackingStatus.Delivered || (kept.Status != TrackingStatus.ReturnToSender && read.Status != TrackingStatus.ReturnToSender)) return merged;
        return merged with { Status = TrackingStatus.ReturnToSender, DeliveredAt = null, Problem = kept.Problem ?? read.Problem };
    }

    public static byte[] Write(TrackingReading reading) => JsonSerializer.SerializeToUtf8Bytes(reading, TrackingJson.Default.TrackingReading);

    public static TrackingReading Read(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, TrackingJson.Default.TrackingReading) ?? throw new JsonException("The reading is null.");

    private static bool Wins(TrackingReading read, TrackingReading kept)
    {
        var (at, before) = (read.OccurredAt ?? DateTimeOffset.MinValue, kept.OccurredAt ?? DateTimeOffset.MinValue);
        if (at != before) return at > before;
        if (kept.Status.IsFinal() != read.Status.IsFinal()) return read.Status.IsFinal();
        return read.ObservedAt >= kept.ObservedAt;
    }
}

[JsonSourceGenerationOptions(UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(TrackingReading))]
internal sealed partial class TrackingJson : JsonSerializerContext;
