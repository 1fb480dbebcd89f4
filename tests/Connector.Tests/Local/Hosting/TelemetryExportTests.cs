using Connector.Core.Engine.Telemetry;
using Connector.Local.Hosting;
using Connector.Tests.Local.Cli;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace Connector.Tests.Local.Hosting;

/// <summary>What leaves the host by OTLP, read by a receiver of it.</summary>
public sealed class TelemetryExportTests
{
    [Fact]
    public async Task Metrics_and_traces_arrive_at_a_receiver()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var vendors = await TwoVendors.StartAsync();
        vendors.PlaceOrder();
        var settings = vendors.Settings(
            "ShipStation:WebhookSecret=secret-0123456789-0123456789", $"OTEL_EXPORTER_OTLP_ENDPOINT={receiver.Address}", "OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf", "OTEL_METRIC_EXPORT_INTERVAL=200", "OTEL_BSP_SCHEDULE_DELAY=200");
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.Select(static s => s.Split('=', 2)).ToDictionary(static p => p[0], static p => (string?)p[1], StringComparer.Ordinal)).Build();
        var urls = ("http://127.0.0.1:0", "--urls");
        await using var host = ConnectorHost.Create(configuration, urls, verbose: false);
        await ConnectorHost.StartAsync(host, urls, default);

        await receiver.WaitForAsync("/v1/metrics", "connector", MetricNames.Pulled, MetricNames.Sent, MetricNames.Calls, MetricNames.ProcessDuration, "http.client.request.duration");
        await receiver.WaitForAsync("/v1/traces", "connector", "process orders", "orders", "messaging.operation.name");
        await host.StopAsync();

        Assert.Equal(["/v1/metrics", "/v1/traces"], receiver.Paths.Order(StringComparer.Ordinal));
        Assert.DoesNotContain(receiver.Texts("/v1/traces").Concat(receiver.Texts("/v1/metrics")), static text => text.Contains("secret-0123456789", StringComparison.Ordinal));
    }
}
