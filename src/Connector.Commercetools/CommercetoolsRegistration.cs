using System.Net;
using Connector.Commercetools.Http;
using Connector.Core.Engine.Watch;
using Connector.Core.Ports;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Connector.Commercetools;

public static class CommercetoolsRegistration
{
    /// <summary>
    /// Registers <see cref="ICommerceOrders"/> and <see cref="ICommerceReferences"/> over our own HTTP client, as singletons, with the options of the sections
    /// "Commercetools" and "Journal", checked when the host starts. The host brings <see cref="IJournal"/>; it may bring its own <see cref="TimeProvider"/> and
    /// <see cref="IIdSource"/>. Tests replace the primary handler of the HTTP client named "commercetools".
    /// </summary>
    public static IServiceCollection AddCommercetools(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<CommercetoolsOptions>().Bind(configuration.GetSection(CommercetoolsOptions.SectionName)).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<CommercetoolsOptions>, CommercetoolsOptionsCheck>());
        services.AddRedaction(configuration);
        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IIdSource, IdSource>();

        // The journal shows every exchange, so the factory's own request logs are not needed. Connections, not handlers, are renewed for DNS changes.
        services.AddHttpClient(HttpExchange.ClientName)
            .ConfigureHttpClient(client =>
            {
                client.Timeout = Timeout.InfiniteTimeSpan;
                client.DefaultRequestVersion = HttpVersion.Version20;
                client.DefaultVersionPolicy = HttpVersionPolicy.RequestVersionOrLower;
                client.DefaultRequestHeaders.UserAgent.ParseAdd("shipstation-connector/1.0");
                client.DefaultRequestHeaders.Accept.ParseAdd("application/json");
            })
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate,
                AllowAutoRedirect = false,
                UseCookies = false,
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                ConnectTimeout = TimeSpan.FromSeconds(10),
                EnableMultipleHttp2Connections = true
            })
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();

        services.TryAddSingleton<ExchangeFailures>();
        services.TryAddSingleton<HttpExchange>();
        services.TryAddSingleton<RetryPipeline>();
        services.TryAddSingleton<TokenCache>();
        services.TryAddSingleton<CommercetoolsClient>();
        services.TryAddSingleton(provider => new CommerceAccess(provider.GetRequiredService<TokenCache>()));
        services.TryAddSingleton<CommerceReferences>();
        services.TryAddSingleton<ReferenceKeySource>();
        services.TryAddSingleton<ICommerceReferences>(provider => provider.GetRequiredService<CommerceReferences>());
        services.TryAddSingleton<IOrderTransport, HttpOrderTransport>();
        services.TryAddSingleton<ICommerceOrders, CommerceOrders>();
        return services;
    }
}
