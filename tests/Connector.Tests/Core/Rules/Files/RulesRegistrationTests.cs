using Connector.Core.Rules.Files;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Xunit;

namespace Connector.Tests.Core.Rules.Files;

public sealed class RulesRegistrationTests
{
    [Fact]
    public void Rules_come_from_configuration()
    {
        using var services = Services(("Locations:0:Key", "main"), ("Locations:0:StoreId", "7"), ("Selection:BatchTimes:0", "08:30"));
        var rules = services.GetRequiredService<ConnectorRules>();
        Assert.Equal(7, Assert.Single(rules.Locations).StoreId);
        Assert.Equal(new TimeOnly(8, 30), Assert.Single(rules.Selection.BatchTimes));
    }

    [Fact]
    public async Task Wrong_rules_stop_the_start()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddConnectorRules(Configuration(("Locations:0:Key", "main")));
        using var host = builder.Build();
        var e = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());
        Assert.Contains(e.Failures, f => f.StartsWith("Locations[0].StoreId: 0 is not a store", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Routing:Strategy", "Best", "Routing.Strategy: 'Best' is not allowed; allowed: SplitByLine")]
    [InlineData("Routing:Strateg", "Best", "Routing.Strateg: unknown name; allowed: DefaultLocation, Strategy")]
    [InlineData("Routing:Rules:0:TagIds:0", "x", "Routing.Rules[0].TagIds[0]: 'x' is not allowed; allowed: a whole number")]
    [InlineData("Routing:Rules", "x", "Routing.Rules: a single value is not allowed; allowed: a list [ ]")]
    [InlineData("Routing:Strategy:0", "x", "Routing.Strategy: an object or list is not allowed; allowed: SplitByLine")]
    public void What_the_binder_cannot_read_is_named(string key, string value, string expected)
    {
        using var services = Services((key, value));
        var e = Assert.Throws<RulesException>(services.GetRequiredService<ConnectorRules>);
        Assert.StartsWith(expected, Assert.Single(e.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Other_settings_beside_the_rules_are_left_alone()
    {
        using var services = Services(("Locations:0:Key", "main"), ("Locations:0:StoreId", "7"), ("PATH", "/bin"));
        Assert.Single(services.GetRequiredService<ConnectorRules>().Locations);
    }

    private static ServiceProvider Services(params (string Key, string Value)[] values) =>
        new ServiceCollection().AddConnectorRules(Configuration(values)).BuildServiceProvider();

    private static IConfiguration Configuration(params (string Key, string Value)[] values) =>
        new ConfigurationBuilder().AddInMemoryCollection(values.ToDictionary(v => v.Key, v => (string?)v.Value)).Build();
}
