using System.Text.Json;
using Xunit;

namespace Connector.Azure.Tests.Infra;

/// <summary>Each check of <see cref="InfraTests"/> and <see cref="CompilerTests"/> finds its fault in resources made to have it, and nothing in ones that have not.</summary>
public sealed class BrokenInfraTests
{
    private static readonly Dictionary<string, Func<Snapshot, IEnumerable<string>>> s_checks = new(StringComparer.Ordinal)
    {
        ["secret settings"] = SecretCheck.Settings,
        ["settings"] = snapshot => AppSettingsCheck.Run(snapshot, new HashSet<string>(["A", "B__Accounts__*__C"], StringComparer.Ordinal), new HashSet<string>(["A", "B__Accounts__*__C", "D"], StringComparer.Ordinal)),
        ["queues"] = snapshot => QueueCheck.Run(snapshot, ["orders", "shipments"]),
        ["keys"] = snapshot => QueueCheck.Keys(snapshot, "orders"),
        ["tables"] = snapshot => TableCheck.Run(snapshot, ["syncrows"]),
        ["roles"] = RoleCheck.Run,
        ["publishing"] = PublishingCheck.Run,
        ["identity"] = IdentityCheck.Run,
        ["timers"] = snapshot => TimerCheck.Run(snapshot, ["PullOrders", "Reconcile"])
    };

    private const string Settings = """{ "id": "x", "type": "Microsoft.Web/sites/config", "name": "app/appsettings", "properties": { PROPERTIES } }""";
    private const string Queue = """{ "id": "x", "type": "Microsoft.ServiceBus/namespaces/queues", "name": "bus/NAME", "properties": { PROPERTIES } }""";
    private const string Rights = """{ "id": "x", "type": "TYPE", "name": "bus/QUEUE/key", "properties": { "rights": [RIGHTS] } }""";
    private const string Role = """{ "id": "ID", "type": "Microsoft.Authorization/roleAssignments", "name": "x", "properties": { "roleDefinitionId": "/r/ROLE"KIND } }""";
    private const string Watch = """{ "id": "x", "type": "Microsoft.Insights/scheduledQueryRules", "name": "alert-x", "properties": { "criteria": { "allOf": [{ "query": "datatable(Timer: string)[NAMES]" }] } } }""";
    private const string App = """{ "id": "x", "type": "Microsoft.Web/sites", "name": "app", "identity": { "type": "UserAssigned" }, "properties": { "httpsOnly": HTTPS, "siteConfig": { "minTlsVersion": "1.2" } } }""";
    private const string OneResource = "/resourceGroups/g/providers/Microsoft.KeyVault/vaults/v/providers/Microsoft.Authorization/roleAssignments/1";
    private const string WholeGroup = "/resourceGroups/g/providers/Microsoft.Authorization/roleAssignments/1";
    private const string Expression = "[extensionResourceId('/resourceGroups/g/providers/Microsoft.KeyVault/vaults/v', 'Microsoft.Authorization/roleAssignments', guid('x'))]";
    private const string GroupExpression = "[resourceId('Microsoft.Authorization/roleAssignments', guid('x'))]";
    private const string SecretsUser = "4633458b-17de-408a-b874-0445c86b69e6";

    /// <summary>Check, resource, what must be found.</summary>
    public static TheoryData<string, string, string> Faults { get; } = new()
    {
        { "secret settings", SettingsOf("\"Commercetools__ClientSecret\": \"abc\""), "Commercetools__ClientSecret is no reference to the vault" },
        { "settings", SettingsOf("\"A\": \"1\""), "B__Accounts__*__C is not set" },
        { "settings", SettingsOf("\"WEBSITE_RUN_FROM_PACKAGE\": \"1\""), "WEBSITE_RUN_FROM_PACKAGE is set" },
        { "queues", QueueOf("invoices", ""), "the queue shipments is missing" },
        { "queues", QueueOf("invoices", ""), "the code knows no queue invoices" },
        { "queues", QueueOf("orders", "\"lockDuration\": \"PT1M\""), "lockDuration is PT1M, not PT5M" },
        { "queues", QueueOf("orders", ""), "requiresSession is not set, not false" },
        { "keys", RightsOf("Microsoft.ServiceBus/namespaces/queues/authorizationRules", "orders", "\"Send\", \"Listen\""), "grants Send, Listen" },
        { "keys", RightsOf("Microsoft.ServiceBus/namespaces/queues/authorizationRules", "shipments", "\"Send\""), "sends to shipments, the code reads orders" },
        { "keys", RightsOf("Microsoft.ServiceBus/namespaces/AuthorizationRules", "orders", "\"Send\""), "holds for more than one queue" },
        { "tables", """{ "id": "x", "type": "Microsoft.Storage/storageAccounts/tableServices/tables", "name": "st/default/orders" }""", "the code knows no table orders" },
        { "roles", RoleOf(WholeGroup, SecretsUser, ", \"principalType\": \"Group\""), "Key Vault Secrets User holds for the whole resource group" },
        { "roles", RoleOf(GroupExpression, SecretsUser, ", \"principalType\": \"Group\""), "Key Vault Secrets User holds for the whole resource group" },
        { "roles", RoleOf(OneResource, SecretsUser, ""), "Key Vault Secrets User names no kind of principal" },
        { "roles", RoleOf(OneResource, "8e3af657-a8ff-443c-a75c-2fe8c4bcb635", ", \"principalType\": \"Group\""), "is no role of the table" },
        { "publishing", AppOf("true"), "app can be published to over scm" },
        { "publishing", AppOf("true") + """, { "id": "x", "type": "Microsoft.Web/sites/basicPublishingCredentialsPolicies", "name": "app/ftp", "properties": { "allow": true } }""", "over ftp" },
        { "identity", AppOf("false"), "httpsOnly is false, not true" },
        { "identity", """{ "id": "x", "type": "Microsoft.Storage/storageAccounts", "name": "st", "properties": { } }""", "allowSharedKeyAccess is not set, not false" },
        { "identity", """{ "id": "x", "type": "Microsoft.ServiceBus/namespaces", "name": "bus", "properties": { "disableLocalAuth": false, "minimumTlsVersion": "1.2" } }""", "takes keys that nobody needs" },
        { "timers", SettingsOf("\"PullOrdersSchedule\": \"*/5 * * * *\""), "'*/5 * * * *' is no schedule" },
        { "timers", WatchOf("PullOrders"), "no alert watches the timer Reconcile" },
        { "timers", WatchOf("PullOrder"), "an alert watches PullOrder" }
    };

