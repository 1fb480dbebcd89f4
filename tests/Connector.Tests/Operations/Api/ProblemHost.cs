using Connector.Local.Hosting;
using Connector.Tests.Local.Cli;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace Connector.Tests.Operations.Api;

/// <summary>The host on one machine with two operators, both simulators and one order.</summary>
public sealed class ProblemHost : IAsyncLifetime
{
    internal const string OperatorsToken = "ada-0123456789-0123456789";
    internal const string ViewersToken = "viewer-0123456789-0123456789";
    private TwoVendors _vendors = null!;
    private WebApplication _host = null!;

    internal HttpClient Http { get; private set; } = null!;
    internal string Order { get; private set; } = "";

    public async Task InitializeAsync()
    {
        _vendors = await TwoVendors.StartAsync();
        Order = _vendors.PlaceOrder();
        Assert.Equal(0, (await _vendors.RunAsync("sync --json")).ExitCode);
        var settings = _vendors.Settings(
            "Operations:Operators:0:Name=Ada", "Operations:Operators:0:Role=Operator", $"Operations:Operators:0:Token={OperatorsToken}", "Operations:Operators:1:Name=Vera", $"Operations:Operators:1:Token={ViewersToken}");
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.Select(static s => s.Split('=', 2)).ToDictionary(static p => p[0], static p => (string?)p[1], StringComparer.Ordinal)).Build();
        var urls = ("http://127.0.0.1:0", "--urls");
        _host = ConnectorHost.Create(configuration, urls, verbose: false);
        await ConnectorHost.StartAsync(_host, urls, default);
        Http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(_host.Urls.First()) };
    }

    public async Task DisposeAsync()
    {
        Http.Dispose();
        await _host.StopAsync();
        await _host.DisposeAsync();
        await _vendors.DisposeAsync();
    }
}
