using Connector.Core.Model.Messages;

namespace Connector.Commercetools;

/// <summary>What our API client may do in the project: for checks, not for flows.</summary>
public sealed class CommerceAccess
{
    private readonly TokenCache _tokens;

    internal CommerceAccess(TokenCache tokens) => _tokens = tokens;

    /// <summary>
    /// The scopes of the access token without the project key, such as "manage_orders"; those bound to a store keep it behind a colon. Empty when the response did
    /// not say. Throws <see cref="ConnectorException"/> of kind Unauthorized when the credentials or the scopes asked for are refused.
    /// </summary>
    public async Task<IReadOnlyList<string>> ScopesAsync(CancellationToken cancellationToken)
    {
        var token = await _tokens.GetAsync(cancellationToken);
        return [.. (token.Scope ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(WithoutProject)];
    }

    private static string WithoutProject(string scope) => scope.Split(':') switch
    {
        [var name, _, .. var store] when store.Length > 0 => $"{name}:{string.Join(':', store)}",
        [var name, ..] => name,
        _ => scope
    };
}
