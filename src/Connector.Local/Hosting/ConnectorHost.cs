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
    /// <summary>Where to listen is checked at once, settings when it starts. Throws <see cref="ConfigurationException"/>.</summary>
    /// <param name="rules">Where the rules come from, to load them again when they change; null: they stay as they are.</param>
    /// <param name="first">Registrations that go before the connector's own and win over its defaults.</param>
    public static WebApplication Create(IConfiguration configuration, string urls, bool verbose, RulesOrigin? rules = null, Action<IServiceCollection>? first = null)
    {
        if (ListenUrls.Problem(urls) is { } problem) throw new ConfigurationException(problem);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddConfiguration(configuration);
        builder.WebHost.UseUrls(urls).ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Logging.ToStandardError(verbose);
        first?.Invoke(builder.Services);
        builder.Services.AddConnector(configuration);
        builder.Services.AddHostedService<TimerService>();
        builder.Services.AddHostedService<QueueService>();
        if (rules is not null) builder.Services.AddRulesReload(rules);
        var app = builder.Build();
        // Each request keeps the rules that it began with.
        app.Use(static async (context, next) =>
        {
            await using var scope = context.RequestServices.GetRequiredService<CurrentServices>().Reloaded?.CreateAsyncScope();
            if (scope is { } reloaded) context.RequestServices = reloaded.ServiceProvider;
            await next(context);
        });
        app.MapOperations();
        app.MapShipStationWebhook();
        app.MapOpsPage();
        return app;
    }

    /// <summary>Starts it. Throws <see cref="ConfigurationException"/> where it cannot listen.</summary>
    public static async Task StartAsync(WebApplication host, string urls, CancellationToken cancellationToken)
    {
        try
        {
            await host.StartAsync(cancellationToken);
        }
        catch (Exception e) when (ListenFailure.Reason(e) is { } reason)
        {
            throw new ConfigurationException($"{ListenUrls.Option}: {urls} {reason}.", e);
        }
    }
}
