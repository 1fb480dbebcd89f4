using Connector.Core.Engine.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Connector.Local.Hosting;

/// <summary>Traces and metrics by OTLP, where the standard variables or settings name a receiver. All the others of OpenTelemetry (headers, protocol, sampler) work too.</summary>
internal static class TelemetryExport
{
    private const string Prefix = "OTEL_EXPORTER_OTLP_";
    private static readonly string[] s_endpoints = [Prefix + "ENDPOINT", Prefix + "TRACES_ENDPOINT", Prefix + "METRICS_ENDPOINT"];

    /// <summary>Nothing is collected where nobody receives it.</summary>
    public static IServiceCollection AddTelemetryExport(this IServiceCollection services, IConfiguration configuration)
    {
        var wanted = s_endpoints.Where(name => !string.IsNullOrWhiteSpace(configuration[name] ?? Environment.GetEnvironmentVariable(name))).ToList();
        if (wanted.Count == 0) return services;
        var (all, traces, metrics) = (wanted.Contains(s_endpoints[0]), wanted.Contains(s_endpoints[1]), wanted.Contains(s_endpoints[2]));
        var telemetry = services.AddOpenTelemetry().ConfigureResource(static resource => resource.AddService("connector"));
        // Of the framework the calls that go out, which have no query in them; of requests that come in, a webhook's address would be its secret.
        if (all || traces) telemetry.WithTracing(static tracing => tracing.AddSource(ConnectorTelemetry.Name, "System.Net.Http").AddOtlpExporter());
        if (all || metrics) telemetry.WithMetrics(static meters => meters.AddMeter(ConnectorTelemetry.Name, "System.Net.Http").AddOtlpExporter());
        return services;
    }
}
