using System.Globalization;
using System.Text;
using Connector.Core.Model.Messages;

namespace Connector.Azure.ServiceBus;

/// <summary>What we write on a message that goes to the error queue, for people with any tool. No personal data.</summary>
internal static class DeadLetterMarks
{
    private const int MaxDescriptionBytes = 1024;

    public static Dictionary<string, object> Create(DeadLetterInfo info, DateTimeOffset now)
    {
        var marks = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            [MessageProperty.FailureKind] = info.Kind.ToString(),
            [MessageProperty.FirstFailedAt] = Text(info.FirstFailedAt),
            [MessageProperty.DeadAt] = Text(now)
        };
        if (info.OrderId is { } id) marks[MessageProperty.OrderId] = id;
        if (info.OrderNumber is { } number) marks[MessageProperty.OrderNumber] = number;
        if (info.CorrelationId is { } correlation) marks[MessageProperty.CorrelationId] = correlation;
        return marks;
    }

    /// <summary>At most 1 KB of UTF-8, cut between characters.</summary>
    public static string Cut(string description)
    {
        if (Encoding.UTF8.GetByteCount(description) <= MaxDescriptionBytes) return description;
        var bytes = 0;
        var length = 0;
        foreach (var rune in description.EnumerateRunes())
        {
            if (bytes + rune.Utf8SequenceLength > MaxDescriptionBytes) break;
            bytes += rune.Utf8SequenceLength;
            length += rune.Utf16SequenceLength;
        }
        return description[..length];
    }

    public static FailureKind? Kind(IReadOnlyDictionary<string, object> properties) =>
        Enum.TryParse<FailureKind>(Text(properties, MessageProperty.FailureKind), out var kind) && Enum.IsDefined(kind) ? kind : null;

    public static DateTimeOffset? Instant(IReadOnlyDictionary<string, object> properties, string name) =>
        DateTimeOffset.TryParseExact(Text(properties, name), "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant) ? instant : null;

    public static string? Text(IReadOnlyDictionary<string, object> properties, string name) => properties.GetValueOrDefault(name) as string;

    private static string Text(DateTimeOffset instant) => instant.ToString("O", CultureInfo.InvariantCulture);
}
