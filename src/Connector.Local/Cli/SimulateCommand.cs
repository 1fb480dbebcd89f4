using System.CommandLine;
using System.Text.Json;
using Connector.Local.Hosting;
using Connector.Simulators.Commercetools;
using Connector.Simulators.Commercetools.Seeds;
using Connector.Simulators.ShipStation;

namespace Connector.Local.Cli;

/// <summary>`connector simulate`: both vendors on loopback ports, until stopped.</summary>
internal static class SimulateCommand
{
    public static Command Create(CliContext context)
    {
        var commercetoolsPort = new Option<int>("--commercetools-port") { Description = "Port; 0 uses a free one." };
        var shipStationPort = new Option<int>("--shipstation-port") { Description = "Port; 0 uses a free one." };
        var orders = new Option<int>("--orders") { Description = "The number of orders in the shop.", DefaultValueFactory = _ => 40 };
        var seed = new Option<int>("--seed") { Description = "The same seed gives the same orders.", DefaultValueFactory = _ => 1 };
        var mix = new Option<OrderMix>("--mix") { Description = "Plain: every order is sent and ships as a whole. Varied: difficult orders too.", DefaultValueFactory = _ => OrderMix.Plain };
        var latency = new Option<int>("--latency-ms") { Description = "Delay of every response." };
        var rate = new Option<int>("--requests-per-minute") { Description = "API limit of ShipStation; 0 for none.", DefaultValueFactory = _ => 40 };
        var window = new Option<int>("--rate-window-seconds") { Description = "Length of a window of this limit.", DefaultValueFactory = _ => 60 };
        var webhook = new Option<string?>("--webhook-url") { Description = "The address for ShipStation's webhooks." };
        var command = new Command("simulate", "Run both simulators only. Credentials and project key are demo.")
        {
            commercetoolsPort, shipStationPort, orders, seed, mix, latency, rate, window, webhook
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var seconds = parsed.GetValue(window);
            var receiver = Receiver(webhook, parsed.GetValue(webhook));
            if (seconds < 1) throw new ConfigurationException($"{window.Name}: must be at least 1.");
            await using var shop = await AtAsync(commercetoolsPort, parsed.GetValue(commercetoolsPort), port => CommercetoolsSimulator.StartAsync(
                new CommercetoolsSimulatorOptions { Port = port, LatencyMilliseconds = parsed.GetValue(latency) }, cancellationToken));
            shop.Seed(parsed.GetValue(orders), parsed.GetValue(seed), parsed.GetValue(mix));
            await using var shipping = await AtAsync(shipStationPort, parsed.GetValue(shipStationPort), port => ShipStationSimulator.StartAsync(new ShipStationSimulatorOptions
            {
                Port = port, LatencyMilliseconds = parsed.GetValue(latency), RequestsPerMinute = parsed.GetValue(rate), RateWindow = TimeSpan.FromSeconds(seconds), WebhookUrl = receiver
            }, cancellationToken));
            await context.Output.WriteLineAsync(JsonSerializer.Serialize(new Dictionary<string, string>
            {
                ["commercetools"] = Origin(shop.Address), ["shipStation"] = Origin(shipping.Address)
            }));
            await context.Output.FlushAsync(cancellationToken);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return ExitCodes.Done;
        });
        return command;
    }

    /// <summary>A port that cannot be used is reported with its option.</summary>
    private static async Task<T> AtAsync<T>(Option option, int port, Func<int, Task<T>> start)
    {
        if (port is < 0 or > ushort.MaxValue) throw new ConfigurationException($"{option.Name}: must be between 0 and {ushort.MaxValue}.");
        try
        {
            return await start(port);
        }
        catch (Exception e) when (ListenFailure.Reason(e) is { } reason)
        {
            throw new ConfigurationException($"{option.Name}: port {port} {reason}.", e);
        }
    }

    private static Uri? Receiver(Option option, string? address) => address is null ? null
        : Uri.TryCreate(address, UriKind.Absolute, out var url) && (url.Scheme is "http" or "https") ? url
        : throw new ConfigurationException($"{option.Name}: '{address}' is not an http address.");

    private static string Origin(Uri address) => address.GetLeftPart(UriPartial.Authority);
}
