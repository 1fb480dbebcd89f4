using Connector.Core.Engine.Watch;
using Connector.Core.Ports;
using Microsoft.Extensions.DependencyInjection;

namespace Connector.Core.Engine.Pump;

public static class DrainsRegistration
{
    /// <summary>Puts <see cref="DrainedLeases"/> before the leases of the store that was registered last.</summary>
    public static IServiceCollection AddDrains(this IServiceCollection services)
    {
        services.Decorate<ILeases>(static (store, provider) => new DrainedLeases(store, provider.GetRequiredService<IFlowPauses>()));
        return services;
    }
}
