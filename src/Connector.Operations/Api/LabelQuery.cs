using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using Connector.Core.Model.Labels;
using Connector.Core.Ports.Labels;

namespace Connector.Operations.Api;

/// <summary>What requests about labels may say.</summary>
internal static class LabelQuery
{
    private const int MaxName = 64;

    /// <summary>Query: state, account, location, batch, from, to.</summary>
    public static bool TryFilter(HttpRequest request, [NotNullWhen(true)] out LabelFilter? filter, [NotNullWhen(false)] out IResult? problem)
    {
        filter = null;
        if (!QueryText.TryRead<LabelState>(request, "state", out var state, out problem)) return false;
        if (!TryTexts(request, out problem, "account", "location", "batch", "after")) return false;
        if (!TryInstant(request, "from", null, out var from, out problem) || !TryInstant(request, "to", null, out var to, out problem)) return false;
        filter = new LabelFilter(state, QueryText.Read(request, "account"), QueryText.Read(request, "location"), QueryText.Read(request, "batch"), from, to);
        return true;
    }

    public static bool TryTexts(HttpRequest request, [NotNullWhen(false)] out IResult? problem, params ReadOnlySpan<string> names)
    {
        problem = null;
        foreach (var name in names)
        {
            if (!(QueryText.Read(request, name)?.Length > JsonBody.MaxText)) continue;
            problem = Problems.Field(name, $"must have at most {JsonBody.MaxText} characters.");
            return false;
        }
        return true;
    }

    /// <summary>A day (the first instant of it, UTC) or an instant with zone.</summary>
    public static bool TryInstant(HttpRequest request, string name, DateTimeOffset? otherwise, out DateTimeOffset? value, [NotNullWhen(false)] out IResult? problem)
    {
        (value, problem) = (otherwise, null);
        if (QueryText.Read(request, name) is not { } text) return true;
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var parsed))
        {
            value = parsed;
            return true;
        }
        problem = Problems.Field(name, "must be a day (2026-11-27) or an instant (2026-11-27T15:00:00Z).");
        return false;
    }

    public static async Task<(LabelSelection? Selection, IResult? Problem)> ReadSelectionAsync(HttpRequest request, bool mayBeAll, CancellationToken cancellationToken)
    {
        var (selection, problem) = await JsonBody.ReadAsync(request, OperationsJson.Default.LabelSelection, "{\"ids\": [\"...\"]}", cancellationToken);
        problem ??= JsonBody.FindProblem(selection?.All, selection?.Ids, mayBeAll);
        if (problem is null && selection is { All: not true } and not { Account: null, Location: null, Batch: null }) problem = Problems.Field("ids", "cannot be combined with a filter.");
        return problem is null ? (selection, null) : (null, problem);
    }

    public static async Task<(PauseWish? Wish, IResult? Problem)> ReadPauseAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var (body, problem) = await JsonBody.ReadAsync(request, cancellationToken);
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
}
