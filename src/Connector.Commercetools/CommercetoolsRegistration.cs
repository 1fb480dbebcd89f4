using System.Net;
using Connector.Commercetools.Mapping;
using Connector.Core.Engine.Watch;
using Connector.Core.Model.Orders;
using Connector.Core.Ports;
using Connector.Http;
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
        services.AddApiServices(configuration);
        services.TryAddSingleton<IIdSource, IdSource>();

        // Connections, not handlers, are renewed for DNS changes: the turns belong to the handler.
        services.AddHttpClient(CommercetoolsClient.HttpClientName)
            .AddApiHandlers(
                CommercetoolsClient.Retries, CommercetoolsClient.FirstWait, static provider => new TokenCache.Handler(provider.GetRequiredService<TokenCache>()), TurnsOf)
            .ConfigureHttpClient(client =>
            {
                client.DefaultRequestVersion = HttpVersion.Version20;
                client.DefaultVersionPolicy = HttpVersionPolicy.RequestVersionOrLower;
                client.DefaultRequestHeaders.UserAgent.ParseAdd("shipstation-connector/1.0");
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
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan);

        services.TryAddSingleton<CommerceFailures>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IVendorCredentials, CommerceCredentials>());
        services.TryAddSingleton<TokenCache>();
        services.TryAddSingleton<CommercetoolsClient>();
        services.TryAddSingleton(provider => new CommerceAccess(provider.GetRequiredService<TokenCache>()));
        services.TryAddSingleton<CommerceReferences>();
        services.TryAddSingleton<ReferenceKeySource>();
        services.TryAddSingleton(OrderNeeds.None);
        services.TryAddSingleton<ICommerceProducts, CommerceProducts>();
        services.TryAddSingleton<LineFacts>();
        services.TryAddSingleton<ICommerceReferences>(provider => provider.GetRequiredService<CommerceReferences>());
        services.TryAddSingleton<IOrderTransport>(static provider => provider.GetRequiredService<CommercetoolsClient>());
        services.TryAddSingleton<ICommerceOrders, CommerceOrders>();
        return services;
    }

    /// <summary>So many requests under way at the same moment as the options allow.</summary>
    internal static PermitHandler TurnsOf(IServiceProvider provider)
    {
        var turns = provider.GetRequiredService<IOptions<CommercetoolsOptions>>().Value.MaxConcurrentRequests;
        return new PermitHandler(provider.GetRequiredService<TimeProvider>(), budget: null, new SemaphoreSlim(turns, turns));
    }
}
