using Xunit;

namespace Connector.Azure.Tests.Infra;

/// <summary>Each check of <see cref="InfraTests"/> finds its fault in a template made to have it, and nothing in one that has not.</summary>
public sealed class BrokenInfraTests
{
    private static readonly Dictionary<string, Func<BicepFiles, IEnumerable<string>>> s_checks = new(StringComparer.Ordinal)
    {
        ["syntax"] = SyntaxCheck.Run,
        ["modules"] = ModuleCheck.Run,
        ["symbols"] = SymbolCheck.Run,
        ["versions"] = ApiVersionCheck.Run,
        ["secrets"] = SecretCheck.Run,
        ["settings"] = files => AppSettingsCheck.Run(files, new HashSet<string>(["A", "B__*__C"], StringComparer.Ordinal), new HashSet<string>(["A", "B__*__C", "D"], StringComparer.Ordinal)),
        ["queues"] = files => QueueCheck.Run(files, ["orders", "shipments"], "orders"),
        ["keys"] = QueueCheck.Keys,
        ["tables"] = files => TableCheck.Run(files, ["syncrows"]),
        ["roles"] = RoleCheck.Run,
        ["publishing"] = PublishingCheck.Run,
        ["timers"] = files => TimerCheck.Run(files, ["PullOrders", "Reconcile"])
    };

    private static readonly Lazy<Task<Dictionary<string, BicepFiles>>> s_parsed = new(ParseAllAsync);

    /// <summary>Check, template, what must be found.</summary>
    public static TheoryData<string, string, string> Faults { get; } = new()
    {
        { "syntax", "param a string\nresource x 'A/b@1' = {\n  name: a\n", "syntax error" },
        { "syntax", "param a = 'x'\n", "syntax error" },
        { "syntax", "var a = {\n  b: 1 c: 2\n}\n", "'c: 2' needs a line of its own" },
        { "syntax", "var a = 1 var b = 2\n", "'var b = 2' needs a line of its own" },
        { "modules", "module m 'modules/gone.bicep' = {\n  name: 'm'\n}\n", "there is no file modules/gone.bicep" },
        { "modules", "module m 'modules/part.bicep' = {\n  name: 'm'\n  params: {\n    need: 1\n    more: 2\n  }\n}\n", "has no parameter more" },
        { "modules", "module m 'modules/part.bicep' = {\n  name: 'm'\n}\n", "needs the parameter need" },
        { "modules", "var a = 1\n", "modules/part.bicep: no template uses this module" },
        { "symbols", "@description('.')\noutput a string = b\n", "nothing is called b" },
        { "symbols", "@description('.')\noutput a string = resourcegroup().id\n", "there is no function resourcegroup" },
        { "symbols", "@descripton('.')\nparam a string\n", "there is no decorator descripton" },
        { "symbols", "@description('.')\nparam a string\n", "a is never used" },
        { "symbols", "var a = map([], one => two)\n", "nothing is called two" },
        { "symbols", "resource a 'A/b@1' existing = {\n  name: 'x'\n}\n", "a is never used" },
        { "symbols", "param a string\n", "a has no description" },
        { "symbols", "var a = 1\nvar a = 2\n", "a is declared twice" },
        { "symbols", "module m 'modules/part.bicep' = {\n  name: 'm'\n}\n@description('.')\noutput a string = m.outputs.gone\n", "has no output gone" },
        { "versions", "resource a 'Microsoft.Storage/storageAccounts@2019-06-01' = {\n  name: 'x'\n}\n", "is 2019-06-01, not 2025-06-01" },
        { "versions", "resource a 'Microsoft.Cache/redis@2025-06-01' = {\n  name: 'x'\n}\n", "is no type of the table" },
        { "versions", "resource a 'Microsoft.Web/sites@2025-03-01' = {\n  name: 'x'\n  resource b 'slots' = {\n    name: 'y'\n  }\n}\n", "Microsoft.Web/sites/slots is no type" },
        { "secrets", "@secure()\nparam a string\n", "the parameter a carries a secret" },
        { "secrets", "param shipStationApiKey string\n", "the parameter shipStationApiKey carries a secret" },
        { "secrets", "resource a 'A/b@1' = {\n  name: 'x'\n}\nvar b = a.listKeys().primary\n", "listKeys reads secrets" },
        { "secrets", "output connection string = a.properties.ConnectionString\n", "the output connection shows a secret" },
        { "secrets", "var a = 'Endpoint=sb://x/;SharedAccessKey=abc'\n", "a key stands in the text" },
        { "secrets", "var a = {\n  Commercetools__ClientSecret: 'abc'\n}\n", "Commercetools__ClientSecret is no reference to the vault" },
        { "settings", "resource s 'Microsoft.Web/sites/config@1' = {\n  name: 'appsettings'\n  properties: {\n    A: '1'\n  }\n}\n", "B__*__C is not set" },
        { "settings", "resource s 'Microsoft.Web/sites/config@1' = {\n  name: 'appsettings'\n  properties: {\n    WEBSITE_RUN_FROM_PACKAGE: '1'\n  }\n}\n", "WEBSITE_RUN_FROM_PACKAGE is set" },
        { "queues", "var queueNames = [\n  'orders'\n  'invoices'\n]\n", "the queue shipments is missing" },
        { "queues", "var queueNames = [\n  'orders'\n  'invoices'\n]\n", "the code knows no queue invoices" },
        { "queues", "var eventsQueueName = 'events'\n", "commercetools sends to events" },
        { "queues", "resource q 'Microsoft.ServiceBus/namespaces/queues@1' = {\n  name: 'orders'\n  properties: {\n    lockDuration: 'PT1M'\n  }\n}\n", "lockDuration is PT1M, not PT5M" },
        { "queues", "resource q 'Microsoft.ServiceBus/namespaces/queues@1' = {\n  name: 'orders'\n}\n", "requiresSession is not set, not false" },
        { "keys", "resource k 'Microsoft.ServiceBus/namespaces/queues/authorizationRules@1' = {\n  properties: {\n    rights: [\n      'Send'\n      'Listen'\n    ]\n  }\n}\n", "grants Send, Listen" },
        { "keys", "resource k 'Microsoft.ServiceBus/namespaces/AuthorizationRules@1' = {\n  properties: {\n    rights: [\n      'Send'\n    ]\n  }\n}\n", "holds for more than one queue" },
        { "tables", "resource t 'Microsoft.Storage/storageAccounts/tableServices/tables@1' = {\n  name: 'orders'\n}\n", "the code knows no table orders" },
        { "roles", "resource r 'Microsoft.Authorization/roleAssignments@1' = {\n  name: 'x'\n}\n", "r holds for the whole resource group" },
        { "roles", "resource r 'Microsoft.Authorization/roleAssignments@1' = {\n  scope: x\n}\n", "r names no kind of principal" },
        { "roles", "var owner = '8e3af657-a8ff-443c-a75c-2fe8c4bcb635'\n", "is no role of the table" },
        { "publishing", "resource a 'Microsoft.Web/sites@1' = {\n  name: 'x'\n}\n", "a can be published to over scm" },
        { "publishing", "resource a 'Microsoft.Web/sites@1' = {\n  name: 'x'\n  resource b 'basicPublishingCredentialsPolicies' = {\n    name: 'ftp'\n    properties: {\n      allow: true\n    }\n  }\n}\n", "over ftp" },
        { "timers", "var a = {\n  PullOrdersSchedule: '*/5 * * * *'\n}\n", "'*/5 * * * *' is no schedule" },
        { "timers", "var a = '''\ndatatable(Timer: string)[\"PullOrders\"]\n'''\n", "no alert watches the timer Reconcile" },
        { "timers", "var a = '''\ndatatable(Timer: string)[\"PullOrder\"]\n'''\n", "an alert watches PullOrder" }
    };

