using System.Net;
using Connector.Core.Engine.Telemetry;
using Xunit;

namespace Connector.Tests.Operations.Api;

public sealed class CallsEndpointTests
{
    [Fact]
    public async Task Calls_of_each_account_by_minute_and_on_the_page()
    {
        await using var host = await OperationsHost.StartAsync();
        var history = host.Get<CallHistory>();
        for (var i = 0; i < 3; i++) history.Count("eu", isGranted: true);
        history.Count("eu", isGranted: false);
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        history.Count("eu", isGranted: true);

        var (status, body) = await host.GetAsync("/api/calls");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(["default", "eu"], body.GetProperty("accounts").EnumerateArray().Select(static a => a.GetProperty("account").GetString()));
        var eu = body.GetProperty("accounts")[1];
        Assert.Equal((4, 1, 3), (eu.GetProperty("calls").GetInt32(), eu.GetProperty("refused").GetInt32(), eu.GetProperty("busiest").GetInt32()));
        Assert.Equal([3, 1], eu.GetProperty("byMinute").EnumerateArray().Select(static m => m.GetProperty("calls").GetInt32()));
        Assert.Equal(1, (await host.GetAsync("/api/calls?minutes=1")).Body.GetProperty("accounts")[1].GetProperty("calls").GetInt32());
        Assert.Contains("eu: 4 calls in the last hour, at most 3 in a minute, 1 waited for the next window", await host.Http.GetStringAsync("/ops/system"), StringComparison.Ordinal);
    }
}
