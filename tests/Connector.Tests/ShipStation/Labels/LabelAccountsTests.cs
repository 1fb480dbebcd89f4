using Connector.Core.Ports;
using Connector.Core.Ports.Labels;
using Connector.ShipStation;
using Connector.TestSupport.Http;
using Connector.Tests.ShipStation.Doubles;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Connector.Tests.ShipStation.Labels;

public sealed class LabelAccountsTests
{
    [Fact]
    public void A_host_gets_the_accounts_and_no_call_is_made_before_one_is_asked_for()
    {
        var http = new StubHttp();
        var budget = new StubBudget(10);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ShipStation:ApiKey"] = "k", ["ShipStation:ApiSecret"] = "s", ["ShipStation:Accounts:eu:ApiKey"] = "k2", ["ShipStation:Accounts:eu:ApiSecret"] = "s2", ["ShipStation:Accounts:eu:V2ApiKey"] = "v2"
        }).Build();
        var services = new ServiceCollection().AddSingleton<IJournal>(new StubJournal()).AddSingleton<IRateBudget>(budget);
        services.AddShipStation(configuration);
        services.ConfigureHttpClientDefaults(clients => clients.ConfigurePrimaryHttpMessageHandler(() => http));
        using var provider = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });

        var accounts = provider.GetRequiredService<ILabelAccounts>();
        Assert.Equal(["default", "eu"], accounts.Names);
        Assert.Equal([false, true], accounts.Names.Select(name => accounts.Get(name).HasV2));
        Assert.Equal([true, false], accounts.Names.Select(name => accounts.Get(name).Batches is null));
        Assert.Same(accounts.Get("EU"), accounts.Get("eu"));
        Assert.Throws<KeyNotFoundException>(() => accounts.Get("other"));
        Assert.Empty(http.Requests);
        Assert.Empty(budget.Taken);
    }
}
