using Connector.Core.Engine.Alerts;
using Connector.Core.Engine.Watch;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Connector.Local.Alerts;

internal static class AlertRegistration
{
    /// <summary>Settings, channels, and what sends. Nothing is sent by itself before <see cref="SignalService"/> runs.</summary>
    public static IServiceCollection AddAlerts(this IServiceCollection services)
    {
        services.AddOptions<AlertOptions>().BindConfiguration(AlertOptions.SectionName).ValidateMembers().ValidateOnStart();
        services.AddSingleton<IValidateOptions<AlertOptions>, AlertOptionsCheck>();
        services.AddSingleton<IAlertChannel, WebhookChannel>();
        services.AddSingleton<IAlertChannel, MailChannel>();
        services.AddSingleton<AlertRun>();
        return services;
    }

    private sealed class AlertOptionsCheck : IValidateOptions<AlertOptions>
    {
        public ValidateOptionsResult Validate(string? name, AlertOptions options) =>
            options.Problems().ToList() is { Count: > 0 } problems ? ValidateOptionsResult.Fail(problems) : ValidateOptionsResult.Success;
    }
}
