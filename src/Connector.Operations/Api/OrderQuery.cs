using System.Diagnostics.CodeAnalysis;
using Connector.Core.Engine.Watch;
using Connector.Core.Model.Orders;
using Connector.Core.Ports;

namespace Connector.Operations.Api;

/// <summary>What a request for the list of orders may say.</summary>
internal static class OrderQuery
{
    private const string Breached = "breached";
    private const string Soon = "soon";
    private const string Open = "open";

    /// <summary>Query: q, status (several with commas), attention, location, country, method, from, to, promise, sort.</summary>
    public static bool TryFilter(
        HttpRequest request, Redaction redaction, DateTimeOffset now, DateTimeOffset soon, [NotNullWhen(true)] out OrderFilter? filter, [NotNullWhen(false)] out IResult? problem)
    {
        filter = null;
        if (!LabelQuery.TryTexts(request, out problem, "q", "status", "location", "country", "method", "after")) return false;
        if (!TryProgress(request, out var progress, out problem) || !TryFlag(request, "attention", out var attention, out problem)) return false;
        if (!LabelQuery.TryInstant(request, "from", null, out var from, out problem) || !LabelQuery.TryInstant(request, "to", null, out var to, out problem)) return false;
        if (!QueryText.TryRead<OrderSort>(request, "sort", out var sort, out problem)) return false;
        var promise = QueryText.Read(request, "promise")?.ToLowerInvariant();
        if (promise is not (null or Breached or Soon or Open))
        {
            problem = Problems.Field("promise", $"must be {Breached}, {Soon} or {Open}.");
            return false;
        }
        filter = new OrderFilter(Words(request, redaction), progress, attention, QueryText.Read(request, "location"), QueryText.Read(request, "country"), QueryText.Read(request, "method"), from, to)
        {
            DeadlineBefore = promise switch { Breached => now, Soon => soon, Open => DateTimeOffset.MaxValue, _ => null },
            DeadlineAfter = promise == Soon ? now : null,
            // The most urgent first, unless another order is asked for.
            Sort = sort ?? (promise is null ? OrderSort.Newest : OrderSort.Deadline)
        };
        return true;
    }

    /// <summary>An e-mail address is looked for by its hash: it is stored nowhere.</summary>
    private static string? Words(HttpRequest request, Redaction redaction) =>
        QueryText.Read(request, "q")?.Trim() is not { Length: > 0 } text ? null : text.Contains('@') ? redaction.EmailKey(text) : SearchWords.Normalise(text) is { Length: > 0 } word ? word : null;

    private static bool TryProgress(HttpRequest request, out IReadOnlyList<OrderProgress>? progress, [NotNullWhen(false)] out IResult? problem)
    {
        (progress, problem) = (null, null);
        if (QueryText.Read(request, "status") is not { } text) return true;
        var found = new List<OrderProgress>();
        foreach (var word in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (word.Equals(Open, StringComparison.OrdinalIgnoreCase)) found.AddRange(Enum.GetValues<OrderProgress>().Where(OrderSummary.IsOpenAt));
            else if (!char.IsAsciiDigit(word[0]) && Enum.TryParse<OrderProgress>(word, ignoreCase: true, out var one) && Enum.IsDefined(one)) found.Add(one);
            else
            {
                problem = Problems.Field("status", $"must be {Open} or names out of {string.Join(", ", Enum.GetNames<OrderProgress>())}, with commas between them.");
                return false;
            }
        }
        progress = [.. found.Distinct()];
        return true;
    }

    private static bool TryFlag(HttpRequest request, string name, out bool? value, [NotNullWhen(false)] out IResult? problem)
    {
        (value, problem) = (null, null);
        if (QueryText.Read(request, name) is not { } text) return true;
        if (bool.TryParse(text, out var flag)) value = flag;
        else problem = Problems.Field(name, "must be true or false.");
        return problem is null;
    }
}
