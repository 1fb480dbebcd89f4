using Connector.Core.Engine;
using Connector.Core.Engine.Watch;
using Connector.Core.Rules.Files;
using Connector.Operations.Api;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Connector.Tests.Journeys.Schedules;

/// <summary>
/// The engine as a host composes it, for one set of rules. A process is a scope: what the engine keeps for the life of a process is made anew for each, in some hundredths of a millisecond; rules
/// and what is decided with them alone are shared.
/// </summary>
internal sealed class EnginePlant
{
    private readonly ServiceProvider _services;

    public EnginePlant(IReadOnlyDictionary<string, string?> settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(configuration).AddLogging();
        services.AddConnectorRules(configuration).AddConnectorEngine();
        services.AddSingleton<WebhookReceiver>().AddSingleton<SignedWebhookReceiver>();
        services.Configure<RedactionOptions>(static o => o.RedactionSalt = "tests-only");
        for (var i = 0; i < services.Count; i++)
            if (IsOfOneProcess(services[i])) services[i] = Scoped(services[i]);
        services.AddScoped<ProcessPorts>();
        foreach (var port in ProcessPorts.Types) services.Replace(ServiceDescriptor.Scoped(port, provider => provider.GetRequiredService<ProcessPorts>().Get(port)));
        services.Replace(ServiceDescriptor.Scoped(static provider => provider.GetRequiredService<ProcessPorts>().Clock));
        _services = services.BuildServiceProvider();
    }

    public IServiceProvider Begin(TimeProvider clock, Dictionary<Type, object> ports)
    {
        var process = _services.CreateScope().ServiceProvider;
        process.GetRequiredService<ProcessPorts>().Fill(clock, ports);
        return process;
    }

    private static bool IsOfOneProcess(ServiceDescriptor service) =>
        service is { Lifetime: ServiceLifetime.Singleton, ImplementationInstance: null, ServiceType.IsGenericTypeDefinition: false } && service.ServiceType.ToString() is var name
        && name.Contains("Connector.", StringComparison.Ordinal) && !name.Contains("Connector.Core.Rules", StringComparison.Ordinal) && !name.StartsWith("Microsoft.", StringComparison.Ordinal);

    private static ServiceDescriptor Scoped(ServiceDescriptor service) => service.ImplementationFactory is { } factory
        ? ServiceDescriptor.Scoped(service.ServiceType, factory)
        : ServiceDescriptor.Scoped(service.ServiceType, service.ImplementationType!);
}

/// <summary>The ports of one process.</summary>
internal sealed class ProcessPorts
{
    private Dictionary<Type, object> _ports = [];

    /// <summary>What a process has from outside.</summary>
    public static IReadOnlyList<Type> Types { get; } = [.. ModelPorts.Types];

    public TimeProvider Clock { get; private set; } = TimeProvider.System;

    public void Fill(TimeProvider clock, Dictionary<Type, object> ports) => (Clock, _ports) = (clock, ports);

    public object Get(Type port) => _ports[port];
}
