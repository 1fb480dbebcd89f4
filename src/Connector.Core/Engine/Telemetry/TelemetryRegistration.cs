using Connector.Core.Engine.Watch;
using Connector.Core.Ports;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Connector.Core.Engine.Telemetry;

public static class TelemetryRegistration
{
    /// <summary>Signals and the meter over them, and the calls of each minute. Needs the stores and a <see cref="Watch.TimerPlan"/> of the host, which also has to read the signals now and then.</summary>
    public static IServiceCollection AddSignals(this IServiceCollection services)
    {
        services.TryAddSingleton<SignalReader>();
        services.TryAddSingleton<CallHistory>();
        services.Decorate<IRateBudget>(static (inner, provider) => new CountedBudget(inner, provider.GetRequiredService<CallHistory>()));
        services.TryAddSingleton<ConnectorMeter>();
        return services;
    }
}
