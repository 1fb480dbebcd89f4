using System.IO.Compression;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.ShipStation;
using Connector.TestSupport.Http;
using Connector.Tests.ShipStation.Doubles;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Connector.Tests.ShipStation;

/// <summary>The client as a host registers it, over real sockets.</summary>
public sealed class OverHttpTests : IAsyncLifetime
{
    private readonly List<string> _seen = [];
    private readonly StubJournal _journal = new();
    private WebApplication _server = null!;
    private ServiceProvider _services = null!;
    private RequestDelegate _response = _ => Task.CompletedTask;

    private IShippingAccount Account => _services.GetRequiredService<IShippingAccounts>().Get("default");

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _server = builder.Build();
        _server.Run(async context =>
        {
            lock (_seen) _seen.Add($"{context.Request.Method} {context.Request.Path} {context.Request.Headers.Authorization}");
            await _response(context);
        });
        await _server.StartAsync();

        var services = new ServiceCollection().AddLogging();
        services.AddSingleton<IRateBudget>(new StubBudget(100)).AddSingleton<IJournal>(_journal);
        services.AddShipStation(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ShipStation:BaseAddress"] = _server.Urls.Single(),
            ["ShipStation:ApiKey"] = "ShipStation",
            ["ShipStation:ApiSecret"] = "Rocks"
        }).Build());
        _services = services.BuildServiceProvider();
    }

    public async Task DisposeAsync()
    {
        await _services.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_packed_response_is_unpacked()
    {
        _response = async context =>
        {
            context.Response.Headers.ContentEncoding = "gzip";
            await using var packed = new GZipStream(context.Response.Body, CompressionLevel.Fastest);
            await packed.WriteAsync("""{"orderId":42}"""u8.ToArray());
        };
        Assert.Equal(42, (await Account.GetOrderAsync(42, RateLane.Normal, default))!.ShippingOrderId);
        Assert.Equal(["GET /orders/42 Basic U2hpcFN0YXRpb246Um9ja3M="], _seen);
    }

    [Fact]
    public async Task A_packed_response_that_grows_beyond_the_cap_is_refused()
    {
        _response = async context =>
        {
            context.Response.Headers.ContentEncoding = "gzip";
            await using var packed = new GZipStream(context.Response.Body, CompressionLevel.Fastest);
            var blanks = new byte[1024 * 1024];
            blanks.AsSpan().Fill((byte)' ');
            for (var megabyte = 0; megabyte < 20; megabyte++) await packed.WriteAsync(blanks);
        };
        Rig.Is(await Rig.FailureOf(() => Account.GetOrderAsync(1, RateLane.Normal, default)), FailureKind.Rejected, ErrorCodes.ResponseTooLarge);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_is_not_followed(int status)
    {
        _response = context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = "/elsewhere";
            return Task.CompletedTask;
        };
        Rig.Is(await Rig.FailureOf(() => Account.ReadNotificationAsync(_server.Urls.Single() + "/shipments?batchId=1", 1, default)), FailureKind.Rejected, ErrorCodes.RequestRejected);
        Assert.Equal("GET /shipments Basic U2hpcFN0YXRpb246Um9ja3M=", Assert.Single(_seen));
    }

    [Fact]
    public async Task A_body_that_ends_before_its_length_is_a_broken_connection()
    {
        _response = async context =>
        {
            context.Response.ContentLength = 1000;
            await context.Response.Body.WriteAsync("""{"results":[{"orderKey":"""u8.ToArray());
            await context.Response.Body.FlushAsync();
            context.Abort();
        };
        Rig.Is(await Rig.FailureOf(() => Account.UpsertAsync([A.Order()], RateLane.Normal, default)), FailureKind.Transient, ErrorCodes.ConnectionFailed);
        Assert.Single(_seen);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_a_failed_connection()
    {
        await _server.StopAsync();
        Rig.Is(await Rig.FailureOf(() => Account.UpsertAsync([A.Order()], RateLane.Normal, default)), FailureKind.Transient, ErrorCodes.ConnectionFailed);
        Assert.Equal((0, ErrorCodes.ConnectionFailed), (_journal.Exchanges[0].Status, _journal.Exchanges[0].ErrorCode));
    }
}
