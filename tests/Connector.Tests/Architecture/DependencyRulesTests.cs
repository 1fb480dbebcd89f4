using System.Text.Json;
using System.Xml.Linq;
using Connector.Commercetools;
using Connector.Core.Model.Messages;
using Connector.Http;
using Connector.ShipStation;
using Connector.Sqlite;
using Connector.Tests.Core.Rules.Files;
using Xunit;

namespace Connector.Tests.Architecture;

/// <summary>Who may refer to whom (docs/adr/0001).</summary>
public sealed class DependencyRulesTests
{
    /// <summary>The real clients of Service Bus and Table Storage, which feeds carry; only tests in this list may use them.</summary>
    private static readonly string[] s_clients = ["Azure.Messaging.ServiceBus", "Microsoft.Azure.Amqp", "Azure.Data.Tables"];

    /// <summary>A program that the tests run, no library that anything is built on.</summary>
    private const string TemplateCompiler = "Azure.Bicep.CommandLine.linux-x64";

    private static readonly Dictionary<string, string[]> s_allowed = new(StringComparer.Ordinal)
    {
        ["Connector.Core"] = [],
        ["Connector.Http"] = ["Connector.Core"],
        ["Connector.Commercetools"] = ["Connector.Core", "Connector.Http"],
        ["Connector.ShipStation"] = ["Connector.Core", "Connector.Http"],
        ["Connector.Sqlite"] = ["Connector.Core"],
        ["Connector.Azure"] = ["Connector.Core", "Connector.Http", "Connector.Commercetools"],
        ["Connector.Operations"] = ["Connector.Core"],
        ["Connector.Simulators"] = [],
        ["Connector.Local"] = ["Connector.Core", "Connector.Commercetools", "Connector.ShipStation", "Connector.Sqlite", "Connector.Operations", "Connector.Simulators"],
        ["Connector.Functions"] = ["Connector.Core", "Connector.Commercetools", "Connector.ShipStation", "Connector.Operations", "Connector.Azure"]
    };

    [Fact]
    public void Every_project_is_under_the_rules() =>
        Assert.Equal(s_allowed.Keys.Order(StringComparer.Ordinal), Projects().Select(p => p.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void Projects_refer_only_to_those_below_them() =>
        Assert.All(Projects(), project => Assert.Empty(Included(project.Xml, "ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r)).Except(s_allowed[project.Name])));

    [Fact]
    public void Core_needs_only_extensions_Polly_Cronos_and_the_reader_of_phone_numbers()
    {
        var core = Projects().Single(p => p.Name == "Connector.Core").Xml;
        Assert.All(Included(core, "PackageReference"), package => Assert.True(IsAllowedInCore(package), package));
        Assert.Empty(Included(core, "FrameworkReference"));
    }

    [Fact]
    public void The_compiled_Core_knows_no_HTTP_no_SQL_and_no_Azure() => Assert.Empty(ForbiddenInCore(typeof(EngineOptions)));

    [Fact]
    public void The_HTTP_layer_knows_no_vendor()
    {
        var names = typeof(ApiCall).Assembly.GetTypes().SelectMany(static type => type.GetMembers().Select(static member => member.Name).Append(type.Name)).ToList();

        Assert.Contains(nameof(ApiCall.BaseAddress), names);
        Assert.DoesNotContain(names, static name => name.Contains("ShipStation", StringComparison.OrdinalIgnoreCase) || name.Contains("Commerce", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void The_same_look_at_the_clients_and_the_store_finds_what_Core_must_not_know()
    {
        Assert.Contains("System.Net.Http", ForbiddenInCore(typeof(ShipStationOptions)));
        Assert.Contains("System.Net.Http", ForbiddenInCore(typeof(CommercetoolsOptions)));
        Assert.Contains("Microsoft.Data.Sqlite", ForbiddenInCore(typeof(SqliteOptions)));
    }

    [Fact]
    public void What_the_readme_builds_needs_no_package_of_Azure_Functions_or_commercetools_but_the_two_clients_that_tests_use()
    {
        using var filter = JsonDocument.Parse(File.ReadAllText(Path.Combine(RepositoryFiles.Root(), "Connector.Local.slnf")));
        var projects = filter.RootElement.GetProperty("solution").GetProperty("projects").EnumerateArray().Select(p => p.GetString()!).ToList();
        Assert.NotEmpty(projects);
        Assert.All(projects, project =>
        {
            var xml = XDocument.Load(Path.Combine(RepositoryFiles.Root(), project));
            Assert.DoesNotContain(
                Included(xml, "PackageReference"),
                package => IsCloud(package) && package != TemplateCompiler && !(project.StartsWith("tests/", StringComparison.Ordinal) && s_clients.Contains(package)));
            Assert.DoesNotContain(Included(xml, "ProjectReference"), r => Path.GetFileNameWithoutExtension(r) is "Connector.Azure" or "Connector.Functions");
        });
    }

    private static List<string> ForbiddenInCore(Type inAssembly) =>
    [
        .. inAssembly.Assembly.GetReferencedAssemblies().Select(a => a.Name!)
            .Where(name => !IsAllowedInCore(name) && (IsAboutHttpOrData(name) || !name.StartsWith("System.", StringComparison.Ordinal)))
    ];

    private static bool IsAllowedInCore(string name) => name is "Polly.Core" or "Cronos" or "libphonenumber-csharp" or "PhoneNumbers" || name.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal);

    private static bool IsAboutHttpOrData(string name) => name.StartsWith("System.Net", StringComparison.Ordinal) || name.StartsWith("System.Data", StringComparison.Ordinal);

    /// <summary>What restores only where the whole feed is. Azure.Core and Azure.Identity restore everywhere.</summary>
    private static bool IsCloud(string package) =>
        (package.StartsWith("Azure.", StringComparison.Ordinal) && package is not ("Azure.Core" or "Azure.Identity")) || package.StartsWith("Microsoft.Azure.", StringComparison.Ordinal) || package.StartsWith("commercetools.", StringComparison.OrdinalIgnoreCase);

    private static List<(string Name, XDocument Xml)> Projects() =>
    [
        .. Directory.EnumerateDirectories(Path.Combine(RepositoryFiles.Root(), "src")).SelectMany(d => Directory.EnumerateFiles(d, "*.csproj"))
            .Select(f => (Path.GetFileNameWithoutExtension(f), XDocument.Load(f)))
    ];

    private static IEnumerable<string> Included(XDocument project, string kind) => project.Descendants(kind).Select(e => (string?)e.Attribute("Include")).OfType<string>();
}
