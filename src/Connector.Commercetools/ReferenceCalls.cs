using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Connector.Commercetools.Wire;
using Connector.Http;

namespace Connector.Commercetools;

/// <summary>Calls on Types, channels, states, shipping methods and stock.</summary>
internal static class ReferenceCalls
{
    internal const int PageSize = 500;

    internal static ApiCall<T> Get<T>(CommercetoolsClient client, string path, JsonTypeInfo<T> type)
        where T : class =>
        new(client, HttpMethod.Get, client.InProject(path), (body, _) => Read(body, type)) { MaxBytes = client.MaxOrderBytes, NullWhenMissing = true };

    internal static ApiCall<T> Post<T, TBody>(CommercetoolsClient client, string path, TBody body, JsonTypeInfo<TBody> bodyType, JsonTypeInfo<T> type)
        where T : class =>
        new(client, HttpMethod.Post, client.InProject(path), (response, _) => Read(response, type))
        {
            Body = JsonSerializer.SerializeToUtf8Bytes(body, bodyType),
            MaxBytes = client.MaxOrderBytes
        };

    internal static ApiCall<ReferencePage<T>> Page<T>(CommercetoolsClient client, QueryString address, string? afterId, JsonTypeInfo<T> type)
        where T : class
    {
        if (afterId is not null) address.Add("where", "id > :i").Add("var.i", afterId);
        address.Add("sort", "id asc").Add("limit", PageSize).Add("withTotal", "false");
        return new ApiCall<ReferencePage<T>>(client, HttpMethod.Get, client.InProject(address.ToString()), (body, _) =>
        {
            var page = ReferencePage<T>.Read(body, type);
            return new Reading<ReferencePage<T>>(page, Summary: $$"""{"count":{{page.Rows.Count}}}""");
        });
    }

    private static Reading<T> Read<T>(ReadOnlyMemory<byte> body, JsonTypeInfo<T> type)
        where T : class =>
        new(JsonSerializer.Deserialize(body.Span, type) ?? throw new JsonException("null"));
}

/// <summary>One page of things other than orders.</summary>
internal sealed record ReferencePage<T>(List<T> Rows)
    where T : class
{
    internal static ReferencePage<T> Read(ReadOnlyMemory<byte> body, JsonTypeInfo<T> type) =>
        new(PagedResults.Read(body).Results.ConvertAll(element => element.Deserialize(type) ?? throw new JsonException("null")));
}
