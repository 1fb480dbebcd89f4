using System.Text.Json;
using Connector.Azure.Blobs;
using Connector.Core.Model.Messages;
using Xunit;

namespace Connector.Azure.Tests.Infra;

/// <summary>What the templates of infra/ would make, held against the code. <see cref="BrokenInfraTests"/> shows that each check can fail.</summary>
public sealed class InfraTests
{
    public static TheoryData<string> Snapshots { get; } = new(Snapshot.Paths.Keys);

    [Theory]
    [MemberData(nameof(Snapshots))]
    public void The_app_settings_are_those_that_the_code_reads(string snapshot) => Assert.Empty(AppSettingsCheck.Run(Snapshot.Read(snapshot), AppSettings.Needed, AppSettings.Known));

    [Theory]
    [MemberData(nameof(Snapshots))]
    public void A_setting_that_holds_a_secret_refers_to_the_vault(string snapshot) => Assert.Empty(SecretCheck.Settings(Snapshot.Read(snapshot)));

    [Theory]
    [MemberData(nameof(Snapshots))]
    public void The_queues_are_those_that_the_code_works_on(string snapshot) => Assert.Empty(QueueCheck.Run(Snapshot.Read(snapshot), QueueNames.All));

    [Theory]
    [MemberData(nameof(Snapshots))]
    public void The_key_of_the_shop_can_send_and_nothing_else(string snapshot) => Assert.Empty(QueueCheck.Keys(Snapshot.Read(snapshot), QueueNames.CommerceEvents));

    [Theory]
    [MemberData(nameof(Snapshots))]
    public void No_table_is_made_that_the_code_does_not_know(string snapshot) => Assert.Empty(TableCheck.Run(Snapshot.Read(snapshot), []));

    [Theory]
    [MemberData(nameof(Snapshots))]
    public void Every_role_is_known_and_holds_for_one_resource(string snapshot) => Assert.Empty(RoleCheck.Run(Snapshot.Read(snapshot)));

    [Theory]
    [MemberData(nameof(Snapshots))]
    public void Every_timer_has_a_schedule_and_is_watched(string snapshot) => Assert.Empty(TimerCheck.Run(Snapshot.Read(snapshot), AppSettings.Timers));

    [Theory]
    [MemberData(nameof(Snapshots))]
    public void Nobody_publishes_with_a_password(string snapshot) => Assert.Empty(PublishingCheck.Run(Snapshot.Read(snapshot)));

    [Theory]
    [MemberData(nameof(Snapshots))]
    public void Everything_is_reached_with_an_identity(string snapshot) => Assert.Empty(IdentityCheck.Run(Snapshot.Read(snapshot)));

    /// <summary>The labels' documents hold names and addresses: nobody reads them without an identity, and they go where nobody deletes them.</summary>
    [Theory]
    [MemberData(nameof(Snapshots))]
    public void Documents_have_a_container_of_their_own_and_do_not_stay(string snapshot)
    {
        var deployed = Snapshot.Read(snapshot);
        var container = Assert.Single(deployed.Of("Microsoft.Storage/storageAccounts/blobServices/containers"), static c => c.ShortName == BlobLabelArchive.ContainerName);
        Assert.Equal("None", container.At("properties.publicAccess"));

        var rule = Assert.Single(Assert.Single(deployed.Of("Microsoft.Storage/storageAccounts/managementPolicies")).Properties.GetProperty("policy").GetProperty("rules").EnumerateArray()).GetProperty("definition");
        Assert.Equal($"{BlobLabelArchive.ContainerName}/", Assert.Single(rule.GetProperty("filters").GetProperty("prefixMatch").EnumerateArray()).GetString());
        Assert.Equal(91, rule.GetProperty("actions").GetProperty("baseBlob").GetProperty("delete").GetProperty("daysAfterModificationGreaterThan").GetInt32());
    }

    /// <summary>The table "Who may do what" of docs/azure.md.</summary>
    [Fact]
    public void The_app_and_the_operators_may_do_what_the_guide_says_and_no_more()
    {
        string[] app =
        [
            "ServicePrincipal: Azure Service Bus Data Receiver on queue commerce-events", "ServicePrincipal: Azure Service Bus Data Receiver on queue labels",
            "ServicePrincipal: Azure Service Bus Data Receiver on queue orders",
            "ServicePrincipal: Azure Service Bus Data Receiver on queue shipments", "ServicePrincipal: Azure Service Bus Data Sender on queue commerce-events",
            "ServicePrincipal: Azure Service Bus Data Sender on queue labels", "ServicePrincipal: Azure Service Bus Data Sender on queue orders", "ServicePrincipal: Azure Service Bus Data Sender on queue shipments",
            "ServicePrincipal: Key Vault Secrets User on vaults", "ServicePrincipal: Monitoring Metrics Publisher on components",
            "ServicePrincipal: Storage Blob Data Owner on storageAccounts", "ServicePrincipal: Storage Table Data Contributor on storageAccounts"
        ];
        string[] operators =
        [
            "Group: Azure Service Bus Data Receiver on queue commerce-events", "Group: Azure Service Bus Data Receiver on queue labels",
            "Group: Azure Service Bus Data Receiver on queue orders",
            "Group: Azure Service Bus Data Receiver on queue shipments", "Group: Azure Service Bus Data Sender on queue commerce-events",
            "Group: Azure Service Bus Data Sender on queue labels", "Group: Azure Service Bus Data Sender on queue orders", "Group: Azure Service Bus Data Sender on queue shipments", "Group: Key Vault Secrets Officer on vaults"
        ];

        Assert.Equal(app, RoleCheck.Granted(Snapshot.Read("prod")).Order(StringComparer.Ordinal));
        Assert.Equal(operators.Concat(app), RoleCheck.Granted(Snapshot.Read("everything")).Order(StringComparer.Ordinal));
    }

