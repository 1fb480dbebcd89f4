using Connector.Core.Flows.Pull;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Ports;
using Connector.Core.Rules.Selection;
using Connector.Tests.Docs;
using Xunit;

namespace Connector.Tests.Architecture;

/// <summary>Which folders of Core the entry of each flow reaches, counted in the compiled code and compared with docs/architecture.md.</summary>
public sealed class FlowFoldersTests
{
    private static readonly ILookup<Type, Type> s_references = TypeReferences.In(typeof(EngineOptions).Assembly).ToLookup(r => r.User, r => r.Used);

    [Fact]
    public void The_table_of_folders_has_the_counted_folders_of_each_entry()
    {
        var counted = Entries().Select(RowOf).ToList();
        var written = Document.Architecture.Section("## Folders on the way").Table("Entry", "Named in its own folder", "Reached through these", "All")
            .Select(cells => $"| {string.Join(" | ", cells)} |").ToList();
        Assert.True(counted.SequenceEqual(written, StringComparer.Ordinal), $"The table should be:{Environment.NewLine}{string.Join(Environment.NewLine, counted)}");
    }

    /// <summary>How much of Core one flow may ask of its reader (docs/architecture.md).</summary>
    [Theory]
    [InlineData("PushOrderHandler", 8)]
    [InlineData("RecordShipmentHandler", 7)]
    public void A_flow_passes_at_most_so_many_folders(string entry, int most)
    {
        var (named, reached) = FoldersOf(Entries().Single(type => type.Name == entry), s_references);
        Assert.InRange(named.Count + reached.Count, 1, most);
    }

    [Fact]
    public void The_count_follows_references_to_their_end_and_keeps_apart_what_the_own_folder_names()
    {
        var references = new[]
        {
            (User: typeof(OrderPullRun), Used: typeof(OrderSelection)), (User: typeof(OrderSelection), Used: typeof(Order)), (User: typeof(Order), Used: typeof(OrderPullRun)),
            (User: typeof(ICommerceOrders), Used: typeof(Order))
        }.ToLookup(r => r.User, r => r.Used);

        var (named, reached) = FoldersOf(typeof(OrderPullRun), references);

        Assert.Equal(["Flows/Pull", "Rules/Selection"], named);
        Assert.Equal(["Model/Orders"], reached);
    }

    /// <summary>Every type of Core at which a row of the table of flows comes in, in the order of the rows.</summary>
    private static List<Type> Entries()
    {
        var names = Document.FlowRows.SelectMany(row => Document.Links(row[1]))
            .Where(link => link.Target.Contains("/Connector.Core/", StringComparison.Ordinal)).Select(link => link.Text.Trim('`')).Distinct(StringComparer.Ordinal).ToList();
        Assert.NotEmpty(names);
        return names.ConvertAll(name => typeof(EngineOptions).Assembly.GetTypes().Single(type => type.Name == name && !type.IsNested));
    }

    private static string RowOf(Type entry)
    {
        var (named, reached) = FoldersOf(entry, s_references);
        return $"| `{entry.Name}` | {string.Join(", ", named)} | {(reached.Count == 0 ? "-" : string.Join(", ", reached))} | {named.Count + reached.Count} |";
    }

    private static (IReadOnlyList<string> Named, IReadOnlyList<string> Reached) FoldersOf(Type entry, ILookup<Type, Type> references)
    {
        var types = new HashSet<Type> { entry };
        for (var open = new Queue<Type>(types); open.TryDequeue(out var type);)
        {
            foreach (var used in references[type].Where(types.Add)) open.Enqueue(used);
        }
        var own = CoreFolders.FolderOf(entry);
        var named = types.Where(type => CoreFolders.FolderOf(type) == own).SelectMany(type => references[type]).Select(CoreFolders.FolderOf).Append(own).ToHashSet(StringComparer.Ordinal);
        return ([.. named.Order(StringComparer.Ordinal)], [.. types.Select(CoreFolders.FolderOf).Distinct(StringComparer.Ordinal).Except(named, StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
    }
}
