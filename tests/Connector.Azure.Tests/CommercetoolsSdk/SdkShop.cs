using Connector.Azure.CommercetoolsSdk;
using Connector.Commercetools;
using Connector.Core.Ports;
using Connector.Simulators.Commercetools;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;

namespace Connector.Azure.Tests.CommercetoolsSdk;

/// <summary>The shop's side as the function app registers it; with a stub where the network begins if one is given.</summary>
internal static class SdkShop
{
    public static ServiceProvider Compose(Uri address, IJournal journal, HttpMessageHandler? network = null, TimeProvider? clock = null)
    {
        var values = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Commercetools:ProjectKey"] = CommercetoolsSimulatorOptions.Demo,
            ["Commercetools:ClientId"] = CommercetoolsSimulatorOptions.Demo,
            ["Commercetools:ClientSecret"] = CommercetoolsSimulatorOptions.Demo,
            ["Commercetools:ApiBaseAddress"] = address.AbsoluteUri,
            // Without its slash, as people write it.
            ["Commercetools:AuthorizationBaseAddress"] = address.AbsoluteUri.TrimEnd('/')
        };
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(values).Build();
        var services = new ServiceCollection().AddSingleton(journal);
        if (network is not null)
        {
            services.AddSingleton(clock ?? TimeProvider.System);
            // The SDK gives its clients handlers of its own: the defaults do not reach them.
            services.PostConfigureAll<HttpClientFactoryOptions>(options => options.HttpMessageHandlerBuilderActions.Add(builder => builder.PrimaryHandler = network));
        }
        return services.AddCommercetools(configuration).AddCommercetoolsSdk(configuration).BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }
}
