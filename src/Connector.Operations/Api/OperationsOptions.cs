using Connector.Operations.Access;

namespace Connector.Operations.Api;

/// <summary>Who may use the operations API and page. Section "Operations".</summary>
public sealed class OperationsOptions
{
    public const string SectionName = "Operations";

    /// <summary>
    /// False: this machine only. True: every address that reaches the port, with a sign-in (Operators or OpenIdConnect).
    /// </summary>
    public bool AllowRemote { get; set; }

    /// <summary>
    /// With <see cref="AllowRemote"/>: the names under which the API and the page are reached, as the proxy passes them on, with or without a port. Empty: only the IP
    /// address of the connection itself, or localhost.
    /// </summary>
    public IReadOnlyList<string>? AllowedHosts { get; set; }

    /// <summary>People with a token of their own. With any of them, or with OpenIdConnect, everyone signs in, also on this machine.</summary>
    public IReadOnlyList<OperatorSettings>? Operators { get; set; }

    /// <summary>Sign-in with the accounts of an organisation, on one machine. Null: none.</summary>
    public OpenIdConnectSettings? OpenIdConnect { get; set; }

    /// <summary>Authentication by the platform in front of a function app. Null: none.</summary>
    public EasyAuthSettings? EasyAuth { get; set; }

    /// <summary>Hours after which people sign in again.</summary>
    public int SignInHours { get; set; } = 12;

    /// <summary>Where people find an order in the shop: an https address with {orderId} and {orderNumber} in it. Null: no link.</summary>
    public string? ShopOrderLink { get; set; }

    /// <summary>The same for ShipStation.</summary>
    public string? ShippingOrderLink { get; set; }

    internal bool HasSignIn => Operators is { Count: > 0 } || OpenIdConnect is not null;
}
