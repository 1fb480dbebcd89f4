namespace Connector.Operations.Api;

/// <summary>What is wrong with a request, as problem details.</summary>
internal static class Problems
{
    /// <param name="detail">One sentence about this request.</param>
    public static ProblemResult Create(int status, string detail) => new(status, detail);

    /// <summary>400 that names the member or parameter.</summary>
    public static ProblemResult Field(string field, string message) => new(StatusCodes.Status400BadRequest, $"{field}: {message}", (field, message));

    /// <summary>401, and nothing that only operators may know.</summary>
    public static ProblemResult SignInFirst() => new(StatusCodes.Status401Unauthorized, null);

    /// <summary>What is not there, and what a sender may not know of, look the same.</summary>
    public static ProblemResult Nothing() => new(StatusCodes.Status404NotFound, null);
}
