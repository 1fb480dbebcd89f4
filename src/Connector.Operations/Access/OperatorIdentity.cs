using System.Security.Claims;
using Connector.Operations.Api;

namespace Connector.Operations.Access;

/// <summary>Who makes a request: for the page, the API, and the names in the history of orders.</summary>
/// <param name="Name">As the sign-in has it; <see cref="Local"/> or <see cref="FunctionKey"/> where only the machine or a shared key is known.</param>
public sealed record OperatorIdentity(string Name, OperatorRole Role)
{
    public const string Local = "local";
    public const string FunctionKey = "function key";

    /// <summary>What is kept where nobody said who it is.</summary>
    public const string Unnamed = "an operator";

    private const string Scheme = "connector";

    /// <summary>True where a sign-in says who it is. Without one a request may give a name itself.</summary>
    public bool IsSignedIn { get; init; }

    /// <summary>The key of the platform that was shown at the sign-in: it is looked at again with each request.</summary>
    internal string? Key { get; init; }

    public bool MayChange => Role == OperatorRole.Operator;

    /// <summary>Null as long as nobody was let in.</summary>
    public static OperatorIdentity? From(HttpContext http) => http.Features.Get<OperatorIdentity>();

    /// <summary>The name that is kept with a change: who signed in, or else what the request says.</summary>
    /// <param name="stated">Null where the request names nobody.</param>
    public static string Who(HttpContext http, string? stated, string otherwise) =>
        From(http) is { IsSignedIn: true } known ? LabelQuery.Who(known.Name, otherwise) : LabelQuery.Who(stated, otherwise);

    /// <summary>As <see cref="Who(HttpContext, string?, string)"/>; null for nobody.</summary>
    public static string? Who(HttpContext http, string? stated) => Who(http, stated, "") is { Length: > 0 } name ? name : null;

    /// <summary>Forms are valid for the one who loaded them.</summary>
    internal void Attach(HttpContext http)
    {
        http.Features.Set(this);
        http.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, Name), new Claim(ClaimTypes.NameIdentifier, Name)], Scheme));
    }
}
