using System.Net.Http.Headers;

namespace Connector.Http;

/// <summary>A response as it came off the wire.</summary>
/// <param name="Body">All of it for a success; the beginning for a failure.</param>
/// <param name="TooLarge">A success whose body is beyond the cap; then <paramref name="Body"/> is empty.</param>
/// <param name="At">When it was complete.</param>
public sealed record ApiResponse(int Status, HttpResponseHeaders Headers, ReadOnlyMemory<byte> Body, bool TooLarge, DateTimeOffset At)
{
    public bool IsSuccess => Status is >= 200 and < 300;
}
