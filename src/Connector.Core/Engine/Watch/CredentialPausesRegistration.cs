using Connector.Core.Ports;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Connector.Core.Engine.Watch;

public static class CredentialPausesRegistration
{
    /// <summary>Puts <see cref="CredentialPauses"/> before the pauses of the store that was registered last.</summary>
    public static IServiceCollection AddCredentialPauses(this IServiceCollection services)
    {
        var store = services.Last(static d => d.ServiceType == typeof(IFlowPauses)).ImplementationType ?? throw new InvalidOperationException("IFlowPauses is not registered by type.");
        services.RemoveAll<IFlowPauses>();
        services.AddSingleton(store);
        services.TryAddSingleton<CredentialHashes>();
        services.AddSingleton<IFlowPauses>(provider => new CredentialPauses((IFlowPauses)provider.GetRequiredService(store), provider.GetRequiredService<CredentialHashes>()));
        return services;
    }
}
