namespace Connector.Commercetools.Http;

/// <summary>What is known of one attempt so far, also when it fails half-way.</summary>
internal sealed class ExchangeTrail(DateTimeOffset at, HttpMethod method, string correlationId, Uri url)
{
    public DateTimeOffset At { get; } = at;
    public HttpMethod Method { get; } = method;
    public string CorrelationId { get; set; } = correlationId;
    public Uri Url { get; set; } = url;

    /// <summary>0 until an answer came.</summary>
    public int Status { get; set; }

    /// <summary>The server's clock less ours, by the response's Date header; null without one.</summary>
    public TimeSpan? ClockOffset { get; set; }
    public ReadOnlyMemory<byte> Answer { get; set; }
}
