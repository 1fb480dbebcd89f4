using System.Diagnostics.CodeAnalysis;
using Connector.Core.Engine.Watch;

namespace Connector.Operations.Api;

/// <summary>The order that an address names, in any of the ways in which a history is found.</summary>
internal static class NamedOrder
{
    private const int MaxWords = 256;

    /// <summary>Its history, or the answer to give: 400 for words that are too long, 404 where nothing is found.</summary>
    public static async Task<(OrderTrace? Trace, IResult? Problem)> FindAsync(OrderTraces traces, string number, CancellationToken cancellationToken)
    {
        if (!TryRead(number, out var words, out var problem)) return (null, problem);
        return await traces.FindAsync(words, cancellationToken) is { } trace
            ? (trace, null)
            : (null, Problems.Create(StatusCodes.Status404NotFound, "No order found. Check the number, or look in commercetools."));
    }

    /// <summary>The server leaves an encoded slash as it is, so that it cannot pass for one of the address.</summary>
    public static bool TryRead(string number, out string words, [NotNullWhen(false)] out IResult? problem)
    {
        words = number.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
        problem = words.Length > MaxWords ? Problems.Field("number", $"must have at most {MaxWords} characters.") : null;
        return problem is null;
    }
}
