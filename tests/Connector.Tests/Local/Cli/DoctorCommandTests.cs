using System.Text.Json;
using Connector.Simulators.Commercetools;
using Xunit;

namespace Connector.Tests.Local.Cli;

public sealed class DoctorCommandTests
{
    private static readonly string[] Mapped = ["Services:Rules:0:Carrier=fedex", "Services:Rules:0:Service=fedex_2day"];

    [Fact]
    public async Task A_healthy_set_up_fails_nowhere_and_nothing_is_written()
    {
        await using var vendors = await TwoVendors.StartAsync();
        var run = await vendors.RunAsync("doctor --json", Mapped);
        Assert.Equal((0, ""), (run.ExitCode, string.Join('\n', Findings(run, "Fail"))));
        var ok = Findings(run, "Ok");
        foreach (var check in (string[])["credentials", "orders", "export channel", "order Type", "shipping methods", "key", "stores", "warehouses", "services", "API calls left", "SQLite file", "error queue", "clock difference"])
            Assert.Contains(ok, f => f.Contains($" {check}: ", StringComparison.Ordinal));
        Assert.Empty(vendors.Writes);
    }

    [Fact]
    public async Task What_setup_creates_is_missed_with_setup_as_the_fix()
    {
        await using var vendors = await TwoVendors.StartAsync(new CommercetoolsSimulatorOptions { WithConnectorResources = false });
        var run = await vendors.RunAsync("doctor --json", Mapped);
        Assert.Equal(1, run.ExitCode);
        var failed = Findings(run, "Fail");
        Assert.Equal(2, failed.Count);
        Assert.Contains(failed, f => f.Contains("export channel", StringComparison.Ordinal) && f.Contains("connector setup", StringComparison.Ordinal));
        Assert.Contains(failed, f => f.Contains("order Type", StringComparison.Ordinal) && f.Contains("connector setup", StringComparison.Ordinal));
        Assert.Empty(vendors.Writes);
        Assert.Equal(0, (await vendors.RunAsync("setup")).ExitCode);
        Assert.Equal(0, (await vendors.RunAsync("doctor --json", Mapped)).ExitCode);
    }

