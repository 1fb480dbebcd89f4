namespace Connector.Core.Ports;

/// <summary>The tokens in the addresses that ShipStation calls; it signs nothing, so the token is all there is.</summary>
public interface IWebhookSecrets
{
    /// <summary>
    /// True when this is the account's configured token. False for any other, for none, for an account without a token and for one that is not configured.
    /// Takes the same time whatever is presented.
    /// </summary>
    bool IsGenuine(string account, string? presented);
}
