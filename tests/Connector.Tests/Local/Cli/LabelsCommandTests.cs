using System.Text;
using Connector.Core.Model.Labels;
using Connector.Core.Ports.Labels;
using Connector.Local.Hosting;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace Connector.Tests.Local.Cli;

public sealed class LabelsCommandTests : IAsyncLifetime
{
    private static readonly string[] s_rules =
    [
        "Services:Rules:0:Methods:0=*", "Services:Rules:0:Carrier=stamps_com", "Services:Rules:0:Service=usps_ground_advantage", "Services:Rules:0:Package=package",
        "Mapping:Package:Weight:Constant=16", "Mapping:Package:Weight:Unit=oz", "Mapping:Package:Length:Constant=9", "Mapping:Package:Length:Unit=in", "Mapping:Package:Width:Constant=6",
        "Mapping:Package:Width:Unit=in", "Mapping:Package:Height:Constant=4", "Mapping:Package:Height:Unit=in", "Mapping:Customs:ShipFromCountry=US", "Mapping:Customs:ShipFromPostalCode=78703",
        "Labels:Mode=Propose", "Labels:Currency=USD", "Labels:Readiness:Address=NotFailed", "Labels:Readiness:AddressAbroad=NotFailed", "Labels:Times:OpenDaily=true",
        "Labels:Guards:MaxPrice=50", "Labels:Guards:Caps:0:Per=Day", "Labels:Guards:Caps:0:Money=500"
    ];

    private TwoVendors _vendors = null!;
    private string _number = "";

    public async Task InitializeAsync()
    {
        _vendors = await TwoVendors.StartAsync();
        _number = _vendors.PlaceOrder();
        Assert.Equal("", (await RunAsync("sync --json")).Error);
    }

    public async Task DisposeAsync() => await _vendors.DisposeAsync();