    [Fact]
    public async Task Attributes_that_the_rules_name_and_the_shop_lacks_or_does_not_save_are_named()
    {
        await using var vendors = await TwoVendors.StartAsync();
        vendors.Shop.SaveToLineItems("tableware", "weight-grams", saved: false);

        var run = await vendors.RunAsync(
            "doctor --json", [.. Mapped, "Mapping:Items:Weight:Attribute=weight-grams", "Mapping:Items:Weight:Unit=g", "Mapping:Items:Upc:Attribute=no-such", "Selection:ZeroWeightAttribute=group"]);

        Assert.Equal(0, run.ExitCode);
        var warnings = Findings(run, "Warn").Where(static f => f.StartsWith("commercetools product attributes: ", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, warnings.Count);
        Assert.Contains(warnings, static f => f.Contains("Mapping.Items.Weight: 'weight-grams' is not saved to line items (tableware)", StringComparison.Ordinal));
        Assert.Contains(warnings, static f => f.Contains("Mapping.Items.Upc: no product type has an attribute 'no-such'", StringComparison.Ordinal));
        Assert.Contains(Findings(run, "Ok"), static f => f.Contains("Selection.ZeroWeightAttribute: group", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Lacking_fields_are_named()
    {
        await using var vendors = await TwoVendors.StartAsync(new CommercetoolsSimulatorOptions { ConnectorTypeFields = [("shipstationStatus", "String")] });
        var run = await vendors.RunAsync("doctor --json", Mapped);
        Assert.Contains("shipstationTrackingUrl", Assert.Single(Findings(run, "Fail")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_ShipStation_key_is_reported_and_the_shop_is_checked_all_the_same()
    {
        await using var vendors = await TwoVendors.StartAsync();
        var run = await vendors.RunAsync("doctor --json", "ShipStation:ApiSecret=wrong-secret");
        Assert.Equal(1, run.ExitCode);
        var failed = Assert.Single(Findings(run, "Fail"));
        Assert.StartsWith("ShipStation default key: ", failed, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-secret", run.Output, StringComparison.Ordinal);
        Assert.Contains(Findings(run, "Ok"), f => f.StartsWith("commercetools order Type", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Wrong_commercetools_credentials_are_reported_and_ShipStation_is_checked_all_the_same()
    {
        await using var vendors = await TwoVendors.StartAsync();
        var run = await vendors.RunAsync("doctor --json", "Commercetools:ClientSecret=wrong-secret");
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("commercetools credentials: ", Assert.Single(Findings(run, "Fail")), StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-secret", run.Output, StringComparison.Ordinal);
        Assert.Contains(Findings(run, "Ok"), f => f.StartsWith("ShipStation default stores", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_rules_file_is_shown_with_number_and_hash()
    {
        await using var vendors = await TwoVendors.StartAsync();
        var rules = Path.ChangeExtension(vendors.DatabasePath, ".rules.json");
        await File.WriteAllTextAsync(rules, """{ "Services": { "Rules": [{ "Carrier": "fedex", "Service": "fedex_2day" }] }, "Mapping": { "Order": { "CustomField3": { "CustomField": "a", "Fallbacks": [{ "Constant": "b" }] } } } }""");
        var run = await vendors.RunAsync("doctor --json", $"Connector:RulesFile={rules}");
        Assert.Contains(Findings(run, "Ok"), f => f.StartsWith($"settings rules file: {rules}, 2 rules, hash ", StringComparison.Ordinal) && f.Contains(", changed 20", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("view_orders:demo manage_orders:demo", true)]
    [InlineData("view_orders:demo manage_orders:demo view_customer_groups:demo", false)]
    public async Task Rules_that_name_customer_groups_need_their_scope(string scope, bool isMissed)
    {
        await using var vendors = await TwoVendors.StartAsync();
        var run = await vendors.RunAsync("doctor --json", [.. Mapped, $"Commercetools:Scope={scope}", "Services:Rules:0:When:CustomerGroups:0=trade"]);
        Assert.Equal(isMissed, Findings(run, "Fail").Any(static f => f.Contains("view_customer_groups", StringComparison.Ordinal)));
        var without = await vendors.RunAsync("doctor --json", [.. Mapped, $"Commercetools:Scope={scope}"]);
        Assert.DoesNotContain(Findings(without, "Fail"), static f => f.Contains("view_customer_groups", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_missing_scope_is_named()
    {
        await using var vendors = await TwoVendors.StartAsync();
        var run = await vendors.RunAsync("doctor --json", "Commercetools:Scope=view_orders:demo view_channels:demo");
        var failed = Findings(run, "Fail");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(failed, f => f.Contains("manage_orders", StringComparison.Ordinal));
        Assert.Contains(failed, f => f.Contains("view_types", StringComparison.Ordinal));
        Assert.Contains(Findings(run, "Warn"), f => f.Contains("view_payments", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Locations:0:StoreId=999", "Locations[0].StoreId: the account has no store 999", "410001 Web Shop")]
    [InlineData("Locations:0:StoreId=410009", "store 410009 Old Catalogue is inactive", "410001 Web Shop")]
    [InlineData("Locations:0:WarehouseId=7", "Locations[0].WarehouseId: the account has no warehouse 7", "88002 West Coast")]
    [InlineData("Locations:0:TagIds:0=42", "Locations[0].TagIds: the account has no tag 42", "5104 Rush")]
    [InlineData("Locations:0:Account=second", "Locations[0].Account: no ShipStation account 'second' is configured", "default")]
    [InlineData("Locations:0:SupplyChannel=nowhere", "Locations[0].SupplyChannel: the shop has no channel 'nowhere'", "berlin")]
    [InlineData("Services:Rules:0:Service=fedex_3day", "Services.Rules[0].Service: carrier 'fedex' has no service 'fedex_3day'", "fedex_2day")]
    [InlineData("Services:Rules:0:Package=crate", "Services.Rules[0].Package: carrier 'fedex' has no package 'crate'", "package")]
    [InlineData("Services:Rules:0:Carrier=owl", "Services.Rules[0].Carrier: the account has no carrier 'owl'", "stamps_com")]
    [InlineData("Writeback:TransitionWhenShipped=gone", "Writeback.TransitionWhenShipped: the shop has no state 'gone'", "create the state")]
    public async Task A_rule_that_names_what_is_not_there_is_reported_with_its_path_and_what_there_is(string set, string text, string fix)
    {
        await using var vendors = await TwoVendors.StartAsync();
        var run = await vendors.RunAsync("doctor --json", [.. Mapped, set]);
        var failed = Assert.Single(Findings(run, "Fail"));
        Assert.Contains(text, failed, StringComparison.Ordinal);
        Assert.Contains(fix, failed[failed.IndexOf("->", StringComparison.Ordinal)..], StringComparison.Ordinal);
        Assert.Equal(1, run.ExitCode);
    }

    [Fact]
    public async Task Shipping_methods_that_no_rule_names_are_listed()
    {
        await using var vendors = await TwoVendors.StartAsync();
        var run = await vendors.RunAsync("doctor --json", "Services:Rules:0:Methods:0=standard", "Services:Rules:0:RequestedService=Standard");
        var warned = Assert.Single(Findings(run, "Warn"), f => f.Contains("shipping methods", StringComparison.Ordinal));
        Assert.Contains("bike-courier, economy, express", warned, StringComparison.Ordinal);
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public async Task A_configured_webhook_that_nobody_subscribed_is_a_warning()
    {
        await using var vendors = await TwoVendors.StartAsync();
        var run = await vendors.RunAsync("doctor --json", "ShipStation:WebhookSecret=a-long-and-secret-word");
        Assert.Contains(Findings(run, "Warn"), f => f.Contains(" webhooks: ", StringComparison.Ordinal));
        Assert.DoesNotContain("a-long-and-secret-word", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_that_others_may_read_are_named()
    {
        if (OperatingSystem.IsWindows()) return;
        await using var vendors = await TwoVendors.StartAsync();
        var settings = Path.Combine(Path.GetDirectoryName(vendors.DatabasePath)!, "settings.json");
        await File.WriteAllTextAsync(settings, "{}");
        File.SetUnixFileMode(settings, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);

        var warned = Findings(await vendors.RunAsync($"doctor --json --settings {settings}", Mapped), "Warn");
        Assert.Contains(warned, f => f.Contains(" files: ", StringComparison.Ordinal) && f.Contains(settings, StringComparison.Ordinal) && f.Contains("chmod 600", StringComparison.Ordinal));

        File.SetUnixFileMode(settings, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var run = await vendors.RunAsync($"doctor --json --settings {settings}", Mapped);
        Assert.DoesNotContain(Findings(run, "Warn"), f => f.Contains(" files: ", StringComparison.Ordinal));
        Assert.Contains(Findings(run, "Ok"), f => f.Contains(" files: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_redaction_key_that_everyone_knows_is_a_warning()
    {
        await using var vendors = await TwoVendors.StartAsync();
        Assert.Contains(Findings(await vendors.RunAsync("doctor --json", [.. Mapped, "Journal:RedactionSalt=connector"]), "Warn"), f => f.Contains("Journal:RedactionSalt", StringComparison.Ordinal));
        var run = await vendors.RunAsync("doctor --json", Mapped);
        Assert.DoesNotContain(Findings(run, "Warn"), f => f.Contains("Journal:RedactionSalt", StringComparison.Ordinal));
        Assert.Contains(Findings(run, "Ok"), f => f.Contains(" redaction key: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_damaged_file_is_a_finding_and_not_a_crash()
    {
        await using var vendors = await TwoVendors.StartAsync();
        vendors.PlaceOrder();
        await vendors.RunAsync("sync");
        await Connector.Tests.Sqlite.SqliteFailureTests.Damage(vendors.DatabasePath);
        var run = await vendors.RunAsync("doctor --json", Mapped);
        Assert.Contains(Findings(run, "Fail"), f => f.Contains("Sqlite:Path", StringComparison.Ordinal));
        Assert.Equal(1, run.ExitCode);
    }

    [Fact]
    public async Task Missing_settings_are_named_with_exit_code_2()
    {
        var run = await CommandRun.OfAsync("doctor", "--json");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(Findings(run, "Fail"), f => f.Contains("Commercetools:ClientSecret", StringComparison.Ordinal));
        Assert.Contains(Findings(run, "Fail"), f => f.Contains("ShipStation:ApiKey", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_command_names_all_missing_settings()
    {
        foreach (var command in (string[])["plan", "sync"])
        {
            var run = await CommandRun.OfAsync(command);
            Assert.Equal(2, run.ExitCode);
            Assert.Contains("Commercetools:ClientSecret", run.Error, StringComparison.Ordinal);
            Assert.Contains("ShipStation:ApiKey", run.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_vendor_that_does_not_respond_gives_exit_code_3()
    {
        await using var vendors = await TwoVendors.StartAsync();
        var run = await vendors.RunAsync("doctor --json", "ShipStation:BaseAddress=http://127.0.0.1:1/");
        Assert.Equal(3, run.ExitCode);
        Assert.StartsWith("ShipStation default key: ", Assert.Single(Findings(run, "Fail")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task People_read_a_table_with_the_fixes()
    {
        await using var vendors = await TwoVendors.StartAsync(new CommercetoolsSimulatorOptions { WithConnectorResources = false });
        var run = await vendors.RunAsync("doctor", Mapped);
        Assert.Contains("-> Run connector setup: it creates it.", run.Output, StringComparison.Ordinal);
    }

    /// <summary>"area check: text -> cure" of the findings with this verdict.</summary>
    private static List<string> Findings(CommandRun run, string verdict) =>
    [
        .. run.Json.GetProperty("findings").EnumerateArray().Where(f => f.GetProperty("verdict").GetString() == verdict)
            .Select(f => $"{Text(f, "area")} {Text(f, "check")}: {Text(f, "text")}{(f.GetProperty("fix").ValueKind == JsonValueKind.Null ? "" : " -> " + Text(f, "fix"))}")
    ];

    private static string Text(JsonElement finding, string name) => finding.GetProperty(name).GetString()!;
}
