using System.Diagnostics;
using System.Text.Json.Serialization;

namespace Connector.Operations.Api;

/// <summary>A problem as a response: `application/problem+json`, in either host.</summary>
/// <param name="detail">The sentence about this occurrence; null where the title says it all.</param>
/// <param name="about">The member or parameter that it is about.</param>
internal sealed class ProblemResult(int status, string? detail, (string Name, string Message)? about = null) : IResult
{
    public const string ContentType = "application/problem+json";
    private readonly ProblemKind _kind = ProblemKind.From(status);

    public int StatusCode => status;

    /// <summary>For people.</summary>
    public string Text => detail ?? _kind.Title;

    /// <summary>The member or parameter that it is about, and what is wrong with it.</summary>
    public (string Name, string Message)? Field => about;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = status;
        var errors = about is { } its ? new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) { [its.Name] = [its.Message] } : null;
        var view = new ProblemView(_kind.Type, _kind.Title, status, detail, errors, Activity.Current?.Id ?? httpContext.TraceIdentifier);
        return httpContext.Response.WriteAsJsonAsync(view, OperationsJson.Default.ProblemView, ContentType, httpContext.RequestAborted);
    }
}

/// <summary>What went wrong, after RFC 9457.</summary>
/// <param name="Type">Names the kind of problem; programs go by it.</param>
/// <param name="Title">The kind in words; the same for each occurrence.</param>
/// <param name="Detail">What is wrong with this request.</param>
/// <param name="Errors">The members or parameters that are not valid, each with what is wrong.</param>
/// <param name="TraceId">Finds the request in traces and logs.</param>
internal sealed record ProblemView(
    string Type, string Title, int Status,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Detail,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, IReadOnlyList<string>>? Errors, string TraceId);
