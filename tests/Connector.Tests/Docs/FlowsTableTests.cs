using System.Reflection;
using System.Text.RegularExpressions;
using Connector.Core.Engine.Pump;
using Connector.Core.Model.Messages;
using Xunit;

namespace Connector.Tests.Docs;

/// <summary>The table of flows in docs/architecture.md names what there is, and all of it.</summary>
public sealed class FlowsTableTests
{
    private static readonly IReadOnlyList<string[]> s_rows = Document.FlowRows;

    [Fact]
    public void Every_linked_name_is_a_type_in_the_file_that_it_leads_to()
    {
        var links = s_rows.SelectMany(r => r).SelectMany(Document.Links).Where(l => l.Target.EndsWith(".cs", StringComparison.Ordinal)).Distinct().ToList();
        Assert.NotEmpty(links);
        Assert.All(links, link =>
        {
            var file = Path.Combine(Path.GetDirectoryName(Document.Architecture.Path)!, link.Target);
            Assert.True(File.Exists(file), $"{link.Text}: there is no file {link.Target}");
            var declared = new Regex($@"\b(?:class|record|enum|interface|struct) {Regex.Escape(link.Text.Trim('`'))}\b", RegexOptions.None, TimeSpan.FromSeconds(1));
            Assert.True(declared.IsMatch(File.ReadAllText(file)), $"{link.Target} declares no {link.Text}");
        });
    }

    [Fact]
    public void Every_other_name_is_a_message_a_queue_or_a_timer()
    {
        var known = Constants(typeof(MessageTypes)).Select(c => c.Value).Concat(QueueNames.All).Concat(Sources.Timers()).ToHashSet(StringComparer.Ordinal);
        foreach (var cell in s_rows.SelectMany(r => r))
        {
            var linked = Document.Links(cell).Select(l => l.Text.Trim('`')).ToHashSet(StringComparer.Ordinal);
            Assert.All(Document.Code(cell).Where(name => !linked.Contains(name)), name => Assert.Contains(name, known));
        }
    }

    [Fact]
    public void Every_message_type_has_a_row_that_names_its_handler()
    {
        var handlers = typeof(MessageHandlers).GetConstructors().Single().GetParameters().Select(p => p.ParameterType.Name).ToList();
        Assert.Equal(Constants(typeof(MessageTypes)).Count, handlers.Count);
        Assert.All(Constants(typeof(MessageTypes)), type =>
            Assert.Contains(s_rows, row => Document.Code(row[2]).Contains(type.Value) && Document.Code(row[1]).Contains(type.Name + "Handler")));
        Assert.All(handlers, handler => Assert.Contains(s_rows, row => Document.Code(row[1]).Contains(handler)));
    }

    [Fact]
    public void Every_timer_of_the_host_has_a_row() =>
        Assert.All(Sources.Timers(), timer => Assert.Contains(s_rows, row => row[1].Contains($"timer `{timer}`", StringComparison.Ordinal)));

    /// <summary>The handler of a message is named after the constant; its value is what stands in the queue.</summary>
    private static List<(string Name, string Value)> Constants(Type type) =>
        [.. type.GetFields(BindingFlags.Public | BindingFlags.Static).Where(f => f.IsLiteral).Select(f => (f.Name, (string)f.GetRawConstantValue()!))];
}
