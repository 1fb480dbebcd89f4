using System.Net.Http.Headers;

namespace Connector.Commercetools.Http;

/// <summary>One request as it goes out, with what its response means. <typeparamref name="T"/> is what is read off the response.</summary>
/// <param name="Path">Relative to the base address, with the query.</param>
/// <param name="Read">Makes the result from the whole body; a JsonException from it means that the response is unreadable.</param>
internal sealed record CommerceCall<T>(HttpMethod Method, string Path, Func<ReadOnlyMemory<byte>, T> Read)
    where T : class
{
    public ReadOnlyMemory<byte> Body { get; init; }
    public MediaTypeHeaderValue BodyType { get; init; } = Json;
    public long MaxBytes { get; init; }

    /// <summary>404 is a result: there is none.</summary>
    public bool NullWhenMissing { get; init; }

    /// <summary>Code of a 404 where it is a failure.</summary>
    public string MissingCode { get; init; } = "ResourceNotFound";

    /// <summary>Code of a refusal; null takes the vendor's own.</summary>
    public string? RejectedCode { get; init; }

    /// <summary>The shop orders that it concerns, for the journal; null asks <see cref="OrdersOf"/>.</summary>
    public IReadOnlyList<string> OrderIds { get; init; } = [];
    public Func<T, IReadOnlyList<string>>? OrdersOf { get; init; }

    /// <summary>What the journal keeps in place of the body of a successful response; null keeps the body.</summary>
    public Func<T, string>? Summary { get; init; }

    /// <summary>Whether a list has no rows; null for calls that are no lists.</summary>
    public Func<T, bool>? FoundNothing { get; init; }

    /// <summary>Bodies are secrets: the journal sees none of them.</summary>
    public bool Confidential { get; init; }

    internal static readonly MediaTypeHeaderValue Json = new("application/json");
    internal static readonly MediaTypeHeaderValue Form = new("application/x-www-form-urlencoded");
}
