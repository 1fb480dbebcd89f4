using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using Connector.Core.Engine.Telemetry;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Connector.Functions;

/// <summary>Logs, traces and metrics to Application Insights; host.json makes the host to use OpenTelemetry too.</summary>
internal static class Telemetry
{
    private const string ConnectionSetting = "APPLICATIONINSIGHTS_CONNECTION_STRING";
    private const string AuthenticationSetting = "APPLICATIONINSIGHTS_AUTHENTICATION_STRING";

    /// <summary>Nothing is sent where the connection string is missing, as on a developer's machine.</summary>
    public static void AddTelemetry(this IHostApplicationBuilder builder)
    {
        var telemetry = builder.Services.AddOpenTelemetry().UseFunctionsWorkerDefaults();
        if (string.IsNullOrWhiteSpace(builder.Configuration[ConnectionSetting])) return;
        // Order number, order id and correlation id of the message that is handled.
        builder.Services.Configure<OpenTelemetryLoggerOptions>(static logs => logs.IncludeScopes = true);
        telemetry.WithTracing(static traces => traces.AddSource(ConnectorTelemetry.Name)).WithMetrics(static metrics => metrics.AddMeter(ConnectorTelemetry.Name));
        telemetry.UseAzureMonitorExporter(options => options.Credential = CredentialOf(builder.Configuration[AuthenticationSetting]));
    }

    /// <summary>The setting by which the host signs in: "ClientId=...;Authorization=AAD". Null: by the connection string alone.</summary>
    private static ManagedIdentityCredential? CredentialOf(string? setting)
    {
        var parts = (setting ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (!parts.Contains("Authorization=AAD", StringComparer.OrdinalIgnoreCase)) return null;
        var clientId = parts.FirstOrDefault(part => part.StartsWith("ClientId=", StringComparison.OrdinalIgnoreCase))?["ClientId=".Length..];
        return new ManagedIdentityCredential(clientId is null ? ManagedIdentityId.SystemAssigned : ManagedIdentityId.FromUserAssignedClientId(clientId));
    }
}
