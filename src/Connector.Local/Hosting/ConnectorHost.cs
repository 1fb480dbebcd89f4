using Connector.Core.Engine.Watch;
using Connector.Core.Ports;
using Connector.Local.Alerts;
using Connector.Operations.Api;
using Connector.Operations.Page;
using Connector.Sqlite;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Connector.Local.Hosting;

/// <summary>The long-running host: timers, queues, webhooks, operations API and page in one process.</summary>
internal static class ConnectorHost
{
    /// <summary>Where to listen is checked at once, settings when it starts. Throws <see cref="ConfigurationException"/>.</summary>
    /// <param name="urls">Where to listen, and what says so: an option or a setting.</param>
    /// <param name="events">Gets one line for each thing that happens; null for none.</param>
    /// <param name="rules">Where the rules come from, to load them again when they change; null: they stay as they are.</param>
    /// <param name="first">Registrations that go before the connector's own and win over its defaults.</param>
    public static WebApplication Create(
        IConfiguration configuration, (string Urls, string Source) urls, bool verbose, TextWriter? events = null, RulesOrigin? rules = null, Action<IServiceCollection>? first = null)
    {
        if (ListenUrls.Problem(urls.Urls, urls.Source) is { } problem) throw new ConfigurationException(problem);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddConfiguration(configuration);
        builder.WebHost.UseUrls(urls.Urls).ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Logging.ToStandardError(verbose);
        first?.Invoke(builder.Services);
        builder.Services.AddConnector(configuration);
        if (events is not null) builder.Services.Decorate<IJournal>((journal, _) => new EventLines(journal, events));
        builder.Services.AddAccountSignIn(configuration);
        builder.Services.AddHostedService<ChangedCredentials>();
        builder.Services.AddHostedService<TimerService>();
        builder.Services.AddHostedService<QueueService>();
        builder.Services.AddHostedService<RetryService>();
        builder.Services.AddHostedService<SignalService>();
        builder.Services.AddTelemetryExport(configuration);
        if (rules is not null) builder.Services.AddRulesReload(rules);
        var app = builder.Build().MapAccountSignIn();
        app.UseProblemBodies();
        // Each request keeps the rules that it began with.
        app.Use(static async (context, next) =>
        {
            await using var scope = context.RequestServices.GetRequiredService<CurrentServices>().Reloaded?.CreateAsyncScope();
            if (scope is { } reloaded) context.RequestServices = reloaded.ServiceProvider;
            await next(context);
        });
        app.MapOperations();
        app.MapDoctor(configuration);
        app.MapShipStationWebhook();
        app.MapOpsPage();
        return app;
    }

    /// <summary>Starts it. Throws <see cref="ConfigurationException"/> where it cannot listen.</summary>
    public static async Task StartAsync(WebApplication host, (string Urls, string Source) urls, CancellationToken cancellationToken)
    {
        // Before anything starts: the host would log each of these with its stack.
        host.Services.GetService<IStartupValidator>()?.Validate();
        host.Services.GetRequiredService<SqliteDatabase>();
        foreach (var url in urls.Urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            if (ListenFailure.Find(url) is { } taken) throw CannotListen(urls, taken, null);
        try
        {
            await host.StartAsync(cancellationToken);
        }
        catch (Exception e) when (ListenFailure.Reason(e) is { } reason)
        {
            throw CannotListen(urls, reason, e);
        }
    }

    private static ConfigurationException CannotListen((string Urls, string Source) urls, string reason, Exception? inner) => new(
        $"{urls.Source}: {urls.Urls} {reason}. Stop that program, or choose another address: connector run --urls {ListenUrls.NextPort(urls.Urls)}", inner);
}
