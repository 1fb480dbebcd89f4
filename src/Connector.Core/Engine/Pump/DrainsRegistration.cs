using Connector.Core.Ports;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Connector.Core.Engine.Pump;

public static class DrainsRegistration
{
    /// <summary>Puts <see cref="DrainedLeases"/> before the leases of the store that was registered last.</summary>
    public static IServiceCollection AddDrains(this IServiceCollection services)
    {
        var store = services.Last(static d => d.ServiceType == typeof(ILeases)).ImplementationType ?? throw new InvalidOperationException("ILeases is not registered by type.");
        services.RemoveAll<ILeases>();
        services.AddSingleton(store);
        services.AddSingleton<ILeases>(provider => new DrainedLeases((ILeases)provider.GetRequiredService(store), provider.GetRequiredService<IFlowPauses>()));
        return services;
    }
}
