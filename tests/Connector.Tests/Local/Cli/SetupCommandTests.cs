using Connector.Simulators.Commercetools;
using Connector.Simulators.Commercetools.Seeds;
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
    public async Task A_Type_of_the_shop_is_named_by_doctor_and_extended_only_on_demand()
    {
        await using var vendors = await TwoVendors.StartAsync();
        foreach (var order in OrderSeed.Create(40, 1, OrderMix.Varied)) vendors.Shop.Put(order);
        var before = await vendors.RunAsync("doctor");
        Assert.Matches(@"\d+ of 40 recent orders have the Type merchant-order, which lacks all fields", Flat(before));
        Assert.Contains("connector setup --type merchant-order", Flat(before), StringComparison.Ordinal);
        await vendors.RunAsync("setup");
        Assert.Contains("lacks all fields", Flat(await vendors.RunAsync("doctor")), StringComparison.Ordinal);

        var dry = await vendors.RunAsync("setup --type merchant-order --dry-run");
        Assert.Contains("Type merchant-order: would be extended with shipstationStatus", dry.Output, StringComparison.Ordinal);
        var run = await vendors.RunAsync("setup --type merchant-order --json");

        Assert.Equal(0, run.ExitCode);
        var type = Assert.Single(run.Json.GetProperty("steps").EnumerateArray(), static s => s.GetProperty("what").GetString() == "Type merchant-order");
        Assert.StartsWith("added shipstationStatus", type.GetProperty("state").GetString(), StringComparison.Ordinal);
        Assert.Contains("40 recent orders can show status and tracking", Flat(await vendors.RunAsync("doctor")), StringComparison.Ordinal);
        Assert.Contains("Type merchant-order: already complete", (await vendors.RunAsync("setup --type merchant-order")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Type_that_the_shop_does_not_have_is_refused_before_anything_is_created()
    {
        await using var vendors = await TwoVendors.StartAsync(new CommercetoolsSimulatorOptions { WithConnectorResources = false });
        var run = await vendors.RunAsync("setup --type no-such");
        Assert.Equal((2, "--type: commercetools has no Type 'no-such'."), (run.ExitCode, run.Error.Trim()));
        Assert.Empty(vendors.Writes);
    }

    private static string Flat(CommandRun run) => System.Text.RegularExpressions.Regex.Replace(run.Output, @"\s+", " ", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1));

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
