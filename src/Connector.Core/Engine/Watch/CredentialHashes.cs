using Connector.Core.Model.Messages;
using Connector.Core.Ports;

namespace Connector.Core.Engine.Watch;

/// <summary>Keyed hashes of the credentials in use: equal while they are the same, also after a restart.</summary>
public sealed class CredentialHashes(IEnumerable<IVendorCredentials> vendors, Redaction redaction)
{
    /// <summary>Of the account that the flow concerns; of all credentials for a whole queue.</summary>
    public string Compute(string flow)
    {
        var account = FlowNames.AccountOf(flow);
        var texts = vendors.SelectMany(static vendor => vendor.List()).Where(one => account is null || string.Equals(one.Account, account, StringComparison.OrdinalIgnoreCase))
            .Select(static one => $"{one.Account}\n{one.Text}").Order(StringComparer.Ordinal);
        return redaction.Fingerprint(string.Join('\n', texts));
    }
}
