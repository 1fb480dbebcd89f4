using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using Connector.Core.Model.Labels;
using Connector.Core.Ports.Labels;

namespace Connector.Operations.Api;

/// <summary>What requests about labels may say.</summary>
internal static class LabelQuery
{
    private const int MaxText = 256;
    private const int MaxBody = 64 * 1024;
    private const int MaxIds = 1000;
    private const int MaxName = 64;

    /// <summary>Query: state, account, location, batch, from, to.</summary>
    public static bool TryFilter(HttpRequest request, [NotNullWhen(true)] out LabelFilter? filter, [NotNullWhen(false)] out IResult? problem)
    {
        filter = null;
        LabelState? state = null;
        if (Text(request, "state") is { } word)
        {
            if (!Enum.TryParse<LabelState>(word, ignoreCase: true, out var parsed) || !Enum.IsDefined(parsed) || char.IsAsciiDigit(word[0]))
            {
                problem = Problems.Field("state", $"must be one of {string.Join(", ", Enum.GetNames<LabelState>())}.");
                return false;
            }
            state = parsed;
        }
        if (!TryTexts(request, out problem, "account", "location", "batch", "after")) return false;
        if (!TryInstant(request, "from", null, out var from, out problem) || !TryInstant(request, "to", null, out var to, out problem)) return false;
        filter = new LabelFilter(state, Text(request, "account"), Text(request, "location"), Text(request, "batch"), from, to);
        return true;
    }

    public static bool TryTexts(HttpRequest request, [NotNullWhen(false)] out IResult? problem, params ReadOnlySpan<string> names)
    {
        problem = null;
        foreach (var name in names)
        {
            if (!(Text(request, name)?.Length > MaxText)) continue;
            problem = Problems.Field(name, $"must have at most {MaxText} characters.");
            return false;
        }
        return true;
    }

    /// <summary>A day (the first instant of it, UTC) or an instant with zone.</summary>
    public static bool TryInstant(HttpRequest request, string name, DateTimeOffset? otherwise, out DateTimeOffset? value, [NotNullWhen(false)] out IResult? problem)
    {
        (value, problem) = (otherwise, null);
        if (Text(request, name) is not { } text) return true;
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var parsed))
        {
            value = parsed;
            return true;
        }
        problem = Problems.Field(name, "must be a day (2026-11-27) or an instant (2026-11-27T15:00:00Z).");
        return false;
    }

    /// <summary>An unknown member is refused: a misspelt filter next to "all" must not mean everything.</summary>
    public static async Task<(LabelSelection? Selection, IResult? Problem)> ReadSelectionAsync(HttpRequest request, bool mayBeAll, CancellationToken cancellationToken)
    {
        var (body, problem) = await ReadAsync(request, cancellationToken);
        if (body is null) return (null, problem);
        LabelSelection? selection;
        try
        {
            selection = JsonSerializer.Deserialize(body, OperationsJson.Default.LabelSelection);
        }
        catch (JsonException e)
        {
            return (null, Problems.Field(e.Path is { Length: > 2 } path ? path[2..] : "body", "cannot be read; expected is {\"ids\": [\"...\"]}."));
        }
        return selection switch
        {
            { All: true } when !mayBeAll => (null, Problems.Field("all", "is not allowed here; give ids.")),
            { All: true, Ids: not null } => (null, Problems.Field("all", "cannot be combined with ids.")),
            { All: true } => (selection, null),
            { Ids: null } or null => (null, Problems.Field("ids", mayBeAll ? "is required, or \"all\": true." : "is required.")),
            { Ids.Count: 0 or > MaxIds } => (null, Problems.Field("ids", $"must have 1 to {MaxIds} entries.")),
            _ when selection.Ids.Any(static id => string.IsNullOrEmpty(id) || id.Length > MaxText) => (null, Problems.Field("ids", $"must each have 1 to {MaxText} characters.")),
            { Account: null, Location: null, Batch: null } => (selection, null),
            _ => (null, Problems.Field("ids", "cannot be combined with a filter."))
        };
    }

    public static async Task<(PauseWish? Wish, IResult? Problem)> ReadPauseAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var (body, problem) = await ReadAsync(request, cancellationToken);
        if (body is null) return (null, problem);
        try
        {
            return (JsonSerializer.Deserialize(body, OperationsJson.Default.PauseWish) ?? new PauseWish(null, null), null);
        }
        catch (JsonException)
        {
            return (null, Problems.Field("body", "cannot be read; expected is {\"account\": \"...\"} or {}."));
        }
    }

    /// <summary>Who decides, as it is kept: one line of at most 64 characters.</summary>
    public static string Who(string? by, string otherwise)
    {
        var name = new string([.. (by ?? "").Where(static c => !char.IsControl(c))]).Trim();
        return name.Length == 0 ? otherwise : name.Length <= MaxName ? name : name[..MaxName];
    }

    public static string? Text(HttpRequest request, string name) => request.Query[name].ToString() is { Length: > 0 } text ? text : null;

    private static async Task<(byte[]? Body, IResult? Problem)> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!request.HasJsonContentType()) return (null, Problems.Create(StatusCodes.Status415UnsupportedMediaType, "The body must be application/json."));
        return await BoundedBody.ReadAsync(request, MaxBody, cancellationToken) is { } body
            ? (body, null)
            : (null, Problems.Create(StatusCodes.Status413PayloadTooLarge, $"The body must have at most {MaxBody} bytes."));
    }
}
