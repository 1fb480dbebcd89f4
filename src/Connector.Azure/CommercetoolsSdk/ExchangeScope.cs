using Connector.Commercetools.Http;

namespace Connector.Azure.CommercetoolsSdk;

/// <summary>Ties a call through the SDK to the request that it becomes further down, in <see cref="ExchangeHandler"/>.</summary>
internal sealed class ExchangeScope(ExchangeTrail trail, long maxBytes)
{
    private static readonly AsyncLocal<ExchangeScope?> Flowing = new();

    /// <summary>Null outside of our calls.</summary>
    public static ExchangeScope? Current
    {
        get => Flowing.Value;
        set => Flowing.Value = value;
    }

    public ExchangeTrail Trail { get; } = trail;
    public long MaxBytes { get; } = maxBytes;
    public bool TooLarge { get; set; }
    public DateTimeOffset? RetryAt { get; set; }

    /// <summary>What went out.</summary>
    public ReadOnlyMemory<byte> Request { get; set; }
}
