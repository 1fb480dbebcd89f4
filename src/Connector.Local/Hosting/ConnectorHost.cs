using Connector.Operations.Api;
using Connector.Operations.Page;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Connector.Local.Hosting;

/// <summary>The long-running host: timers, queues, webhooks, operations API and page in one process.</summary>
internal static class ConnectorHost
{
    /// <summary>Settings are checked when it starts.</summary>
    public static WebApplication Create(IConfiguration configuration, string urls, bool verbose)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddConfiguration(configuration);
        builder.WebHost.UseUrls(urls).ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Logging.ToStandardError(verbose);
        builder.Services.AddConnector(builder.Configuration);
        builder.Services.AddHostedService<TimerService>();
        builder.Services.AddHostedService<QueueService>();
        var app = builder.Build();
        app.MapOperations();
        app.MapShipStationWebhook();
        app.MapOpsPage();
        return app;
    }
}
