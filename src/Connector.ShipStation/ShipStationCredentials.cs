using Connector.Core.Ports;
using Microsoft.Extensions.Options;

namespace Connector.ShipStation;

/// <summary>The keys of each account.</summary>
internal sealed class ShipStationCredentials(IReadOnlyList<string> accounts, IOptionsMonitor<ShipStationOptions> options) : IVendorCredentials
{
    public IEnumerable<(string? Account, string Text)> List() =>
        accounts.Select(name => ((string?)name, string.Join('\n', options.Get(name).ApiKey, options.Get(name).ApiSecret, options.Get(name).V2ApiKey)));
}
