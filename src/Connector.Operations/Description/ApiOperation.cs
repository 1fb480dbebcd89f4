namespace Connector.Operations.Description;

/// <summary>One method of one address of the operations API, as its document describes it. Stands beside the route as metadata.</summary>
/// <param name="Path">As it is mapped, with {names}.</param>
/// <param name="Id">Its name for programs that are generated from the document.</param>
internal sealed record ApiOperation(string Method, string Path, string Tag, string Id, string Summary)
{
    public string? Remark { get; init; }

    /// <summary>A name of before, kept for scripts that call it.</summary>
    public bool IsDeprecated { get; init; }

    /// <summary>The JSON of the response; null where it is none.</summary>
    public Type? Result { get; init; }
    public int Status { get; init; } = StatusCodes.Status200OK;

    /// <summary>A status beside <see cref="Status"/> with the same JSON; null for none.</summary>
    public int? OtherStatus { get; init; }

    /// <summary>Content types of files that come instead of JSON, or may.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];
    public IReadOnlyList<ApiParameter> Query { get; init; } = [];

    /// <summary>What {names} of the path are.</summary>
    public string? Name { get; init; }

    /// <summary>The JSON that the request carries; null for none.</summary>
    public Type? Body { get; init; }
    public bool IsBodyOptional { get; init; }

    /// <summary>Problems of its own; those of all operations, of a body and of a query come on top.</summary>
    public IReadOnlyList<int> OwnProblems { get; init; } = [];

    /// <summary>Every status that comes as problem details.</summary>
    public IReadOnlyList<int> Problems =>
        [.. OwnProblems.Concat(Common).Concat(OfQuery).Concat(OfChange).Concat(OfBody).Where(status => status != OtherStatus).Distinct().Order()];

    private bool IsChange => !HttpMethods.IsGet(Method);
    private static int[] Common => [StatusCodes.Status401Unauthorized, StatusCodes.Status404NotFound, StatusCodes.Status429TooManyRequests, StatusCodes.Status503ServiceUnavailable];
    private int[] OfQuery => Query.Count > 0 || Name is not null ? [StatusCodes.Status400BadRequest] : [];
    private int[] OfChange => IsChange ? [StatusCodes.Status403Forbidden] : [];
    private int[] OfBody => Body is null ? [] : [StatusCodes.Status400BadRequest, StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType];
}

/// <summary>A parameter of a query.</summary>
internal sealed record ApiParameter(string Name, string Description)
{
    /// <summary>The words that it may be; null for any text.</summary>
    public IReadOnlyList<string>? Words { get; init; }

    /// <summary>The smallest and the largest whole number, and what it is where it is left out; null for a text.</summary>
    public (int Min, int Max, int Otherwise)? Number { get; init; }
    public bool IsFlag { get; init; }
    public bool IsRequired { get; init; }
}
