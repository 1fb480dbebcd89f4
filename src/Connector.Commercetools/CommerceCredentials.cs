using Connector.Core.Ports;
using Microsoft.Extensions.Options;

namespace Connector.Commercetools;

/// <summary>The API client's key and secret.</summary>
internal sealed class CommerceCredentials(IOptions<CommercetoolsOptions> options) : IVendorCredentials
{
    public IEnumerable<(string? Account, string Text)> List() => [(null, string.Join('\n', options.Value.ProjectKey, options.Value.ClientId, options.Value.ClientSecret, options.Value.Scope))];
}
