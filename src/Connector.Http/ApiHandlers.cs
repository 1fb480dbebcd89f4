using Connector.Core.Engine.Watch;
using Connector.Core.Ports;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Connector.Http;

/// <summary>The way of every call to a vendor, from the client class to the socket (docs/adr/0020).</summary>
public static class ApiHandlers
{
    /// <summary>What the handlers need besides the host's <see cref="IJournal"/>.</summary>
    public static IServiceCollection AddApiServices(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        services.AddRedaction(configuration);
        services.TryAddSingleton<IBodyRedaction, JournalHandler.PolicyRedaction>();
        return services;
    }

    /// <summary>
    /// The handlers in their order, the first outermost: retry, credentials, permit, journal. An attempt is what is behind the permit: each takes one and leaves an
    /// entry. A token is fetched before it, so that a missing token is no attempt, and a call that is repeated with a new token is one more.
    /// </summary>
    /// <param name="retries">After the first attempt of a call that may be repeated.</param>
    /// <param name="credentials">Null where an SDK brings them.</param>
    /// <param name="permit">Where turns and permits come from.</param>
    public static IHttpClientBuilder AddApiHandlers(
        this IHttpClientBuilder builder, int retries, TimeSpan firstWait, Func<IServiceProvider, DelegatingHandler>? credentials, Func<IServiceProvider, PermitHandler> permit)
    {
        builder.Services.TryAddSingleton<RepeatedReadings>();
        builder.ConfigureHttpClient(static client => client.Timeout = Timeout.InfiniteTimeSpan);
        builder.AddHttpMessageHandler(provider => new RetryHandler(provider.GetRequiredService<TimeProvider>(), retries, firstWait));
        if (credentials is not null) builder.AddHttpMessageHandler(credentials);
        builder.AddHttpMessageHandler(permit);
        builder.AddHttpMessageHandler(static provider => new JournalHandler(
            provider.GetRequiredService<IJournal>(), provider.GetRequiredService<IBodyRedaction>(), provider.GetRequiredService<RepeatedReadings>(), provider.GetRequiredService<TimeProvider>()));
        // The journal shows every exchange, so the factory's own request logs are not needed.
        return builder.RemoveAllLoggers();
    }
}
