using System.Reflection;
using Connector.Core.Engine.Pump;
using Connector.Core.Flows.Pull;
using Connector.Core.Flows.Push;
using Connector.Core.Model.Messages;
using Connector.Core.Rules.Files;
using Xunit;
using static Connector.Tests.Architecture.CoreFolders;

namespace Connector.Tests.Architecture;

/// <summary>Core has five wings that only look down, and no folder of a wing leads back to itself (docs/architecture.md).</summary>
public sealed class WingTests
{
    /// <summary>Each wing with the wings that it may use besides itself.</summary>
    private static readonly Dictionary<string, string[]> s_allowed = new(StringComparer.Ordinal)
    {
        ["Model"] = [],
        ["Ports"] = ["Model"],
        ["Rules"] = ["Model"],
        ["Flows"] = ["Rules", "Ports", "Model"],
        ["Engine"] = ["Flows", "Rules", "Ports", "Model"]
    };

    private static readonly IReadOnlyCollection<(Type User, Type Used)> s_references = TypeReferences.In(typeof(EngineOptions).Assembly);

    [Fact]
    public void Every_type_of_Core_lives_in_a_wing() =>
        Assert.Empty(typeof(EngineOptions).Assembly.GetTypes().Where(t => t.Namespace?.StartsWith("Connector.", StringComparison.Ordinal) == true && !t.IsNested && !s_allowed.ContainsKey(WingOf(t))).Select(t => t.FullName));

    [Fact]
    public void A_wing_uses_only_the_wings_below_it() => Assert.Empty(Report(WrongWays(s_references)));

    [Fact]
    public void No_folder_of_a_wing_leads_back_to_itself() => Assert.Empty(Report(Circles(s_references)));

    [Fact]
    public void The_push_runs_no_other_flow() =>
        Assert.Empty(Report(s_references.Where(r => FolderOf(r.User) == "Flows/Push" && WingOf(r.Used) == "Flows" && FolderOf(r.Used) is not ("Flows/Push" or "Flows/Writeback"))
            .Select(r => $"{r.User.Name} uses {FolderOf(r.Used)} {r.Used.Name}").Order(StringComparer.Ordinal)));

    [Fact]
    public void A_class_takes_its_own_section_and_not_all_rules() => Assert.Empty(Report(Takers(typeof(EngineOptions).Assembly)));

    [Fact]
    public void The_checks_find_what_they_look_for()
    {
        (Type, Type)[] upward = [(typeof(ConnectorRules), typeof(MessagePump))];
        (Type, Type)[] circle = [(typeof(PushOrderHandler), typeof(OrderPullRun)), (typeof(OrderPullRun), typeof(PushOrderHandler))];
        Assert.Single(WrongWays(upward));
        Assert.NotEmpty(Circles(circle));
        Assert.True(s_references.Count > 500, "The references of Core were not read.");
    }

    /// <summary>Line by line: xunit cuts a long text.</summary>
    private static string Report(IEnumerable<string> findings)
    {
        var text = string.Join(Environment.NewLine, findings);
        return text.Length == 0 ? text : throw new InvalidOperationException(text);
    }

    private static IEnumerable<string> WrongWays(IEnumerable<(Type User, Type Used)> references) =>
        references.Where(r => WingOf(r.User) != WingOf(r.Used) && !s_allowed[WingOf(r.User)].Contains(WingOf(r.Used), StringComparer.Ordinal))
            .Select(r => $"{FolderOf(r.User)} {r.User.Name} uses {FolderOf(r.Used)} {r.Used.Name}").Order(StringComparer.Ordinal);

    private static IEnumerable<string> Circles(IReadOnlyCollection<(Type User, Type Used)> references)
    {
        var edges = references.Where(r => WingOf(r.User) == WingOf(r.Used) && FolderOf(r.User) != FolderOf(r.Used))
            .GroupBy(r => (From: FolderOf(r.User), To: FolderOf(r.Used))).ToDictionary(g => g.Key, g => g.First());
        var reached = edges.Keys.ToHashSet();
        for (var before = 0; before != reached.Count;)
        {
            before = reached.Count;
            reached.UnionWith(from a in reached.ToList() from b in edges.Keys where a.To == b.From select (a.From, b.To));
        }
        return edges.Where(e => reached.Contains((e.Key.To, e.Key.From))).Select(e => $"{e.Key.From} -> {e.Key.To}: {e.Value.User.Name} uses {e.Value.Used.Name}").Order(StringComparer.Ordinal);
    }

    private static IEnumerable<string> Takers(Assembly assembly) =>
        from type in assembly.GetTypes()
        where type.Namespace is { } name && name.StartsWith(Root, StringComparison.Ordinal) && FolderOf(type) != "Rules/Files"
        from method in type.GetConstructors(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static).Cast<MethodBase>()
            .Concat(type.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
        where method.GetParameters().Any(p => p.ParameterType == typeof(ConnectorRules))
        select $"{type.Name}.{method.Name}";
}
