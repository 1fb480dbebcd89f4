using System.Globalization;
using System.Text;
using Connector.Core.Engine.Watch;
using Connector.Core.Model.Messages;

namespace Connector.ShipStation;

/// <summary>One call: what to send and how to read the response of a success.</summary>
/// <param name="PathAndQuery">Relative to the base address, no leading slash, no secrets.</param>
/// <param name="Read">
/// Gets the body and the instant before the request went out. Throws <see cref="System.Text.Json.JsonException"/> when the body is not what was asked for.
/// </param>
internal sealed record ShipStationCall<T>(HttpMethod Method, string PathAndQuery, RateLane Lane, Func<ReadOnlyMemory<byte>, DateTimeOffset, Reading<T>> Read)
{
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>True when nothing of the body may be kept.</summary>
    public bool BodyIsSecret { get; init; }

    /// <summary>Order keys that are sent; those of shop orders link the exchange to them.</summary>
    public IReadOnlyList<string> OrderKeys { get; init; } = [];

    /// <summary>What the orders that are sent say about people: it is taken out of ShipStation's words.</summary>
    public PersonalValues Personal { get; init; } = PersonalValues.None;
}

/// <param name="OrderKeys">Keys that the response mentions; null ones are fine.</param>
/// <param name="Summary">What the journal keeps instead of the body; null to keep the body, redacted.</param>
/// <param name="HasRefusals">True when the body holds refusals in ShipStation's own words.</param>
internal sealed record Reading<T>(T Value, IEnumerable<string?>? OrderKeys = null, string? Summary = null, bool HasRefusals = false)
{
    /// <summary>True for a list without rows.</summary>
    public bool FoundNothing { get; init; }
}

/// <summary>Path and query, built safely.</summary>
internal sealed class CallPath(string path)
{
    private readonly StringBuilder _text = new(path);
    private char _separator = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';

    public CallPath With(string name, string value)
    {
        _text.Append(_separator).Append(name).Append('=').Append(Uri.EscapeDataString(value));
        _separator = '&';
        return this;
    }

    public CallPath With(string name, long value) => With(name, value.ToString(CultureInfo.InvariantCulture));

    public override string ToString() => _text.ToString();
}