    [Fact]
    public async Task A_proposal_is_listed_approved_bought_printed_reported_and_voided()
    {
        var list = await RunAsync("labels list");
        Assert.Contains("Proposed", list.Output, StringComparison.Ordinal);
        Assert.Contains("Next: ", list.Output, StringComparison.Ordinal);

        var approved = await RunAsync($"labels approve {_number} --by ada");
        Assert.Equal((0, "1 of 1 approved."), (approved.ExitCode, approved.Output.Split('\n')[0]));
        await RunAsync("sync --json");
        Assert.Equal("Bought", Assert.Single((await RunAsync("labels list --json")).Json.EnumerateArray()).GetProperty("state").GetString());

        var folder = Directory.CreateTempSubdirectory("connector-print-");
        try
        {
            var printed = await RunAsync($"labels print {_number} --json --out {folder.FullName}");
            var file = Assert.Single(printed.Json.GetProperty("files").EnumerateArray()).GetString()!;
            Assert.Equal("%PDF-", Encoding.ASCII.GetString((await File.ReadAllBytesAsync(file))[..5]));
            if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            var merged = await RunAsync($"labels print --from 2020-01-01 --json --out {folder.FullName}");
            Assert.Equal((0, "labels-main.pdf"), (merged.ExitCode, Path.GetFileName(Assert.Single(merged.Json.GetProperty("files").EnumerateArray()).GetString())));
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        var report = (await RunAsync("labels report --json")).Json;
        Assert.True(Assert.Single(report.GetProperty("totals").EnumerateArray()).GetProperty("bought").GetDecimal() > 0m);
        Assert.Contains(_number, (await RunAsync("labels report --csv")).Output.Split("\r\n")[1], StringComparison.Ordinal);
        var trace = (await RunAsync($"trace {_number}")).Output;
        Assert.Contains("decided by ada", trace, StringComparison.Ordinal);
        Assert.Contains("Offer:", trace, StringComparison.Ordinal);

        Assert.Equal(0, (await RunAsync($"labels void {_number}")).ExitCode);
        await RunAsync("sync --json");
        var again = await RunAsync($"labels void {_number}");
        Assert.Equal((1, $"{_number}: cannot void, the label is voided."), (again.ExitCode, again.Error.Trim()));
        Assert.Equal(0, (await RunAsync($"labels another {_number}")).ExitCode);
    }

    [Theory]
    [InlineData("labels approve {0} --dry-run")]
    [InlineData("labels void {0} --jsn")]
    [InlineData("labels approve")]
    [InlineData("labels approve {0} --all")]
    [InlineData("labels approve {0} --location east")]
    [InlineData("labels dismiss")]
    [InlineData("labels list --state 7x")]
    [InlineData("labels list --take 0")]
    [InlineData("labels print")]
    [InlineData("labels print {0} --batch b")]
    [InlineData("labels report --csv --json")]
    [InlineData("labels report --from 2026-02-01 --to 2026-01-01")]
    [InlineData("labels propose --from 2026-02-01 --to 2026-01-01")]
    public async Task What_cannot_be_meant_is_refused_and_changes_nothing(string command)
    {
        var run = await RunAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, command, _number));

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Equal("Proposed", Assert.Single((await RunAsync("labels list --json")).Json.EnumerateArray()).GetProperty("state").GetString());
    }

    [Fact]
    public async Task The_dry_run_says_what_would_be_bought_and_changes_nothing()
    {
        var before = (await RunAsync("labels list --json")).Output;
        _vendors.StartCounting();

        var run = await RunAsync("labels propose --from 2000-01-01", "Labels:Mode=Buy");

        Assert.Matches(@"^Would have bought 1 label for \d+\.\d\d USD, 0 proposals\.", run.Output);
        Assert.Equal(["POST /shipments/getrates"], _vendors.Writes);
        Assert.Equal(before, (await RunAsync("labels list --json")).Output);
        var off = await RunAsync("labels propose", "Labels:Mode=Off");
        Assert.Equal(2, off.ExitCode);
        Assert.Contains("--set Labels:Mode=Buy", off.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_labels_of_a_connector_elsewhere_are_shown_and_decided_alike()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(Settings()).Build();
        var urls = ("http://127.0.0.1:0", "--urls");
        await using var host = ConnectorHost.Create(configuration, urls, verbose: false);
        await ConnectorHost.StartAsync(host, urls, default);
        var url = host.Urls.First();
        foreach (var command in (string[])["labels list", $"labels show {_number}", "labels report", "labels list --state Bought", "labels show NO-SUCH"])
        {
            var (here, there) = (await RunAsync(command), await CommandRun.OfAsync([.. command.Split(' '), "--url", url]));
            Assert.Equal((here.ExitCode, here.Output, here.Error), (there.ExitCode, there.Output, there.Error));
        }

        var run = await CommandRun.OfAsync("labels", "dismiss", _number, "--by", "ada", "--json", "--url", url);

        Assert.Equal((0, 1), (run.ExitCode, run.Json.GetProperty("count").GetInt32()));
        Assert.Contains("decided by ada", (await RunAsync($"labels show {_number}")).Output, StringComparison.Ordinal);
        var again = await CommandRun.OfAsync("labels", "dismiss", _number, "--url", url);
        Assert.Equal((1, $"{_number}: cannot dismiss, the label is dismissed."), (again.ExitCode, again.Error.Trim()));
        Assert.Equal(0, (await CommandRun.OfAsync("labels", "pause", "--url", url)).ExitCode);
        Assert.Contains("goes on", (await RunAsync("labels resume")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pause_stops_what_is_approved_until_resumed()
    {
        Assert.Equal(0, (await RunAsync("labels pause --by ada")).ExitCode);
        await RunAsync("labels approve --all");
        await RunAsync("sync --json");
        Assert.DoesNotContain("POST /orders/createlabelfororder", _vendors.Shipping.Stats.ByRoute.Keys);

        Assert.Contains("goes on", (await RunAsync("labels resume")).Output, StringComparison.Ordinal);
        Assert.Contains("was not paused", (await RunAsync("labels resume")).Output, StringComparison.Ordinal);
    }

    /// <summary>Everything that is for people, with texts as long as they come.</summary>
    [Fact]
    public async Task No_line_is_longer_than_eighty_columns()
    {
        await using (var app = ConnectorApp.Create(new ConfigurationBuilder().AddInMemoryCollection(Settings()).Build(), verbose: false))
        {
            var store = app.Get<ILabelStore>();
            var row = (await store.ListAsync(new LabelFilter(), null, 1, default)).Rows[0];
            await store.WriteAsync([row with { Reason = string.Join(' ', Enumerable.Repeat("something that takes its time to be said", 8)), Intent = row.Intent! with { ServiceCode = new string('s', 90) } }], default);
        }

        foreach (var command in (string[])["labels list", $"labels show {_number}", "labels report", "labels propose --from 2000-01-01", "labels pause", "labels print --from 2020-01-01"])
        {
            var run = await RunAsync(command);
            Assert.NotEmpty(run.Output);
            Assert.All(run.Output.Split('\n'), line => Assert.True(line.TrimEnd('\r').Length <= 80, $"{command}: {line}"));
        }
    }

    private Task<CommandRun> RunAsync(string command, params string[] set) => _vendors.RunAsync(command, [.. s_rules, .. set]);

    private Dictionary<string, string?> Settings() => s_rules.Select(r => r.Split('=', 2)).Append(["Sqlite:Path", _vendors.DatabasePath]).Append(["Commercetools:ProjectKey", "demo"])
        .Append(["Commercetools:ClientId", "demo"]).Append(["Commercetools:ClientSecret", "demo"]).Append(["Commercetools:ApiBaseAddress", $"{_vendors.Shop.Address}"])
        .Append(["Commercetools:AuthorizationBaseAddress", $"{_vendors.Shop.Address}"]).Append(["ShipStation:BaseAddress", $"{_vendors.Shipping.Address}"]).Append(["ShipStation:ApiKey", "demo"])
        .Append(["ShipStation:ApiSecret", "demo"]).Append(["Locations:0:Key", "main"]).Append(["Locations:0:StoreId", "410001"]).Append(["Locations:0:WarehouseId", "88001"])
        .ToDictionary(p => p[0], p => (string?)p[1], StringComparer.Ordinal);
}
