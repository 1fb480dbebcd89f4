using Xunit;

namespace Connector.Tests.Local.Cli;

public sealed class SetupCommandTests
{
    private const string Secret = "a-long-and-secret-word";
    private const string Subscribe = "POST /webhooks/subscribe";
    private const string SubscribeSigned = "POST /v2/environment/webhooks";

    [Fact]
    public async Task A_dry_run_says_what_would_be_created_and_creates_nothing()
    {
        await using var vendors = await TwoVendors.StartAsync();

        var run = await vendors.RunAsync("setup --dry-run", Settings(vendors));

        Assert.Equal(0, run.ExitCode);
        foreach (var name in (string[])["ITEM_SHIP_NOTIFY", "FULFILLMENT_SHIPPED", "track_event_v2"])
            Assert.Contains($"Webhook {name} of default: would be created", run.Output, StringComparison.Ordinal);
        Assert.Empty(vendors.Writes);
        Assert.DoesNotContain(Secret, run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_subscribes_what_is_missing_and_a_second_run_nothing()
    {
        await using var vendors = await TwoVendors.StartAsync();

        var first = await vendors.RunAsync("setup", Settings(vendors));
        var second = await vendors.RunAsync("setup", Settings(vendors));

        Assert.Equal((0, 0), (first.ExitCode, second.ExitCode));
        Assert.Contains("Webhook ITEM_SHIP_NOTIFY of default: created", first.Output, StringComparison.Ordinal);
        Assert.Contains("Webhook track_event_v2 of default: created", first.Output, StringComparison.Ordinal);
        Assert.Contains("Webhook track_event_v2 of default: already exists", second.Output, StringComparison.Ordinal);
        Assert.Equal((2, 1), (vendors.Shipping.Stats.ByRoute[Subscribe], vendors.Shipping.Stats.ByRoute[SubscribeSigned]));
        Assert.DoesNotContain(Secret, first.Output + first.Error + second.Output, StringComparison.Ordinal);

        var doctor = await vendors.RunAsync("doctor --json", Settings(vendors));
        Assert.DoesNotContain(doctor.Json.GetProperty("findings").EnumerateArray(), f => f.GetProperty("check").GetString() == "webhooks" && f.GetProperty("verdict").GetString() != "Ok");
    }

    [Fact]
    public async Task Without_an_address_nothing_is_subscribed()
    {
        await using var vendors = await TwoVendors.StartAsync();
        var run = await vendors.RunAsync("setup", $"ShipStation:WebhookSecret={Secret}");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Webhooks of default: not configured", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(Subscribe, vendors.Shipping.Stats.ByRoute.Keys);
    }

    [Fact]
    public async Task Doctor_names_each_one_that_is_missing()
    {
        await using var vendors = await TwoVendors.StartAsync();
        var run = await vendors.RunAsync("doctor --json", Settings(vendors));
        var missing = run.Json.GetProperty("findings").EnumerateArray().Where(f => f.GetProperty("check").GetString() == "webhooks").ToList();
        Assert.Equal(3, missing.Count);
        Assert.All(missing, f => Assert.Equal("Warn", f.GetProperty("verdict").GetString()));
        Assert.DoesNotContain(Secret, run.Output, StringComparison.Ordinal);
    }

    private static string[] Settings(TwoVendors vendors) =>
    [
        "ShipStation:WebhookBaseAddress=https://hooks.example.com/", $"ShipStation:WebhookSecret={Secret}", "ShipStation:V2ApiKey=demo", $"ShipStation:V2BaseAddress={vendors.Shipping.Address}"
    ];
}
