using System.Net;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using Azure.Messaging.ServiceBus;
using Connector.Azure.Tables;
using Connector.Azure.Tests.Azurite;
using Connector.Azure.Tests.ServiceBus;
using Connector.Core.Engine.Pump;
using Connector.Core.Model.Messages;
using Connector.Functions;
using Connector.Operations.Api;
using Connector.TestSupport;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Connector.Azure.Tests.Functions;

/// <summary>What the app says of itself, on a clock that the test moves: its registrations, its tables and its queues, and no worker.</summary>
[NeedsAzurite]
public sealed class HealthTests
{
    private static readonly string[] s_timers = [TimerNames.PullOrders, TimerNames.PollShipments, TimerNames.PollShipStationOrders, TimerNames.ReportHealth];

    [Fact]
    public async Task A_timer_that_runs_no_more_makes_it_unhealthy_with_the_reason()
    {
        var clock = new ManualTimeProvider();
        using var broker = new TestBroker(clock);
        await using var app = await ComposeAsync(clock, broker);
        foreach (var timer in s_timers) await app.GetRequiredService<LeasedRuns>().RunAsync(timer, static _ => Task.CompletedTask, default);
        Assert.Equal(HttpStatusCode.OK, (await HealthAsync(app)).Status);

        clock.Advance(TimeSpan.FromSeconds(100));
        var (status, body) = await HealthAsync(app);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "stale"), (status, (string)body["status"]!));
        Assert.Equal("PullOrders last ran 100 s ago; it should run every 30 s.", (string)body["reason"]!);
    }

    private static async Task<(HttpStatusCode Status, JsonObject Body)> HealthAsync(ServiceProvider app)
    {
        using var body = new MemoryStream();
        var http = new DefaultHttpContext { RequestServices = app, Response = { Body = body } };
        await (await app.GetRequiredService<OperationsApi>().HealthAsync(http.Request)).ExecuteAsync(http);
        return ((HttpStatusCode)http.Response.StatusCode, JsonNode.Parse(body.ToArray())!.AsObject());
    }

    private static async Task<ServiceProvider> ComposeAsync(ManualTimeProvider clock, TestBroker broker)
    {
        var connection = (await AzuriteStorage.GetAsync()).ConnectionString;
        var settings = AppSettings.With(("Storage__ConnectionString", connection), ("ServiceBusConnection", broker.Namespace.ConnectionString));
        return new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(clock).AddSingleton(broker.Client())
            .AddConnectorFunctions(AppSettings.AsConfiguration(settings))
            .AddSingleton(static s => new StorageTables(s.GetRequiredService<TableServiceClient>(), AzuriteStorage.NewPrefix()))
            .BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }
}