    /// <summary>The vault's audit log and the namespace's log always; every single operation on storage only when somebody asks for it.</summary>
    [Theory]
    [InlineData("dev", "namespaces allLogs", "vaults audit")]
    [InlineData("prod", "namespaces allLogs", "vaults audit")]
    [InlineData(
        "everything", "blobServices StorageDelete", "blobServices StorageRead", "blobServices StorageWrite", "namespaces allLogs",
        "tableServices StorageDelete", "tableServices StorageRead", "tableServices StorageWrite", "vaults audit")]
    public void Logs_of_the_services_go_to_the_workspace(string name, params string[] logs)
    {
        var settings = Snapshot.Read(name).Of("Microsoft.Insights/diagnosticSettings").ToList();

        Assert.All(settings, s => Assert.Contains("/workspaces/log-connector-", s.At("properties.workspaceId"), StringComparison.Ordinal));
        Assert.Equal(logs, settings.SelectMany(s => s.Properties.GetProperty("logs").EnumerateArray().Select(l => $"{KindOf(s.Scope!)} {NameOf(l)}")).Order(StringComparer.Ordinal));

        static string KindOf(string scope) => scope.Split('/')[^2];
        static string NameOf(JsonElement log) => (log.TryGetProperty("categoryGroup", out var group) ? group : log.GetProperty("category")).GetString()!;
    }

    /// <summary>`azd deploy` finds the app by it.</summary>
    [Fact]
    public void The_app_carries_the_name_of_its_service()
    {
        var service = Snapshot.Read("dev").Of("Microsoft.Web/sites").Single().At("tags.azd-service-name");
        Assert.Contains($"\n  {service}:\n    project: src/Connector.Functions\n", Repository.Text("azure.yaml"), StringComparison.Ordinal);
    }

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

    [Fact]
    public void The_settings_of_the_sample_file_are_known()
    {
        using var sample = JsonDocument.Parse(Repository.Text("local.settings.sample.json"));
        var names = sample.RootElement.GetProperty("Values").EnumerateObject().Select(v => v.Name).ToList();

        Assert.NotEmpty(names);
        Assert.All(names.Except(["FUNCTIONS_WORKER_RUNTIME", "AzureWebJobsStorage", "ServiceBusConnection"]), name => Assert.Contains(name, AppSettings.Known));
    }

    [Fact]
    public void The_app_runs_at_the_same_times_on_a_developers_machine()
    {
        var deployed = Snapshot.Read("prod").AppSettings.Where(s => s.Key.EndsWith("Schedule", StringComparison.Ordinal)).ToList();
        using var sample = JsonDocument.Parse(Repository.Text("local.settings.sample.json"));

        Assert.Equal(AppSettings.Timers.Count, deployed.Count);
        Assert.All(deployed, s => Assert.Equal(s.Value, sample.RootElement.GetProperty("Values").GetProperty(s.Key).GetString()));
    }

    /// <summary>All but the age of a message, which the emulator limits to one hour.</summary>
    [Fact]
    public void The_queues_of_the_emulator_are_those_of_the_templates()
    {
        using var emulator = JsonDocument.Parse(Repository.Text("infra/servicebus-emulator.json"));
        var queues = emulator.RootElement.GetProperty("UserConfig").GetProperty("Namespaces")[0].GetProperty("Queues").EnumerateArray().ToDictionary(q => q.GetProperty("Name").GetString()!, q => q.GetProperty("Properties"), StringComparer.Ordinal);
        var deployed = Snapshot.Read("prod").Of("Microsoft.ServiceBus/namespaces/queues").ToList();

        Assert.Equal(deployed.Select(q => q.ShortName).Order(StringComparer.Ordinal), queues.Keys.Order(StringComparer.Ordinal));
        Assert.All(deployed, queue => Assert.All(
            queues[queue.ShortName].EnumerateObject().Where(p => p.Name != "DefaultMessageTimeToLive"), p => Assert.Equal(queue.At("properties." + char.ToLowerInvariant(p.Name[0]) + p.Name[1..]), p.Value.ToString(), ignoreCase: true)));
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
}
