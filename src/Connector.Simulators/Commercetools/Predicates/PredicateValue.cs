using System.Globalization;
using System.Text.Json;

namespace Connector.Simulators.Commercetools.Predicates;

internal enum ValueKind { Text, Number, Boolean, Untyped }

/// <summary>A literal of a predicate, or the bare text of a variable, which takes the type of the field that it meets.</summary>
internal sealed class PredicateValue
{
    private readonly DateTimeOffset? _instant;
    private readonly decimal? _number;
    private readonly bool? _flag;

    private PredicateValue(ValueKind kind, string text)
    {
        Kind = kind;
        Text = text;
        if (kind is ValueKind.Text or ValueKind.Untyped && TryInstant(text, out var instant)) _instant = instant;
        if (kind is ValueKind.Number or ValueKind.Untyped
            && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) _number = number;
        if (kind is ValueKind.Boolean or ValueKind.Untyped && bool.TryParse(text, out var flag)) _flag = flag;
    }

    public ValueKind Kind { get; }
    public string Text { get; }
    public bool IsInstant => _instant is not null;
    public bool IsNumber => _number is not null;
    public bool IsFlag => _flag is not null;

    public static PredicateValue FromText(string text) => new(ValueKind.Text, text);
    public static PredicateValue FromNumber(string text) => new(ValueKind.Number, text);
    public static PredicateValue FromBoolean(bool value) => new(ValueKind.Boolean, value ? "true" : "false");
    public static PredicateValue FromVariable(string text) => new(ValueKind.Untyped, text);

    /// <summary>The instant this value names; only when <see cref="IsInstant"/>.</summary>
    public DateTimeOffset Instant => _instant ?? throw new InvalidOperationException($"'{Text}' is no instant.");

    /// <summary>How a value of a document compares with this one: below zero, zero, above; null when their types do not meet.</summary>
    public int? Compare(JsonElement actual) => actual.ValueKind switch
    {
        JsonValueKind.String => CompareText(actual.GetString()!),
        JsonValueKind.Number => _number is { } number ? CompareNumber(actual, number) : null,
        JsonValueKind.True or JsonValueKind.False => _flag is { } flag ? actual.GetBoolean().CompareTo(flag) : null,
        _ => null,
    };

    /// <summary>Instants compare as instants, whatever their spelling; all other text by its code points.</summary>
    public int? CompareText(string actual)
    {
        if (Kind is ValueKind.Number or ValueKind.Boolean) return null;
        if (_instant is { } instant && TryInstant(actual, out var other)) return other.CompareTo(instant);
        return string.CompareOrdinal(actual, Text);
    }

    public int? CompareInstant(DateTimeOffset actual) => _instant is { } instant ? actual.CompareTo(instant) : null;

    public int? CompareNumber(long actual) => _number is { } number ? ((decimal)actual).CompareTo(number) : null;

    private static int? CompareNumber(JsonElement actual, decimal number) =>
        actual.TryGetDecimal(out var exact) ? exact.CompareTo(number) : actual.GetDouble().CompareTo((double)number);

    internal static bool TryInstant(string text, out DateTimeOffset instant)
    {
        instant = default;
        if (text.Length < 10 || !char.IsAsciiDigit(text[0]) || text[4] != '-' || text[7] != '-') return false;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out instant);
    }
}
