namespace Connector.Operations.Access;

/// <summary>Somebody who signs in with a token of their own.</summary>
public sealed class OperatorSettings
{
    /// <summary>Stands in the history of what was changed.</summary>
    public string Name { get; set; } = "";

    /// <summary>SHA-256 of the token, as 64 hexadecimal digits. Either this or Token.</summary>
    public string? TokenHash { get; set; }

    /// <summary>The token itself, at least 24 characters of chance.</summary>
    public string? Token { get; set; }

    /// <summary>What they may do.</summary>
    public OperatorRole Role { get; set; } = OperatorRole.Viewer;
}

/// <summary>Which roles of an organisation may do what. Who has neither is not let in.</summary>
public class ClaimedRoles
{
    /// <summary>The claim with the roles or groups of a person.</summary>
    public string RoleClaim { get; set; } = "roles";

    /// <summary>The role that may read and change.</summary>
    public string OperatorRole { get; set; } = "operator";

    /// <summary>The role that may read.</summary>
    public string ViewerRole { get; set; } = "viewer";

    /// <summary>Null for somebody without either role.</summary>
    internal OperatorRole? Find(IEnumerable<(string Type, string Value)> claims)
    {
        var roles = claims.Where(claim => claim.Type == RoleClaim).Select(static claim => claim.Value).ToHashSet(StringComparer.Ordinal);
        return roles.Contains(OperatorRole) ? Access.OperatorRole.Operator : roles.Contains(ViewerRole) ? Access.OperatorRole.Viewer : null;
    }
}

/// <summary>Sign-in with the accounts of an organisation.</summary>
public sealed class OpenIdConnectSettings : ClaimedRoles
{
    /// <summary>Address of the provider, as in `https://login.microsoftonline.com/TENANT/v2.0`.</summary>
    public string Authority { get; set; } = "";

    /// <summary>ID of the application that is registered there.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>Its secret.</summary>
    public string ClientSecret { get; set; } = "";

    /// <summary>Address under which browsers reach the connector, as in `https://ops.example.com`; the provider sends them back to /ops/signin-oidc there.</summary>
    public string Address { get; set; } = "";

    /// <summary>The claim with the name that the history shows.</summary>
    public string NameClaim { get; set; } = "name";
}

/// <summary>Authentication by the platform in front of a function app (Easy Auth).</summary>
public sealed class EasyAuthSettings : ClaimedRoles
{
    /// <summary>True only where the platform authenticates: its header is believed then, and anyone can send it otherwise.</summary>
    public bool Enabled { get; set; }

    /// <summary>The claim with the name that the history shows.</summary>
    public string NameClaim { get; set; } = "name";
}
