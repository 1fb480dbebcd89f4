using System.Diagnostics.CodeAnalysis;

namespace Connector.Operations.Api;

/// <summary>Texts and names in a query.</summary>
internal static class QueryText
{
    /// <summary>Null where it is left out or empty.</summary>
    public static string? Read(HttpRequest request, string name) => request.Query[name].ToString() is { Length: > 0 } text ? text : null;

    /// <summary>One of the names of an enumeration, in any case; null where it is left out. False, with the answer to give, for anything else.</summary>
    public static bool TryRead<T>(HttpRequest request, string name, out T? value, [NotNullWhen(false)] out IResult? problem) where T : struct, Enum
    {
        (value, problem) = (null, null);
        if (Read(request, name) is not { } word) return true;
        if (Enum.TryParse<T>(word, ignoreCase: true, out var parsed) && Enum.IsDefined(parsed) && !char.IsAsciiDigit(word[0])) value = parsed;
        else problem = Problems.Field(name, $"must be one of {string.Join(", ", Enum.GetNames<T>())}.");
        return problem is null;
    }
}
