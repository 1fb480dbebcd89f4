using Connector.Commercetools;
using Connector.Core.Model.Orders;
using Connector.Core.Ports;
using Connector.TestSupport;
using Connector.TestSupport.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Connector.Tests.Commercetools.Doubles;

/// <summary>The client as hosts register it, with a stub where the network begins.</summary>
internal sealed class Shop : IDisposable
{
    private readonly ServiceProvider _provider;

    public Shop(params (string Key, string? Value)[] settings)
        : this(OrderNeeds.None, settings)
    {
    }

    public Shop(OrderNeeds needs, params (string Key, string? Value)[] settings)
    {
        var values = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Commercetools:ProjectKey"] = "acme",
            ["Commercetools:ClientId"] = "client-1",
            ["Commercetools:ClientSecret"] = "open-sesame",
            ["Commercetools:Scope"] = "view_orders:acme manage_orders:acme",
            ["Commercetools:ApiBaseAddress"] = "https://api.example.com",
            ["Commercetools:AuthorizationBaseAddress"] = "https://auth.example.com/"
        };
        foreach (var (key, value) in settings) values[key] = value;
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(Clock);
        services.AddSingleton<IJournal>(Journal);
        services.AddSingleton(needs);
        services.AddSingleton<ILoggerProvider>(Logs);
        services.AddCommercetools(new ConfigurationBuilder().AddInMemoryCollection(values).Build());
        services.AddHttpClient("commercetools").ConfigurePrimaryHttpMessageHandler(() => Server);
        _provider = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
        var tokens = 0;
        Server.On("POST /oauth/token", _ => StubHttp.Json($$"""{"access_token":"token-{{++tokens}}","token_type":"Bearer","expires_in":172800}"""));
    }

    /// <summary>Retries do not wait on it.</summary>
    public ManualTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 2, 14, 0, 0, TimeSpan.Zero)) { SkipsDelaysUpTo = TimeSpan.FromSeconds(10) };
    public StubHttp Server { get; } = new();
    public StubJournal Journal { get; } = new();
    public NotingLogs Logs { get; } = new();
    public ICommerceOrders Orders => _provider.GetRequiredService<ICommerceOrders>();
    public ICommerceProducts Products => _provider.GetRequiredService<ICommerceProducts>();
    public ICommerceReferences References => _provider.GetRequiredService<ICommerceReferences>();

    public void Dispose() => _provider.Dispose();
}
