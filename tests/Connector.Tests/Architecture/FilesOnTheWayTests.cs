using System.Reflection;
using Connector.Commercetools;
using Connector.Core.Ports;
using Connector.Core.Ports.Labels;
using Connector.Http;
using Connector.ShipStation;
using Connector.ShipStation.Labels;
using Connector.Tests.Docs;
using Xunit;

namespace Connector.Tests.Architecture;

/// <summary>How many of our files one POST passes between the class that implements the port and the socket, counted in the compiled code and compared with docs/architecture.md.</summary>
public sealed class FilesOnTheWayTests
{
    private const int MostFiles = 8;

    public static TheoryData<Type, string> Posts => new()
    {
        { typeof(CommerceOrders), nameof(ICommerceOrders.UpdateAsync) }, { typeof(LabelPurchases), nameof(ILabelPurchases.BuyAsync) },
        { typeof(ShipStationAccount), nameof(IShippingAccount.UpsertAsync) }
    };

    [Theory]
    [MemberData(nameof(Posts))]
    internal void One_POST_passes_at_most_eight_files(Type start, string method) => Assert.InRange(StepsOf(start, method).Count, 2, MostFiles);

    [Fact]
    public void The_table_of_files_has_the_counted_files_of_each_POST()
    {
        var counted = Posts.Select(row => RowOf((Type)row[0], (string)row[1])).ToList();
        var written = Document.Architecture.Section("## Files on the way").Table("POST", "Files that it passes", "Count", "Mapping and values beside it").Select(cells => $"| {string.Join(" | ", cells)} |").ToList();
        Assert.True(counted.SequenceEqual(written, StringComparer.Ordinal), $"The table should be:{Environment.NewLine}{string.Join(Environment.NewLine, counted)}");
    }

    [Theory]
    [MemberData(nameof(Posts))]
    internal void The_way_leads_through_every_handler_down_to_the_socket(Type start, string method) =>
        Assert.Superset(
            new HashSet<string>(StringComparer.Ordinal) { nameof(ApiCall), nameof(RetryHandler), nameof(PermitHandler), nameof(JournalHandler), nameof(BodyReader) },
            StepsOf(start, method).ToHashSet(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Posts))]
    internal void Each_of_them_is_a_file_with_its_name(Type start, string method)
    {
        var files = Directory.EnumerateFiles(Path.Combine(Document.Root, "src"), "*.cs", SearchOption.AllDirectories).Select(Path.GetFileNameWithoutExtension).ToHashSet(StringComparer.Ordinal);
        Assert.DoesNotContain(StepsOf(start, method), step => !files.Contains(step));
    }

    private static string RowOf(Type start, string method)
    {
        var steps = StepsOf(start, method);
        var others = WayOf(start, method).Where(static type => !IsStep(type) && !type.Namespace!.EndsWith(".Wire", StringComparison.Ordinal)).Select(NameOf).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        return $"| `{start.Name}.{method}` | {string.Join(", ", steps)} | {steps.Count} | {string.Join(", ", others)} |";
    }

    private static List<string> StepsOf(Type start, string method) =>
        [.. WayOf(start, method).Where(IsStep).Select(NameOf).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static IReadOnlySet<Type> WayOf(Type start, string method) =>
        CallWay.From(start.GetMethod(method)!, start.Assembly, typeof(ApiCall).Assembly);

    /// <summary>
    /// Wire records and mapping say what is sent and what a response means, and differ by endpoint. A record, an exception and a set of options are values: they are handed
    /// on, and nothing is done in them.
    /// </summary>
    private static bool IsStep(Type type) =>
        !type.Namespace!.EndsWith(".Wire", StringComparison.Ordinal) && !type.Namespace.EndsWith(".Mapping", StringComparison.Ordinal)
        && !typeof(Exception).IsAssignableFrom(type) && !type.Name.EndsWith("Options", StringComparison.Ordinal)
        && type.GetMethod("<Clone>$", BindingFlags.Public | BindingFlags.Instance) is null && !type.IsEnum;

    private static string NameOf(Type type) => type.Name.Split('`')[0];
}
