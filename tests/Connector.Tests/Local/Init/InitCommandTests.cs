using System.Text.Json;
using Connector.Core.Rules.Files;
using Connector.Local.Hosting;
using Connector.Local.Init;
using Connector.Tests.Journeys;
using Connector.Tests.Local.Cli;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace Connector.Tests.Local.Init;

/// <summary>`connector init` with both simulators behind it.</summary>
public sealed class InitCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("connector-init-");

    private string Rules => Path.Combine(_folder.FullName, "connector.jsonc");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task It_writes_rules_that_pass_their_check_and_a_sample_of_the_settings()
    {
        await using var vendors = await TwoVendors.StartAsync();
        vendors.Shop.Put(ShopOrder.Numbered("US-1").Document);

        var run = await vendors.RunAsync($"init --yes --folder {_folder.FullName}");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var text = await File.ReadAllTextAsync(Rules);
        foreach (var offer in (string[])["410001", "88001", "fedex_2day", "standard", "weight-grams", "// Ship-to countries of recent orders: US."]) Assert.Contains(offer, text, StringComparison.Ordinal);
        var rules = RulesFile.Load(text);
        Assert.Equal(("weight-grams", "g"), (rules.Mapping.Items.Weight?.Attribute, rules.Mapping.Items.Weight?.Unit));
        Assert.NotEmpty(rules.Locations);
        var check = await CommandRun.OfAsync("rules", "check", Rules);
        Assert.Equal((0, ""), (check.ExitCode, check.Error));
        Assert.NotEmpty(ConnectorConfiguration.LoadSettings(Path.Combine(_folder.FullName, "connector.local.sample.json"), []).AsEnumerable());
        Assert.True(File.Exists(Path.Combine(_folder.FullName, "connector.schema.json")));
        Assert.True(File.Exists(Path.Combine(_folder.FullName, "connector.local.schema.json")));
        Assert.Empty(vendors.Writes);
    }

    [Fact]
    public async Task No_person_is_named_in_it()
    {
        await using var vendors = await TwoVendors.StartAsync();
        vendors.Shop.Put(ShopOrder.Numbered("US-1").Document);
        await vendors.RunAsync($"init --yes --folder {_folder.FullName}");
        var text = await File.ReadAllTextAsync(Rules);
        foreach (var personal in (string[])["ada.example", "Congress", "Ada"]) Assert.DoesNotContain(personal, text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Options_reply_to_what_would_be_asked()
    {
        await using var vendors = await TwoVendors.StartAsync();
        var run = await vendors.RunAsync($"init --folder {_folder.FullName} --location coast=410001:88002 --location east=410001:88001 --method standard=fedex/fedex_2day/package --weight weight-grams=kg");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var rules = RulesFile.Load(await File.ReadAllTextAsync(Rules));
        Assert.Equal([("coast", 410001L, 88002L), ("east", 410001L, 88001L)], rules.Locations.Select(static l => (l.Key, l.StoreId, l.WarehouseId!.Value)));
        Assert.Equal("coast", rules.Routing.DefaultLocation);
        Assert.Equal(("fedex", "fedex_2day", "package"), (rules.Services.Rules[0].Carrier, rules.Services.Rules[0].Service, rules.Services.Rules[0].Package));
        Assert.Equal("kg", rules.Mapping.Items.Weight!.Unit);
        Assert.Equal(0, (await CommandRun.OfAsync("rules", "check", Rules)).ExitCode);
    }

    [Theory]
    [InlineData("--location east=99", "the account has no store 99. There are: 410001")]
    [InlineData("--location east=410001:99", "the account has no warehouse 99. There are: 88001")]
    [InlineData("--location east", "use the form KEY=STORE")]
    [InlineData("--method standrad=fedex/fedex_2day", "the shop has no shipping method 'standrad'. There are: ")]
    [InlineData("--method standard=fedex/fedex_3day", "carrier 'fedex' has no service 'fedex_3day'. There are: ")]
    [InlineData("--weight wieght=g", "no product type has an attribute 'wieght'. There are: ")]
    public async Task An_option_that_names_nothing_is_refused_with_what_there_is(string option, string expected)
    {
        await using var vendors = await TwoVendors.StartAsync();
        var run = await vendors.RunAsync($"init --yes --folder {_folder.FullName} {option}");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Rules));
    }

    [Theory]
    [InlineData("connector.json")]
    [InlineData("connector.jsonc")]
    public async Task Nothing_is_overwritten_without_being_asked(string name)
    {
        await using var vendors = await TwoVendors.StartAsync();
        var existing = Path.Combine(_folder.FullName, name);
        var sample = Path.Combine(_folder.FullName, "connector.local.sample.json");
        await File.WriteAllTextAsync(existing, "{}");
        await File.WriteAllTextAsync(sample, "{}");

        var run = await vendors.RunAsync($"init --yes --folder {_folder.FullName}");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(("{}", "{}"), (await File.ReadAllTextAsync(existing), await File.ReadAllTextAsync(sample)));
        Assert.Contains(name, run.Output, StringComparison.Ordinal);
        if (name == "connector.jsonc") Assert.Equal(0, (await vendors.RunAsync($"init --yes --overwrite --folder {_folder.FullName}")).ExitCode);
        Assert.Equal(name == "connector.json", await File.ReadAllTextAsync(existing) == "{}");
    }

    [Fact]
    public async Task Without_keys_it_writes_the_sample_and_says_how_to_go_on()
    {
        var run = await CommandRun.OfAsync("init", "--yes", "--folder", _folder.FullName, "--set", "Sqlite:Path=" + Path.Combine(_folder.FullName, "a.db"));
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("ShipStation:ApiKey is missing.", run.Error, StringComparison.Ordinal);
        Assert.Contains("run connector init again", run.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(_folder.FullName, "connector.local.sample.json")));
        Assert.False(File.Exists(Rules));
    }

    [Fact]
    public void Questions_are_asked_again_until_the_reply_can_be_read()
    {
        var offers = new AccountOffers
        {
            Shipping = [new ShippingOffers("default", [new(1, "Shop", null, null, true)], [new(8, "East", true), new(9, "West", false)], [], new Dictionary<string, IReadOnlyList<Connector.ShipStation.Wire.ServiceEntry>> { ["ups"] = [new("ups", "ups_ground", null, true, false)] }, new Dictionary<string, IReadOnlyList<Connector.ShipStation.Wire.ServiceEntry>>(), [])],
            Methods = [new("m1", "standard", "Standard"), new("m2", "express", "Express")], Attributes = ["weight"]
        };
        using var output = new StringWriter();
        using var input = new StringReader("a=5\nwest=1:9\nups/none\nups/ups_ground\n\nnone\n");

        var choices = new InitQuestions(input, output).Ask(InitChoices.Guess(offers), offers);

        Assert.Equal([new InitLocation("west", "default", 1, 9)], choices.Locations);
        Assert.Equal([new InitService("standard", "ups", "ups_ground", null)], choices.Services);
        Assert.Null(choices.WeightAttribute);
        Assert.Contains("the account has no store 5. There are: 1 Shop.", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("[east=1:8]", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Names_of_accounts_cannot_break_the_file()
    {
        const string Odd = "Line\nbreak \"quoted\" \u2028 */ // {";
        var offers = new AccountOffers
        {
            Shipping = [new ShippingOffers("default", [new(1, Odd, null, null, true)], [new(8, Odd, true)], [], new Dictionary<string, IReadOnlyList<Connector.ShipStation.Wire.ServiceEntry>>(), new Dictionary<string, IReadOnlyList<Connector.ShipStation.Wire.ServiceEntry>>(), [])],
            Methods = [new("m1", Odd, Odd)], Attributes = [Odd], Stores = [Odd], CustomFields = [Odd], Countries = [Odd]
        };
        var rules = RulesFile.Load(RulesDraft.Write(offers, InitChoices.Guess(offers)));
        Assert.Equal("line-break-quoted", Assert.Single(rules.Locations).Key);
    }
}
