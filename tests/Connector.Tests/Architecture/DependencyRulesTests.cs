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
    /// <summary>Not in every feed; a build takes stand-ins for them unless it is told to take the packages.</summary>
    private static readonly string[] s_missing = ["commercetools.Sdk.Api", "Microsoft.Azure.Functions.Worker.Extensions.ServiceBus"];

    /// <summary>The Azure half; nothing else that is shipped may know a package of Azure, Functions or commercetools.</summary>
    private static readonly string[] s_azure = ["Connector.Azure", "Connector.Functions"];

    private const string Real = "'$(UseStandIns)' != 'true'";
    private const string StandIn = "'$(UseStandIns)' == 'true'";

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
        Assert.All(
            Projects(),
            project => Assert.Empty(Included(project.Xml, "ProjectReference").Where(r => !IsStandIn(r)).Select(r => Path.GetFileNameWithoutExtension(r)).Except(s_allowed[project.Name])));

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
    public void The_readme_builds_everything()
    {
        using var filter = JsonDocument.Parse(File.ReadAllText(Path.Combine(RepositoryFiles.Root(), "Connector.Local.slnf")));
        var built = filter.RootElement.GetProperty("solution").GetProperty("projects").EnumerateArray().Select(p => Path.GetFileNameWithoutExtension(p.GetString()!)).ToList();

        Assert.Equal(Projects().Concat(Projects("tests")).Select(p => p.Name).Order(StringComparer.Ordinal), built.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Only_the_Azure_half_needs_packages_of_Azure_Functions_or_commercetools() => Assert.All(
        Projects().Where(p => !s_azure.Contains(p.Name)),
        project =>
        {
            Assert.DoesNotContain(Included(project.Xml, "PackageReference"), IsCloud);
            Assert.DoesNotContain(Included(project.Xml, "ProjectReference"), r => s_azure.Contains(Path.GetFileNameWithoutExtension(r)));
        });

    [Fact]
    public void What_is_not_in_every_feed_has_a_stand_in_under_the_opposite_condition() => Assert.All(
        Projects().Concat(Projects("tests")),
        project =>
        {
            var packages = References(project.Xml, "PackageReference").Where(r => s_missing.Contains(r.Name)).ToList();
            var standIns = References(project.Xml, "ProjectReference").Where(r => IsStandIn(r.Name)).ToList();
            Assert.All(packages, r => Assert.Equal(Real, r.Condition));
            Assert.All(standIns, r => Assert.Equal(StandIn, r.Condition));
            Assert.Equal(s_azure.Contains(project.Name) ? (1, 1) : (0, 0), (packages.Count, standIns.Count));
        });

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

    private static bool IsStandIn(string reference) => reference.Contains("Connector.StandIns.", StringComparison.Ordinal);

    private static List<(string Name, XDocument Xml)> Projects(string folder = "src") =>
    [
        .. Directory.EnumerateDirectories(Path.Combine(RepositoryFiles.Root(), folder)).SelectMany(d => Directory.EnumerateFiles(d, "*.csproj"))
            .Select(f => (Path.GetFileNameWithoutExtension(f), XDocument.Load(f)))
    ];

    /// <summary>With the condition of its group.</summary>
    private static IEnumerable<(string Name, string? Condition)> References(XDocument project, string kind) =>
        project.Descendants(kind).Where(e => e.Attribute("Include") is not null).Select(e => ((string)e.Attribute("Include")!, (string?)e.Parent!.Attribute("Condition")));

    private static IEnumerable<string> Included(XDocument project, string kind) => References(project, kind).Select(r => r.Name);
}
