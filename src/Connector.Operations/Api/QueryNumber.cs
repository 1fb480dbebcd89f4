using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Connector.Operations.Api;

/// <summary>Whole numbers in the query.</summary>
internal static class QueryNumber
{
    /// <summary>False with a 400 that names the parameter when it is no number or out of range; the default where it is absent.</summary>
    public static bool TryRead(HttpRequest request, string name, int min, int max, int otherwise, out int value, [NotNullWhen(false)] out IResult? problem)
    {
        problem = null;
        value = otherwise;
        if (!request.Query.TryGetValue(name, out var text)) return true;
        if (int.TryParse(text.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out value) && value >= min && value <= max) return true;
        problem = Problems.Field(name, $"must be a whole number between {min} and {max}.");
        return false;
    }
}