    /// <summary>Templates as the compiler writes them.</summary>
    public static TheoryData<string, string> Secrets { get; } = new()
    {
        { "\"parameters\": { \"a\": { \"type\": \"securestring\" } }", "the parameter a carries a secret" },
        { "\"parameters\": { \"shipStationApiKey\": { \"type\": \"string\" } }", "the parameter shipStationApiKey carries a secret" },
        { "\"resources\": { \"m\": { \"properties\": { \"template\": { \"$schema\": \"x\", \"parameters\": { \"password\": { \"type\": \"string\" } } } } } }", "the parameter password carries a secret" },
        { "\"variables\": { \"b\": \"[listKeys(resourceId('A/b', 'x'), '1').primary]\" }", "listKeys reads secrets" },
        { "\"outputs\": { \"connection\": { \"type\": \"string\", \"value\": \"[reference('a').ConnectionString]\" } }", "the output connection shows a secret" },
        { "\"variables\": { \"a\": \"Endpoint=sb://x/;SharedAccessKey=abc\" }", "a key stands in the text" }
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_fault_is_found(string check, string resources, string finding) =>
        Assert.Contains(s_checks[check](SnapshotOf(resources)), found => found.Contains(finding, StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(Secrets))]
    public void A_secret_in_a_template_is_found(string content, string finding)
    {
        using var template = JsonDocument.Parse($$"""{ "$schema": "x", {{content}} }""");
        Assert.Contains(finding, SecretCheck.Template(template.RootElement));
    }

    [Theory]
    [InlineData(OneResource)]
    [InlineData(Expression)]
    public void A_role_for_one_resource_passes(string id) => Assert.Empty(RoleCheck.Run(SnapshotOf(RoleOf(id, SecretsUser, ", \"principalType\": \"Group\""))));

    [Fact]
    public void Settings_of_several_accounts_pass_as_one() =>
        Assert.Empty(s_checks["settings"](SnapshotOf(SettingsOf("\"A\": \"1\", \"B__Accounts__east__C\": \"1\", \"B__Accounts__west__C\": \"1\""))));

    private static Snapshot SnapshotOf(string resources) => Snapshot.Parse("test", $$"""{ "predictedResources": [{{resources}}] }""");

    private static string SettingsOf(string properties) => Settings.Replace("PROPERTIES", properties, StringComparison.Ordinal);

    private static string QueueOf(string name, string properties) => Queue.Replace("NAME", name, StringComparison.Ordinal).Replace("PROPERTIES", properties, StringComparison.Ordinal);

    private static string RightsOf(string type, string queue, string rights) =>
        Rights.Replace("TYPE", type, StringComparison.Ordinal).Replace("QUEUE", queue, StringComparison.Ordinal).Replace("RIGHTS", rights, StringComparison.Ordinal);

    private static string RoleOf(string id, string role, string kind) =>
        Role.Replace("ID\"", id + "\"", StringComparison.Ordinal).Replace("ROLE", role, StringComparison.Ordinal).Replace("KIND", kind, StringComparison.Ordinal);

    private static string AppOf(string https) => App.Replace("HTTPS", https, StringComparison.Ordinal);

    private static string WatchOf(string timer) => Watch.Replace("NAMES", $"\\\"{timer}\\\"", StringComparison.Ordinal);
}
