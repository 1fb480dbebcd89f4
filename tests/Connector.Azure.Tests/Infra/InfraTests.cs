using System.Text.Json;
using Connector.Core.Model.Messages;
using Xunit;

namespace Connector.Azure.Tests.Infra;

/// <summary>The templates of infra/, read with a real Bicep parser and held against the code. <see cref="BrokenInfraTests"/> shows that each check can fail.</summary>
public sealed class InfraTests
{
    [NeedsFact("node")]
    public Task Every_file_is_free_of_syntax_errors() => NoneAsync(SyntaxCheck.Run);

    [NeedsFact("node")]
    public Task Every_module_is_there_and_gets_what_it_declares() => NoneAsync(ModuleCheck.Run);

    [NeedsFact("node")]
    public Task Every_name_is_declared_used_and_described() => NoneAsync(SymbolCheck.Run);

    [NeedsFact("node")]
    public Task Every_resource_has_the_api_version_of_the_table() => NoneAsync(ApiVersionCheck.Run);

    [NeedsFact("node")]
    public Task No_secret_passes_through_a_template() => NoneAsync(SecretCheck.Run);

    [NeedsFact("node")]
    public Task The_app_settings_are_those_that_the_code_reads() => NoneAsync(files => AppSettingsCheck.Run(files, AppSettings.Needed, AppSettings.Known));

    [NeedsFact("node")]
    public Task The_queues_are_those_that_the_code_works_on() => NoneAsync(files => QueueCheck.Run(files, QueueNames.All, QueueNames.CommerceEvents));

    [NeedsFact("node")]
    public Task The_key_of_the_shop_can_send_and_nothing_else() => NoneAsync(QueueCheck.Keys);

    [NeedsFact("node")]
    public Task No_table_is_made_that_the_code_does_not_know() => NoneAsync(files => TableCheck.Run(files, []));

    [NeedsFact("node")]
    public Task Every_role_is_known_and_holds_for_one_resource() => NoneAsync(RoleCheck.Run);

    [NeedsFact("node")]
    public Task Every_timer_has_a_schedule_and_is_watched() => NoneAsync(files => TimerCheck.Run(files, AppSettings.Timers));

    [NeedsFact("node")]
    public Task Nobody_publishes_with_a_password() => NoneAsync(PublishingCheck.Run);

    /// <summary>A key that stands in ShipStation would open whatever else it opens.</summary>
    [Theory]
    [InlineData("docs/azure.md")]
    [InlineData("docs/azure-local.md")]
    [InlineData("docs/settings.md")]
    [InlineData("docs/operations.md")]
    [InlineData("README.md")]
    [InlineData(".ci/smoke")]
    public void Nobody_is_asked_to_put_a_key_of_the_app_into_a_webhooks_address(string file)
    {
        Assert.DoesNotMatch("webhooks/shipstation[^`]*code=", Repository.Text(file));
        Assert.DoesNotContain("functionapp keys", Repository.Text(file), StringComparison.Ordinal);
    }

    /// <summary>The host cuts a run off then; a message's lock is renewed for as long.</summary>
    [Fact]
    public void A_function_may_run_as_long_as_the_lock_of_a_message_is_renewed()
    {
        using var host = JsonDocument.Parse(Repository.Text("host.json"));
        var longest = TimeSpan.Parse(host.RootElement.GetProperty("functionTimeout").GetString()!, System.Globalization.CultureInfo.InvariantCulture);
        var renewed = host.RootElement.GetProperty("extensions").GetProperty("serviceBus").GetProperty("maxAutoLockRenewalDuration").GetString()!;
        Assert.Equal(TimeSpan.Parse(renewed, System.Globalization.CultureInfo.InvariantCulture), longest);
    }

    [NeedsFact("node")]
    public async Task Nothing_is_left_out_of_the_checks()
    {
        var files = await BicepParser.RepositoryAsync();

        Assert.Contains(files.All, f => f.Path == "main.bicep");
        Assert.Equal(2, files.All.Count(f => f.IsParameterFile));
        Assert.Equal(8, files.All.Count(f => f.Path.StartsWith("modules/", StringComparison.Ordinal)));
        Assert.All(files.Templates, f => Assert.NotEmpty(f.Parameters));
        Assert.True(files.Templates.Sum(f => f.Resources.Count) > 25);
    }

    [Fact]
    public void The_settings_of_the_sample_file_are_known()
    {
        using var sample = JsonDocument.Parse(Repository.Text("local.settings.sample.json"));
        var names = sample.RootElement.GetProperty("Values").EnumerateObject().Select(v => v.Name).ToList();

        Assert.NotEmpty(names);
        Assert.All(names.Except(["FUNCTIONS_WORKER_RUNTIME", "AzureWebJobsStorage", "ServiceBusConnection"]), name => Assert.Contains(name, AppSettings.Known));
    }

    [Fact]
    public void The_workbook_is_valid_and_its_placeholders_are_filled()
    {
        var text = Repository.Text("infra/modules/workbook.json");
        using var workbook = JsonDocument.Parse(text);
        Assert.NotEqual(0, workbook.RootElement.GetProperty("items").GetArrayLength());

        var template = Repository.Text("infra/modules/workbook.bicep");
        var placeholders = text.Split('"').Where(t => t.StartsWith("__", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal).ToList();
        Assert.NotEmpty(placeholders);
        Assert.All(placeholders, p => Assert.Contains($"'{p}'", template, StringComparison.Ordinal));
    }

    private static async Task NoneAsync(Func<BicepFiles, IEnumerable<string>> check) => Assert.Empty(check(await BicepParser.RepositoryAsync()));
}
