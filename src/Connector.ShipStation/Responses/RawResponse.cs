namespace Connector.ShipStation.Responses;

/// <summary>A response as it came off the wire.</summary>
/// <param name="Body">All of it for a success; the beginning for a failure.</param>
/// <param name="TooLarge">A success whose body is beyond the cap; then <paramref name="Body"/> is empty.</param>
internal sealed record RawResponse(int Status, RateHeaders Rate, ReadOnlyMemory<byte> Body, bool TooLarge)
{
    public bool IsSuccess => Status is >= 200 and < 300;
}
