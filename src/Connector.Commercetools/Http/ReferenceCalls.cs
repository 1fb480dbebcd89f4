using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Connector.Commercetools.Wire;

namespace Connector.Commercetools.Http;

/// <summary>Calls on Types, channels, states, shipping methods and stock.</summary>
internal static class ReferenceCalls
{
    internal const int PageSize = 500;

    internal static CommerceCall<T> Get<T>(string path, JsonTypeInfo<T> type, long maxBytes)
        where T : class =>
        new(HttpMethod.Get, path, body => JsonSerializer.Deserialize(body.Span, type) ?? throw new JsonException("null")) { MaxBytes = maxBytes, NullWhenMissing = true };

    internal static CommerceCall<T> Post<T, TBody>(string path, TBody body, JsonTypeInfo<TBody> bodyType, JsonTypeInfo<T> type, long maxBytes)
        where T : class =>
        new(HttpMethod.Post, path, response => JsonSerializer.Deserialize(response.Span, type) ?? throw new JsonException("null"))
        {
            Body = JsonSerializer.SerializeToUtf8Bytes(body, bodyType),
            MaxBytes = maxBytes
        };

    internal static CommerceCall<ReferencePage<T>> Page<T>(QueryString address, string? afterId, JsonTypeInfo<T> type, long maxBytes)
        where T : class
    {
        if (afterId is not null) address.Add("where", "id > :i").Add("var.i", afterId);
        address.Add("sort", "id asc").Add("limit", "500").Add("withTotal", "false");
        return new CommerceCall<ReferencePage<T>>(HttpMethod.Get, address.ToString(), body => ReferencePage<T>.Read(body, type))
        {
            MaxBytes = maxBytes,
            Summary = page => $$"""{"count":{{page.Rows.Count}}}"""
        };
    }
}

/// <summary>One page of things other than orders.</summary>
internal sealed record ReferencePage<T>(List<T> Rows)
    where T : class
{
    internal static ReferencePage<T> Read(ReadOnlyMemory<byte> body, JsonTypeInfo<T> type) =>
        new(PagedResults.Read(body).Results.ConvertAll(element => element.Deserialize(type) ?? throw new JsonException("null")));
}
