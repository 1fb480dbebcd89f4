using Connector.Core.Engine.Watch;

namespace Connector.Commercetools.Http;

/// <summary>What is known of one attempt so far, also when it fails half-way.</summary>
internal sealed class ExchangeTrail(DateTimeOffset at, HttpMethod method, string correlationId, Uri url)
{
    private const int MaxCorrelationId = 256;

    public DateTimeOffset At { get; } = at;
    public HttpMethod Method { get; } = method;

    /// <summary>Ours, or the one that the vendor responded with; of that no more than is of use.</summary>
    public string CorrelationId
    {
        get;
        set => field = VendorText.WithoutCredentials(value.Length <= MaxCorrelationId ? value : value[..MaxCorrelationId]);
    } = correlationId;
    public Uri Url { get; set; } = url;

    /// <summary>0 until a response came.</summary>
    public int Status { get; set; }

    /// <summary>The server's clock less ours, by the response's Date header; null without one.</summary>
    public TimeSpan? ClockOffset { get; set; }
    public ReadOnlyMemory<byte> Response { get; set; }
}
