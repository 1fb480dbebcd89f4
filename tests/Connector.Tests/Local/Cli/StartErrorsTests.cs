using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Connector.Local.Hosting;
using Connector.Tests.Sqlite;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace Connector.Tests.Local.Cli;

/// <summary>What keeps a command from working is one sentence that names the setting, with exit code 2; never a stack trace.</summary>
public sealed class StartErrorsTests
{
    public static TheoryData<string> Commands => ["sync", "trace US-1", "errors list", "errors retry --all", "errors dismiss --all", "errors discard --all", "plan", "reconcile"];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_damaged_file_is_named(string command)
    {
        await using var vendors = await TwoVendors.StartAsync();
        vendors.PlaceOrder();
        Assert.Equal(0, (await vendors.RunAsync("sync")).ExitCode);
        await SqliteFailureTests.Damage(vendors.DatabasePath);

        AssertOneSentence(await vendors.RunAsync(command), "Sqlite:Path");
    }

    [Theory]
    [InlineData("sync")]
    [InlineData("trace US-1")]
    [InlineData("errors list")]
    [InlineData("run --urls http://127.0.0.1:0")]
    public async Task A_file_that_cannot_be_opened_is_named(string command)
    {
        await using var vendors = await TwoVendors.StartAsync();
        Directory.CreateDirectory(vendors.DatabasePath);
        AssertOneSentence(await vendors.RunAsync(command), "Sqlite:Path");
        Directory.Delete(vendors.DatabasePath);
        await File.WriteAllTextAsync(vendors.DatabasePath, new string('x', 5000));
        AssertOneSentence(await vendors.RunAsync(command), "Sqlite:Path");
    }

    [Fact]
    public async Task A_port_in_use_is_named()
    {
        await using var vendors = await TwoVendors.StartAsync();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var run = await vendors.RunAsync(string.Create(CultureInfo.InvariantCulture, $"run --urls http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}"));
        AssertOneSentence(run, "--urls");
        Assert.Contains("in use", run.Error, StringComparison.Ordinal);
        Assert.Contains("connector run --urls http://127.0.0.1:", run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.Trim().Split('\n'));
    }

    [Fact]
    public async Task Everything_that_is_missing_is_named_with_where_to_put_it()
    {
        var run = await CommandRun.OfAsync("run", "--urls", "http://127.0.0.1:0", "--set", $"Sqlite:Path={Path.Combine(Path.GetTempPath(), "connector-missing.db")}");
        AssertOneSentence(run, "Commercetools:ClientSecret is missing.");
        foreach (var key in (string[])["Commercetools:ProjectKey", "Commercetools:ApiBaseAddress", "ShipStation:ApiKey", "ShipStation:ApiSecret"]) Assert.Contains($"{key} is missing.", run.Error, StringComparison.Ordinal);
        Assert.Contains("connector.local.json", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Timers:PullOrdersSeconds=0", "Timers:PullOrdersSeconds must be between 1 and 86400.")]
    [InlineData("Connector:LockSeconds=0", "Connector:LockSeconds must be")]
    public async Task A_wrong_setting_is_named_without_the_words_of_the_framework(string setting, string expected)
    {
        await using var vendors = await TwoVendors.StartAsync();
        var run = await vendors.RunAsync("sync", setting);
        Assert.StartsWith(expected, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, null, null, "http://127.0.0.1:5280", "--urls")]
    [InlineData(null, null, "http://127.0.0.1:7001", "http://127.0.0.1:7001", "ASPNETCORE_URLS")]
    [InlineData(null, "http://127.0.0.1:7002", "http://127.0.0.1:7001", "http://127.0.0.1:7002", "Urls")]
    [InlineData("http://127.0.0.1:7003", "http://127.0.0.1:7002", "http://127.0.0.1:7001", "http://127.0.0.1:7003", "--urls")]
    public void The_address_comes_from_option_setting_or_variable(string? option, string? setting, string? variable, string urls, string source)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["ASPNETCORE_URLS"] = variable, ["Urls"] = setting }).Build();
        Assert.Equal((urls, source), ListenUrls.Choose(option, configuration));
    }

    [Fact]
    public async Task An_address_of_a_setting_is_checked_too_and_the_setting_is_named()
    {
        await using var vendors = await TwoVendors.StartAsync();
        AssertOneSentence(await vendors.RunAsync("run", "Urls=foo"), "Urls: 'foo'");
    }

    [Fact]
    public async Task A_demo_that_cannot_keep_running_says_so_before_it_begins()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 5280);
        try
        {
            taken.Start();
        }
        catch (SocketException)
        {
            // Another program of this machine has it: as good.
        }
        var run = await CommandRun.OfAsync("demo", "--keep");
        AssertOneSentence(run, "--keep");
        Assert.Equal("", run.Output);
    }

    [Theory]
    [InlineData("--commercetools-port")]
    [InlineData("--shipstation-port")]
    public async Task A_port_of_a_simulator_in_use_is_named(string option)
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        AssertOneSentence(await CommandRun.OfAsync("simulate", option, ((IPEndPoint)taken.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture)), option);
        AssertOneSentence(await CommandRun.OfAsync("simulate", option, "99999"), option);
    }

    [Theory]
    [InlineData("--rate-window-seconds", "0")]
    [InlineData("--webhook-url", "here")]
    [InlineData("--webhook-url", "ftp://127.0.0.1/hooks")]
    public async Task An_option_of_the_simulators_that_makes_no_sense_is_named(string option, string value) => AssertOneSentence(await CommandRun.OfAsync("simulate", option, value), option);

    [Fact]
    public async Task The_simulators_take_an_address_for_webhooks() =>
        AssertOneSentence(await CommandRun.OfAsync("simulate", "--webhook-url", "http://127.0.0.1:9781/hooks", "--shipstation-port", "99999"), "--shipstation-port");

    [Theory]
    [InlineData("http://127.0.0.1:9781x")]
    [InlineData("http://127.0.0.1:99999")]
    [InlineData("http://any.name.of.a.stranger.example:9781")]
    [InlineData("http://127.0.0.1:9781/path")]
    [InlineData("ftp://127.0.0.1:9781")]
    [InlineData("127.0.0.1:9781")]
    [InlineData("http://127.0.0.1:9781;http://x y:1")]
    [InlineData("")]
    public async Task An_address_that_would_listen_foreign_is_refused(string urls)
    {
        // The second fault keeps a host that does not look at the address from starting.
        var run = await CommandRun.OfAsync("run", "--urls", urls, "--set", "Sqlite:Path=/no/such/folder/connector.db");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("--urls", run.Error, StringComparison.Ordinal);
    }

    private static void AssertOneSentence(CommandRun run, string named)
    {
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(named, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", run.Error, StringComparison.Ordinal);
    }
}
