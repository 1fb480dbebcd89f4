namespace Connector.Core.Model.Messages;

/// <summary>
/// What is kept of a body. One that still has to be redacted is when it is first asked for, once: a journal that writes behind its caller's back asks there, and no call
/// waits for it. Equal to one with the same text. Safe from several threads.
/// </summary>
public sealed class ExchangeBody : IEquatable<ExchangeBody>
{
    private readonly Lazy<string?> _text;

    private ExchangeBody(Lazy<string?> text) => _text = text;

    /// <summary>Redacted; null where nothing of it may be kept. Throws what the redaction throws, at each attempt.</summary>
    public string? Text => _text.Value;

    /// <param name="redact">What it holds on to stays in memory until the text was asked for.</param>
    /// <remarks>The failure of a moment is not kept for good, as Lazy has it otherwise; two at once do no harm.</remarks>
    public static ExchangeBody Later(Func<string?> redact) => new(new Lazy<string?>(redact, LazyThreadSafetyMode.PublicationOnly));

    /// <param name="text">Redacted.</param>
    public static implicit operator ExchangeBody?(string? text) => text is null ? null : new ExchangeBody(new Lazy<string?>(text));

    public bool Equals(ExchangeBody? other) => other is not null && string.Equals(Text, other.Text, StringComparison.Ordinal);
    public override bool Equals(object? obj) => Equals(obj as ExchangeBody);
    public override int GetHashCode() => Text?.GetHashCode(StringComparison.Ordinal) ?? 0;
}
