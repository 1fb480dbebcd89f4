using commercetools.Base.Client;
using commercetools.Sdk.Api.Client;
using Connector.AzureShims.CommercetoolsSdk;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace commercetools.Sdk.Api;

public static class DependencyInjectionSetup
{
    /// <summary>Both addresses must end with a slash.</summary>
    public static IHttpClientBuilder UseCommercetoolsApi(this IServiceCollection services, IConfiguration configuration, string clientName)
    {
        var section = configuration.GetSection(clientName);
        var settings = new SdkSettings(
            Required(section, "ProjectKey"), Required(section, "ClientId"), Required(section, "ClientSecret"), section["Scope"], Address(section, "ApiBaseAddress"),
            Address(section, "AuthorizationBaseAddress"));
        services.AddHttpClient(DefaultClientNames.Authorization);
        services.AddSingleton(provider => new SdkClient(
            provider.GetRequiredService<IHttpClientFactory>().CreateClient(clientName), provider.GetRequiredService<IHttpClientFactory>().CreateClient(DefaultClientNames.Authorization),
            settings, provider.GetService<TimeProvider>() ?? TimeProvider.System));
        services.AddSingleton<IClient>(static provider => provider.GetRequiredService<SdkClient>());
        services.AddSingleton(static provider => new ProjectApiRoot(provider.GetRequiredService<SdkClient>()));
        return services.AddHttpClient(clientName);
    }

    private static Uri Address(IConfigurationSection section, string key) =>
        Required(section, key) is var text && text.EndsWith('/') ? new Uri(text) : throw new ArgumentException($"{section.Path}:{key} must end with a slash.", nameof(key));

    private static string Required(IConfigurationSection section, string key) =>
        section[key] is { Length: > 0 } text ? text : throw new ArgumentException($"{section.Path}:{key} is missing.", nameof(key));
}
