using Connector.Local.Cli;
using Connector.Simulators.Commercetools;
using Connector.Simulators.ShipStation;
using Connector.Tests.Sqlite;
using Xunit;

namespace Connector.Tests.Journeys;

public sealed class When_a_setting_is_wrong : IDisposable
{
    private readonly TemporaryFile _file = new();

    public void Dispose() => _file.Dispose();

    private static async Task<(int Exit, string Error)> RunAsync(params IEnumerable<string> args)
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var exit = await ConnectorCommandLine.RunAsync([.. args], output, error);
        return (exit, error.ToString());
    }

    /// <summary>sync with these settings, each as Key=Value.</summary>
    private Task<(int Exit, string Error)> SyncAsync(params IEnumerable<string> settings) =>
        RunAsync(["sync", .. settings.Append("Sqlite:Path=" + _file.Path).SelectMany(setting => (string[])["--set", setting])]);

    private static string[] Settings(Uri shop, Uri shipping) =>
    [
        "Commercetools:ProjectKey=demo", "Commercetools:ClientId=demo", "Commercetools:ClientSecret=demo", $"Commercetools:ApiBaseAddress={shop}",
        $"Commercetools:AuthorizationBaseAddress={shop}", $"ShipStation:BaseAddress={shipping}", "ShipStation:ApiKey=demo", "ShipStation:ApiSecret=demo"
    ];

    private static readonly Uri Nobody = new("http://127.0.0.1:9/");

    [Fact]
    public async Task Everything_that_is_missing_is_named_at_once()
    {
        var (exit, error) = await SyncAsync();

        Assert.Equal(2, exit);
        foreach (var key in (string[])["ProjectKey", "ClientId", "ClientSecret", "ApiBaseAddress", "AuthorizationBaseAddress"]) Assert.Contains($"Commercetools:{key} is missing", error);
        foreach (var key in (string[])["ApiKey", "ApiSecret"]) Assert.Contains($"ShipStation:{key} is missing", error);
    }

    [Theory]
    [InlineData("Connector:LockSeconds", "0")]
    [InlineData("ShipStation:RequestsPerMinute", "many")]
    [InlineData("ShipStation:WebhookSecret", "short")]
    [InlineData("Commercetools:ApiBaseAddress", "api.example.com")]
    [InlineData("Commercetools:TimeoutSeconds", "-1")]
    [InlineData("Timers:PullOrdersSeconds", "0")]
    public async Task One_that_cannot_be_is_named(string key, string value)
    {
        var (exit, error) = await SyncAsync([.. Settings(Nobody, Nobody), $"{key}={value}"]);

        Assert.Equal(2, exit);
        Assert.Contains(key, error);
    }

    [Theory]
    [InlineData("Routing:DefaultLocation", "nowhere", "Routing.DefaultLocation")]
    [InlineData("Selection:Unpaid", "Perhaps", "Selection.Unpaid")]
    [InlineData("Selection:Unpayed", "Skip", "Selection.Unpayed")]
    public async Task A_rule_that_cannot_be_is_named_as_it_stands_in_the_rules_file(string key, string value, string named)
    {
        var (exit, error) = await SyncAsync([.. Settings(Nobody, Nobody), $"{key}={value}"]);

        Assert.Equal(2, exit);
        Assert.Contains(named, error);
    }

    [Fact]
    public async Task A_shop_that_nobody_responses_at_is_not_reached()
    {
        var (exit, error) = await SyncAsync(Settings(Nobody, Nobody));

        Assert.Equal(3, exit);
        Assert.Contains("commercetools", error);
    }

    [Fact]
    public async Task ShipStation_that_nobody_responses_at_is_not_reached()
    {
        await using var shop = await CommercetoolsSimulator.StartAsync(new CommercetoolsSimulatorOptions());

        var (exit, error) = await SyncAsync(Settings(shop.Address, Nobody));

        Assert.Equal(3, exit);
        Assert.Contains("ShipStation", error);
    }

    [Theory]
    [InlineData("Commercetools:ClientSecret", "commercetools")]
    [InlineData("ShipStation:ApiSecret", "ShipStation")]
    public async Task Credentials_that_are_refused_are_a_matter_of_settings(string key, string vendor)
    {
        await using var shop = await CommercetoolsSimulator.StartAsync(new CommercetoolsSimulatorOptions());
        await using var shipping = await ShipStationSimulator.StartAsync(new ShipStationSimulatorOptions(), CancellationToken.None);

        var (exit, error) = await SyncAsync([.. Settings(shop.Address, shipping.Address), $"{key}=not-the-right-one"]);

        Assert.Equal(2, exit);
        Assert.Contains(vendor, error);
        Assert.DoesNotContain("not-the-right-one", error);
    }

    [Fact]
    public async Task Credentials_are_refused_also_while_orders_wait()
    {
        await using var shop = await CommercetoolsSimulator.StartAsync(new CommercetoolsSimulatorOptions());
        await using var shipping = await ShipStationSimulator.StartAsync(new ShipStationSimulatorOptions(), CancellationToken.None);
        shop.Put(ShopOrder.Numbered("US-1").Document);

        var (exit, error) = await SyncAsync([.. Settings(shop.Address, shipping.Address), "ShipStation:ApiKey=wrong"]);

        Assert.Equal(2, exit);
        Assert.Contains("ShipStation", error);
    }

    [Theory]
    [InlineData("sync", "--sideways")]
    [InlineData("sync", "--only", "labels")]
    [InlineData("dance")]
    [InlineData("sync", "--set", "ShipStation:ApiKey")]
    [InlineData("sync", "--settings", "/nowhere/settings.json")]
    public async Task An_option_that_does_not_exist_or_fit_is_named(params string[] args)
    {
        var (exit, error) = await RunAsync(args);

        Assert.Equal(2, exit);
        Assert.Contains(args[^1], error);
    }

    [Fact]
    public async Task A_rules_file_that_cannot_be_read_is_named_with_the_line()
    {
        var rules = Path.ChangeExtension(_file.Path, ".json");
        await File.WriteAllTextAsync(rules, "{\n  \"Selection\": {\n    \"Unpaid\" \"Skip\"\n  }\n}\n");

        var (exit, error) = await SyncAsync([.. Settings(Nobody, Nobody), "Connector:RulesFile=" + rules]);

        Assert.Equal(2, exit);
        Assert.Contains(rules, error);
        Assert.Contains("line 3", error);
    }

    [Fact]
    public async Task A_rules_file_that_is_not_there_is_named()
    {
        var (exit, error) = await SyncAsync([.. Settings(Nobody, Nobody), "Connector:RulesFile=/nowhere/rules.json"]);

        Assert.Equal(2, exit);
        Assert.Contains("/nowhere/rules.json", error);
    }
}
