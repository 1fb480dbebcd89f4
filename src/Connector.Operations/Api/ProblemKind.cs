namespace Connector.Operations.Api;

/// <summary>A kind of problem that the API responds with (RFC 9457): its name stays, whatever the sentence of one occurrence says.</summary>
/// <param name="Meaning">For the document of the API.</param>
internal sealed record ProblemKind(int Status, string Name, string Title, string Meaning)
{
    private const string Prefix = "urn:connector:problem:";

    /// <summary>One for each status that the API responds with.</summary>
    public static IReadOnlyList<ProblemKind> All { get; } =
    [
        new(StatusCodes.Status400BadRequest, "invalid-request", "The request is not valid.", "A value, parameter or body cannot be used; `errors` names it."),
        new(StatusCodes.Status401Unauthorized, "sign-in-required", "Sign in first: send the token of an operator.", "No sign-in, or one that is wrong or over."),
        new(StatusCodes.Status403Forbidden, "forbidden", "This is not allowed.", "The role does not allow changes, or the request comes from a page of another site."),
        new(StatusCodes.Status404NotFound, "not-found", "Not found.", "There is no such thing, or nothing for this sender."),
        new(StatusCodes.Status405MethodNotAllowed, "method-not-allowed", "This method is not allowed here.", "The header Allow says which are."),
        new(StatusCodes.Status409Conflict, "conflict", "This is not possible at the moment.", "What is asked does not fit the present state."),
        new(StatusCodes.Status413PayloadTooLarge, "too-large", "The body is too large.", "The body is longer than is read."),
        new(StatusCodes.Status415UnsupportedMediaType, "unsupported-media-type", "The body is of another kind than expected.", "The body must be `application/json`."),
        new(StatusCodes.Status429TooManyRequests, "too-many-attempts", "Too many attempts.", "Too many wrong tokens; the header Retry-After says when to try again."),
        new(StatusCodes.Status500InternalServerError, "unexpected", "This failed unexpectedly.", "An error of the connector; its log says more."),
        new(StatusCodes.Status502BadGateway, "side-failed", "A side could not be asked.", "commercetools or ShipStation refused, or did not respond."),
        new(StatusCodes.Status503ServiceUnavailable, "unavailable", "Not available at the moment.", "The connector's own store did not respond; try again.")
    ];

    public string Type => Prefix + Name;

    /// <summary>What is not in the list comes from the framework, and is the caller's or ours.</summary>
    public static ProblemKind From(int status) =>
        All.FirstOrDefault(kind => kind.Status == status) ?? From(status < StatusCodes.Status500InternalServerError ? StatusCodes.Status400BadRequest : StatusCodes.Status500InternalServerError);
}
