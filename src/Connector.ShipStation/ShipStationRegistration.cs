using System.Net;
using Connector.Core.Engine.Watch;
using Connector.Core.Ports;
using Connector.Core.Ports.Labels;
using Connector.Core.Ports.Rates;
using Connector.Http;
using Connector.ShipStation.Labels;
using Connector.ShipStation.Notifications;
using Connector.ShipStation.V2;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Connector.ShipStation;

/// <summary>Puts the ShipStation side into a host.</summary>
public static class ShipStationRegistration
{
    /// <summary>
    /// Adds <see cref="IShippingAccounts"/> (also as <see cref="ShipStationAccounts"/>), <see cref="ITrackingSource"/>, <see cref="ILabelAccounts"/>,
    /// <see cref="ISignedNotifications"/> and <see cref="WebhookGuard"/> (also as <see cref="IWebhookSecrets"/>) for the accounts that the configuration has now; their settings are checked at start. The host
    /// adds <see cref="IRateBudget"/> and <see cref="IJournal"/>; an <see cref="IBodyRedaction"/> of its own takes the place of the merchant's policy.
    /// </summary>
    public static IServiceCollection AddShipStation(this IServiceCollection services, IConfiguration configuration)
    {
        var names = ShipStationConfiguration.AccountNames(configuration);
        foreach (var name in names)
            services.AddOptions<ShipStationOptions>(name).Configure(options => ShipStationConfiguration.Fill(options, configuration, name)).ValidateOnStart();
        services.AddOptions<RateBudgetOptions>().Configure<IOptionsMonitor<ShipStationOptions>>((limits, settings) =>
        {
            foreach (var name in names)
            {
                limits.Limits[name] = settings.Get(name).RequestsPerMinute;
                limits.Limits[ShipStationClient.V2BudgetOf(name)] = settings.Get(name).V2RequestsPerMinute;
            }
        });
        services.AddSingleton<IValidateOptions<ShipStationOptions>>(new ShipStationOptionsValidator(configuration));

        services.AddApiServices(configuration);
        services.AddShipStationHandlers(ShipStationClient.FirstWait)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                // A redirect would carry the key to another host; cookies would tie calls together.
                AllowAutoRedirect = false,
                UseCookies = false,
                AutomaticDecompression = DecompressionMethods.All,
                ConnectTimeout = TimeSpan.FromSeconds(15),
                PooledConnectionLifetime = TimeSpan.FromMinutes(10)
            });

        services.AddHttpClient(WebhookKeys.HttpClientName)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(5) })
            .RemoveAllLoggers();

        // A redirect is followed by hand, to hosts that are allowed; nothing of the key is on this client.
        services.AddHttpClient(LabelDocuments.HttpClientName)
            .ConfigureHttpClient(static client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(15) })
            .RemoveAllLoggers();

        services.AddSingleton(provider => new ShipStationAccounts(
            names, provider.GetRequiredService<IOptionsMonitor<ShipStationOptions>>(), provider.GetRequiredService<IHttpClientFactory>(),
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILoggerFactory>()));
        services.AddSingleton<IVendorCredentials>(provider => new ShipStationCredentials(names, provider.GetRequiredService<IOptionsMonitor<ShipStationOptions>>()));
        services.AddSingleton<WebhookSubscriptions>();
        services.AddSingleton<ITrackingSource, TrackingSource>();
        services.AddSingleton<ILabelAccounts, LabelAccounts>();
        services.AddSingleton<ISignedNotifications>(provider => new SignedNotifications(
            names, provider.GetRequiredService<IOptionsMonitor<ShipStationOptions>>(), provider.GetRequiredService<IHttpClientFactory>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IShippingAccounts>(provider => provider.GetRequiredService<ShipStationAccounts>());
        services.AddSingleton(provider =>
        {
            var options = provider.GetRequiredService<IOptionsMonitor<ShipStationOptions>>();
            var secrets = names.Select(name => KeyValuePair.Create(name, options.Get(name).WebhookSecret ?? ""));
            return new WebhookGuard(secrets.Where(pair => pair.Value.Length > 0));
        });
        services.AddSingleton<IWebhookSecrets>(provider => provider.GetRequiredService<WebhookGuard>());
        return services;
    }

    /// <summary>The client of all accounts up to the socket, which is the caller's.</summary>
    internal static IHttpClientBuilder AddShipStationHandlers(this IServiceCollection services, TimeSpan firstWait) =>
        services.AddHttpClient(ShipStationClient.HttpClientName).AddApiHandlers(
            ShipStationClient.Retries, firstWait, static _ => new KeyHandler(),
            static provider => new PermitHandler(provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<IRateBudget>()));
}
