namespace Connector.Operations.Page;

/// <summary>What an address of the page shows: a view with its model, or something else than a view, such as a file.</summary>
internal sealed record PageContent
{
    public Type? View { get; private init; }
    public object Model { get; private init; } = "";
    public string Title { get; private init; } = "";

    /// <summary>The entry of the navigation that it belongs to; empty for none.</summary>
    public string Section { get; private init; } = "";

    public int Status { get; private init; } = StatusCodes.Status200OK;

    /// <summary>Set instead of a view.</summary>
    public IResult? Other { get; private init; }

    public static PageContent From(IResult other) => new() { Other = other };

    public static PageContent Create<TView>(string title, string section, object model, int status = StatusCodes.Status200OK) where TView : View =>
        new() { View = typeof(TView), Model = model, Title = title, Section = section, Status = status };
}

/// <summary>One view of the page.</summary>
internal interface IPageView
{
    /// <summary>Below /ops; empty for the first view.</summary>
    string Path { get; }

    Task<PageContent> ReadAsync(PageRequest request, CancellationToken cancellationToken);
}

/// <summary>What somebody asks the page for.</summary>
internal sealed record PageRequest(HttpRequest Http, PageClock Clock)
{
    /// <summary>Null where it is left out or empty; what is too long is cut.</summary>
    public string? Text(string name) => Http.Query[name].ToString().Trim() is not { Length: > 0 } text ? null : text.Length <= MaxText ? text : text[..MaxText];

    private const int MaxText = 256;
}