    [NeedsTheory("node")]
    [MemberData(nameof(Faults))]
    public async Task A_fault_is_found(string check, string template, string finding)
    {
        var files = (await s_parsed.Value)[template];
        if (check != "syntax") Assert.Empty(SyntaxCheck.Run(files));

        Assert.Contains(s_checks[check](files), found => found.Contains(finding, StringComparison.Ordinal));
    }

    [NeedsTheory("node")]
    [InlineData("using '../gone.bicep'\nparam a = 1\n", "there is no file ../gone.bicep")]
    [InlineData("using '../main.bicep'\nparam b = 1\n", "main.bicep has no parameter b")]
    [InlineData("using '../main.bicep'\n", "main.bicep needs the parameter a")]
    [InlineData("param a = 1\n", "uses no template")]
    public async Task A_fault_of_a_parameter_file_is_found(string parameters, string finding)
    {
        var files = await OneAsync(new Dictionary<string, string>(StringComparer.Ordinal) { ["main.bicep"] = "param a int\n", ["environments/dev.bicepparam"] = parameters });
        Assert.Empty(SyntaxCheck.Run(files));

        Assert.Contains(ModuleCheck.Run(files), found => found.Contains(finding, StringComparison.Ordinal));
    }

    [NeedsFact("node")]
    public async Task A_template_without_fault_passes_all_checks_that_apply()
    {
        var files = await OneAsync(With("""
            @description('Names.')
            param names string[]

            @description('Perhaps.')
            param perhaps string?

            var all = reduce(map(names, name => { '${name}-a': perhaps }), {}, (one, two) => union(one, two))
            var each = [for (name, index) in names: { order: index, value: '${name}:${each2[index]}' }]
            var each2 = [for name in names: { value: name }]

            module part 'modules/part.bicep' = {
              name: 'part'
              params: {
                need: length(each)
              }
            }

            resource app 'Microsoft.Web/sites@2025-03-01' = if (!empty(names)) {
              name: part.outputs.told
              resource settings 'config' = {
                name: 'appsettings'
                properties: all
              }
            }
            """));

        Assert.All(new[] { "syntax", "modules", "symbols", "versions", "secrets", "keys", "tables", "roles" }, check => Assert.Empty(s_checks[check](files)));
    }

    private static async Task<BicepFiles> OneAsync(IReadOnlyDictionary<string, string> texts) => (await BicepParser.ParseAsync([texts]))[0];

    private static async Task<Dictionary<string, BicepFiles>> ParseAllAsync()
    {
        var templates = Faults.Select(f => (string)f[1]).Distinct(StringComparer.Ordinal).ToList();
        return templates.Zip(await BicepParser.ParseAsync(templates.ConvertAll(With))).ToDictionary(t => t.First, t => t.Second, StringComparer.Ordinal);
    }

    /// <summary>This as main.bicep, beside a module.</summary>
    private static IReadOnlyDictionary<string, string> With(string main) => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["main.bicep"] = main,
        ["modules/part.bicep"] = "@description('.')\nparam need int\n@description('.')\noutput told string = string(need)\n"
    };
}
