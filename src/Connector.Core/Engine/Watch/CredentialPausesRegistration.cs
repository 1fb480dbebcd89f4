using Connector.Core.Ports;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Connector.Core.Engine.Watch;

public static class CredentialPausesRegistration
{
    /// <summary>Puts <see cref="CredentialPauses"/> before the pauses of the store that was registered last.</summary>
    public static IServiceCollection AddCredentialPauses(this IServiceCollection services)
    {
        services.TryAddSingleton<CredentialHashes>();
        services.Decorate<IFlowPauses>(static (store, provider) => new CredentialPauses(store, provider.GetRequiredService<CredentialHashes>()));
        return services;
    }
}
