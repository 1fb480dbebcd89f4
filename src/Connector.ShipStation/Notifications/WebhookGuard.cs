using System.Security.Cryptography;
using System.Text;
using Connector.Core.Ports;

namespace Connector.ShipStation.Notifications;

/// <summary>
/// Distinguishes a webhook of ours from any other: ShipStation signs nothing, so the address it calls carries a secret token. Comparison takes the same time
/// whatever is presented. A genuine token proves that the sender knows the address, nothing more; what the notification says is still read from ShipStation itself.
/// </summary>
public sealed class WebhookGuard : IWebhookSecrets
{
    private readonly List<(string Account, byte[] Hash)> _secrets;

    /// <param name="secrets">Account name and its token; accounts without a token are not named here and accept nothing.</param>
    public WebhookGuard(IEnumerable<KeyValuePair<string, string>> secrets) => _secrets = [.. secrets.Select(pair => (pair.Key, HashOf(pair.Value)))];

    public bool IsGenuine(string? presented) => AccountOf(presented) is not null;

    public bool IsGenuine(string account, string? presented) => AccountOf(presented) == account;

    /// <summary>The account whose token this is; null when it is nobody's.</summary>
    public string? AccountOf(string? presented)
    {
        // Hashes have one length, so not even the length of a token can be measured; and every token is compared, found or not.
        var hash = HashOf(presented ?? "");
        string? account = null;
        foreach (var (name, expected) in _secrets)
            if (CryptographicOperations.FixedTimeEquals(hash, expected) && !string.IsNullOrEmpty(presented)) account ??= name;
        return account;
    }

    private static byte[] HashOf(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
