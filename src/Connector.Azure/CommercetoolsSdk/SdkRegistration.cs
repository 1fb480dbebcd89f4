using commercetools.Base.Client;
using commercetools.Sdk.Api;
using Connector.Commercetools;
using Connector.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Connector.Azure.CommercetoolsSdk;

public static class SdkRegistration
{
    internal const string ClientName = "Commercetools";

    /// <summary>
    /// After <see cref="CommercetoolsRegistration.AddCommercetools"/>: lets the vendor's SDK carry the order calls, unless Commercetools:Transport says Http. What
    /// orders refer to (channels, Types, states) is still read by our own client.
    /// </summary>
    public static IServiceCollection AddCommercetoolsSdk(this IServiceCollection services, IConfiguration configuration)
    {
        var options = configuration.GetSection(CommercetoolsOptions.SectionName).Get<CommercetoolsOptions>() ?? new CommercetoolsOptions();
        // What is missing is reported by the check of the options at start, by name; the SDK would throw here and now.
        if (options.Transport == "Http" || !IsUsable(options)) return services;
        services.AddTransient<SdkCallHandler>();
        // The SDK may have its handlers renewed; the turns stay.
        var turns = new SemaphoreSlim(options.MaxConcurrentRequests, options.MaxConcurrentRequests);
        services.UseCommercetoolsApi(ForSdk(options), ClientName)
            .ConfigurePrimaryHttpMessageHandler(static (primary, _) => FollowNoRedirects(primary))
            .AddHttpMessageHandler<SdkCallHandler>()
            .AddApiHandlers(CommercetoolsClient.Retries, CommercetoolsClient.FirstWait, credentials: null, provider => new PermitHandler(provider.GetRequiredService<TimeProvider>(), budget: null, turns));
        // The SDK fetches its tokens with a client of its own.
        services.AddHttpClient(DefaultClientNames.Authorization).ConfigurePrimaryHttpMessageHandler(static (primary, _) => FollowNoRedirects(primary));
        services.AddSingleton<SdkExchange>();
        services.AddSingleton<IOrderTransport, SdkOrderTransport>();
        return services;
    }

    /// <summary>The SDK's own handler, apart from this: a redirect would send orders and credentials to another host.</summary>
    internal static void FollowNoRedirects(HttpMessageHandler primary)
    {
        switch (primary)
        {
            case HttpClientHandler handler:
                handler.AllowAutoRedirect = false;
                break;
            case SocketsHttpHandler handler:
                handler.AllowAutoRedirect = false;
                break;
        }
    }

    private static bool IsUsable(CommercetoolsOptions options) => new CommercetoolsOptionsCheck().Validate(null, options).Succeeded;

    /// <summary>The SDK wants its addresses to end with a slash.</summary>
    private static IConfigurationRoot ForSdk(CommercetoolsOptions options) => new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
    {
        [$"{ClientName}:ProjectKey"] = options.ProjectKey,
        [$"{ClientName}:ClientId"] = options.ClientId,
        [$"{ClientName}:ClientSecret"] = options.ClientSecret,
        [$"{ClientName}:Scope"] = options.Scope,
        [$"{ClientName}:ApiBaseAddress"] = CommercetoolsClient.BaseOf(options.ApiBaseAddress).AbsoluteUri,
        [$"{ClientName}:AuthorizationBaseAddress"] = CommercetoolsClient.BaseOf(options.AuthorizationBaseAddress).AbsoluteUri
    }).Build();
}
