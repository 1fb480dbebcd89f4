using System.Text;

namespace Connector.ShipStation.Answers;

/// <summary>An answer as it came off the wire.</summary>
/// <param name="Body">All of it for a success; the beginning for a failure.</param>
/// <param name="TooLarge">A success whose body is beyond the cap; then <paramref name="Body"/> is empty.</param>
internal sealed record RawAnswer(int Status, RateHeaders Rate, ReadOnlyMemory<byte> Body, bool TooLarge)
{
    private const int ShownBytes = 2048;

    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>The first 2 KB as text; null when there is nothing.</summary>
    public string? Shown => Body.IsEmpty ? null : Encoding.UTF8.GetString(Body.Span[..Math.Min(Body.Length, ShownBytes)]);
}
