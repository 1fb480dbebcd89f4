using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Connector.Local.Hosting;

/// <summary>The composed connector for a command that ends; checked before anything is done.</summary>
internal sealed class ConnectorApp : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private ConnectorApp(ServiceProvider services) => _services = services;

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Throws <see cref="OptionsValidationException"/> with one message for each key that is wrong.</summary>
    /// <param name="first">Registrations that go before the connector's own and win over its defaults.</param>
    public static ConnectorApp Create(IConfiguration configuration, bool verbose, Action<IServiceCollection>? first = null)
    {
        var services = new ServiceCollection();
        first?.Invoke(services);
        services.AddLogging(logging => logging.ToStandardError(verbose));
        services.AddConnector(configuration);
        return Checked(services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true }));
    }

    /// <summary>The connector's file and what people do with it, for commands that ask no vendor: they need no credentials.</summary>
    public static ConnectorApp CreateForStores(IConfiguration configuration, bool verbose)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.ToStandardError(verbose));
        services.AddStores(configuration);
        return Checked(services.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true }));
    }

    private static ConnectorApp Checked(ServiceProvider provider)
    {
        try
        {
            provider.GetRequiredService<IStartupValidator>().Validate();
        }
        catch
        {
            provider.Dispose();
            throw;
        }
        return new ConnectorApp(provider);
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
