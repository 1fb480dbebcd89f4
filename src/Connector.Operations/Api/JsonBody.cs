using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Connector.Operations.Api;

/// <summary>Reads JSON that a request carries. Unknown members are refused by the types: a misspelt filter next to "all" must not mean everything.</summary>
internal static class JsonBody
{
    public const int MaxText = 256;
    private const int MaxBody = 64 * 1024;
    private const int MaxIds = 1000;

    /// <summary>The content, or the answer to give.</summary>
    public static async Task<(byte[]? Body, IResult? Problem)> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!request.HasJsonContentType()) return (null, Problems.Create(StatusCodes.Status415UnsupportedMediaType, "The body must be application/json."));
        return await BoundedBody.ReadAsync(request, MaxBody, cancellationToken) is { } body
            ? (body, null)
            : (null, Problems.Create(StatusCodes.Status413PayloadTooLarge, $"The body must have at most {MaxBody} bytes."));
    }

    /// <summary>The value (null for JSON's null), or the answer to give, which names the member.</summary>
    /// <param name="expected">What the body looks like.</param>
    public static async Task<(T? Value, IResult? Problem)> ReadAsync<T>(HttpRequest request, JsonTypeInfo<T> type, string expected, CancellationToken cancellationToken) where T : class
    {
        var (body, problem) = await ReadAsync(request, cancellationToken);
        if (body is null) return (null, problem);
        try
        {
            return (JsonSerializer.Deserialize(body, type), null);
        }
        catch (JsonException e)
        {
            return (null, Problems.Field(e.Path is { Length: > 2 } path ? path[2..] : "body", $"cannot be read; expected is {expected}."));
        }
    }

    /// <summary>Why a choice of ids, or of all, is none; null where it is one.</summary>
    public static IResult? FindProblem(bool? all, IReadOnlyList<string>? ids, bool mayBeAll) => (all, ids) switch
    {
        (true, _) when !mayBeAll => Problems.Field("all", "is not allowed here; give ids."),
        (true, null) => null,
        (true, _) => Problems.Field("all", "cannot be combined with ids."),
        (_, null) => Problems.Field("ids", mayBeAll ? "is required, or \"all\": true." : "is required."),
        (_, { Count: 0 or > MaxIds }) => Problems.Field("ids", $"must have 1 to {MaxIds} entries."),
        _ when ids.Any(static id => string.IsNullOrEmpty(id) || id.Length > MaxText) => Problems.Field("ids", $"must each have 1 to {MaxText} characters."),
        _ => null
    };
}
