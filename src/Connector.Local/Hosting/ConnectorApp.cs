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
        var provider = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
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
