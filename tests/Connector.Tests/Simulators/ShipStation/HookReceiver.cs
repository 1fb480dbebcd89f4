using System.Net;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Connector.Tests.Simulators.ShipStation;

/// <summary>A small server that keeps what is posted to it.</summary>
internal sealed class HookReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Channel<JsonNode> _received = Channel.CreateUnbounded<JsonNode>();

    private HookReceiver(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.First() + "/hooks");
    public int ResponseWith { get; set; } = 200;
    public int Calls { get; private set; }

    public static async Task<HookReceiver> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var receiver = new HookReceiver(app);
        app.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            receiver.Calls++;
            receiver._received.Writer.TryWrite(JsonNode.Parse(await reader.ReadToEndAsync())!);
            context.Response.StatusCode = receiver.ResponseWith;
        });
        await app.StartAsync();
        return receiver;
    }

    /// <summary>What has come in and was not taken yet.</summary>
    public List<JsonNode> Take()
    {
        var taken = new List<JsonNode>();
        while (_received.Reader.TryRead(out var body)) taken.Add(body);
        return taken;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
