using Azure.Messaging.ServiceBus;
using Connector.Azure.ServiceBus;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace Connector.Azure.Tests.ServiceBus;

public sealed class ServiceBusRegistrationTests
{
    private const string Namespace = "ServiceBusConnection:fullyQualifiedNamespace";

    [Theory]
    [InlineData("ServiceBusConnection", "Endpoint=sb://contoso.servicebus.windows.net/;SharedAccessKeyName=a;SharedAccessKey=b")]
    [InlineData(Namespace, "contoso.servicebus.windows.net")]
    [InlineData(Namespace, "contoso.servicebus.windows.net", "ServiceBusConnection:clientId", "7b0e3c52-3f0e-4f67-8a55-0a7d1d0f4b11", "ServiceBusConnection:credential", "managedidentity")]
    public async Task One_client_for_the_namespace_that_the_triggers_use_too(params string[] settings)
    {
        await using var services = Build(settings);
        services.GetRequiredService<IStartupValidator>().Validate();
        Assert.Equal("contoso.servicebus.windows.net", services.GetRequiredService<ServiceBusClient>().FullyQualifiedNamespace);
    }

    [Theory]
    [InlineData("ServiceBusConnection:fullyQualifiedNamespace is missing")]
    [InlineData("ServiceBusConnection:fullyQualifiedNamespace must be a host name only", Namespace, "sb://contoso.servicebus.windows.net/")]
    [InlineData("ServiceBusConnection:fullyQualifiedNamespace must be a host name only", Namespace, "contoso")]
    [InlineData("ServiceBusConnection must be a connection string", "ServiceBusConnection", "contoso.servicebus.windows.net")]
    [InlineData("ServiceBusConnection must be the connection string of the namespace", "ServiceBusConnection", "Endpoint=sb://contoso.servicebus.windows.net/;EntityPath=orders;SharedAccessKey=hush")]
    [InlineData("ServiceBusConnection:clientId must be", Namespace, "contoso.servicebus.windows.net", "ServiceBusConnection:clientId", "my-identity")]
    [InlineData("ServiceBusConnection:clientSecret is not read", Namespace, "contoso.servicebus.windows.net", "ServiceBusConnection:clientSecret", "hush")]
    public async Task A_wrong_setting_stops_the_start_and_is_named(string said, params string[] settings)
    {
        await using var services = Build(settings);
        var problem = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate());
        Assert.StartsWith(said, Assert.Single(problem.Failures), StringComparison.Ordinal);
        Assert.DoesNotContain("hush", problem.Message, StringComparison.Ordinal);
    }

    private static ServiceProvider Build(string[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Chunk(2).Select(static pair => KeyValuePair.Create(pair[0], (string?)pair[1]))).Build();
        return new ServiceCollection().AddServiceBus(configuration).BuildServiceProvider();
    }
}
