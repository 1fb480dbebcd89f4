using Azure.Data.Tables;
using Azure.Messaging.ServiceBus;
using Connector.Azure.Tables;
using Connector.Azure.Tests.Functions;
using Connector.AzureShims;
using Connector.Core.Ports;
using Connector.Functions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Connector.Azure.Tests.EndToEnd;

/// <summary>One instance of the function app, composed as Program.cs does it, on tables and queues that it shares with others.</summary>
internal sealed class AppInstance : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private AppInstance(ServiceProvider services, FunctionsHost host, Mortality mortality) => (_services, Host, Mortality) = (services, host, mortality);

    public FunctionsHost Host { get; }

    /// <summary>When and how it dies.</summary>
    public Mortality Mortality { get; }

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    public static AppInstance Start(IReadOnlyDictionary<string, string?> settings, string tablePrefix, TimeProvider clock, Mortality? mortality = null)
    {
        mortality ??= new Mortality();
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.ClearProviders().SetMinimumLevel(LogLevel.Warning).AddProvider(new AppLog()));
        services.AddSingleton(mortality.Clock(clock));
        services.AddSingleton<IFaultPoints>(mortality);
        // As the app makes its client, but waiting less between its tries.
        services.AddSingleton(new ServiceBusClient(
            settings["ServiceBusConnection"], new ServiceBusClientOptions { RetryOptions = new ServiceBusRetryOptions { Delay = TimeSpan.FromMilliseconds(5), MaxDelay = TimeSpan.FromMilliseconds(50) } }));
        services.AddConnectorFunctions(AppSettings.AsConfiguration(settings));
        services.AddSingleton(provider => new StorageTables(provider.GetRequiredService<TableServiceClient>(), tablePrefix));
        services.ConfigureHttpClientDefaults(http => http.AddHttpMessageHandler(mortality.Handler));
        var provider = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
        provider.GetRequiredService<IStartupValidator>().Validate();
        var host = new FunctionsHost(typeof(Timers).Assembly, provider, new FunctionsHostOptions { Settings = settings });
        return new AppInstance(provider, host, mortality);
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await _services.DisposeAsync();
    }
}
