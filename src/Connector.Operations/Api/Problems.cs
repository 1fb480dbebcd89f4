using Microsoft.AspNetCore.Http.HttpResults;

namespace Connector.Operations.Api;

/// <summary>What is wrong with a request, as problem details.</summary>
internal static class Problems
{
    public static ProblemHttpResult Create(int status, string title) => TypedResults.Problem(title: title, statusCode: status);

    /// <summary>400 that names the member or parameter.</summary>
    public static ValidationProblem Field(string field, string message) =>
        TypedResults.ValidationProblem(new Dictionary<string, string[]>(StringComparer.Ordinal) { [field] = [message] }, title: $"{field}: {message}");
}
