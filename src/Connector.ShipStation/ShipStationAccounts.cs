using Connector.Core.Ports;
using Connector.ShipStation.Lists;
using Connector.ShipStation.Notifications;
using Connector.ShipStation.V2;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Connector.ShipStation;

/// <summary>The configured accounts; names in any case.</summary>
public sealed class ShipStationAccounts : IShippingAccounts
{
    private readonly Dictionary<string, ShipStationAccount> _accounts = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, ShipStationDirectory> _directories = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, ShipStationClient> _v2 = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, (ShipStationClient Client, ListReader Lists)> _v1 = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, V2ResourceGuard> _v2Guards = new(StringComparer.OrdinalIgnoreCase);

    internal ShipStationAccounts(
        IReadOnlyList<string> names, IOptionsMonitor<ShipStationOptions> options, IHttpClientFactory http, TimeProvider clock, ILoggerFactory logs)
    {
        Names = names;
        foreach (var name in names)
        {
            var settings = options.Get(name);
            var client = ShipStationClient.ForV1(name, settings, http, clock, logs.CreateLogger<ShipStationClient>());
            var lists = new ListReader(name, client, clock, logs.CreateLogger<ListReader>());
            _accounts.Add(name, new ShipStationAccount(name, TimeSpan.FromSeconds(settings.TimeoutSeconds), client, lists, new ResourceUrlGuard(settings.BaseAddress)));
            _v1.Add(name, (client, lists));
            var v2 = settings.V2ApiKey is { } key
                ? ShipStationClient.ForV2(name, settings, key, http, clock, logs.CreateLogger<ShipStationClient>())
                : null;
            if (v2 is not null) _v2.Add(name, v2);
            _v2Guards.Add(name, new V2ResourceGuard(settings.V2BaseAddress));
            _directories.Add(name, new ShipStationDirectory(client, v2));
        }
    }

    public IReadOnlyList<string> Names { get; }

    /// <summary>The accounts that a configuration has, whether their settings are complete or not.</summary>
    public static IReadOnlyList<string> ListNames(IConfiguration configuration) => ShipStationConfiguration.AccountNames(configuration);

    public IShippingAccount Get(string name) =>
        _accounts.TryGetValue(name, out var account) ? account : throw new KeyNotFoundException($"No ShipStation account is named {name}.");

    /// <summary>What is set up in the account. Throws <see cref="KeyNotFoundException"/> for a name that is not configured.</summary>
    public ShipStationDirectory Directory(string name) =>
        _directories.TryGetValue(name, out var directory) ? directory : throw new KeyNotFoundException($"No ShipStation account is named {name}.");

    internal (ShipStationClient Client, ListReader Lists) V1(string name) => _v1[name];

    /// <summary>Null for an account without a V2 key.</summary>
    internal ShipStationClient? V2(string name) => _v2.GetValueOrDefault(name);

    internal V2ResourceGuard V2Guard(string name) => _v2Guards[name];
}
