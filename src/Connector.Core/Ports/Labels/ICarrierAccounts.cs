using Connector.Core.Model.Labels;
using Connector.Core.Model.Messages;

namespace Connector.Core.Ports.Labels;

/// <summary>
/// The carriers that an account has connected. What hardly changes is kept for a day in this process; balances never are. Lane <see cref="RateLane.Preparing"/>. Failures
/// throw <see cref="ConnectorException"/>, and nothing is kept of them.
/// </summary>
public interface ICarrierAccounts
{
    /// <summary>All of them without <see cref="CarrierAccount.Balance"/>; kept for a day.</summary>
    Task<IReadOnlyList<CarrierAccount>> ListAsync(CancellationToken cancellationToken);

    /// <summary>All of them with their balances; one call each time.</summary>
    Task<IReadOnlyList<CarrierAccount>> ReadBalancesAsync(CancellationToken cancellationToken);

    /// <summary>Kept for a day.</summary>
    Task<IReadOnlyList<CarrierService>> ListServicesAsync(string carrierCode, CancellationToken cancellationToken);

    /// <summary>Kept for a day.</summary>
    Task<IReadOnlyList<CarrierPackage>> ListPackagesAsync(string carrierCode, CancellationToken cancellationToken);
}
