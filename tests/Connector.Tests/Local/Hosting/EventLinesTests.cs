using Connector.Core.Engine.Watch;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.Local.Hosting;
using Connector.TestSupport;
using Connector.TestSupport.InMemory;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Connector.Tests.Local.Hosting;

public sealed class EventLinesTests : IDisposable
{
    private readonly StringWriter _output = new();
    private readonly DateTimeOffset _at = new(2026, 11, 27, 14, 2, 11, TimeSpan.Zero);

    public void Dispose() => _output.Dispose();

    [Fact]
    public async Task One_line_for_each_thing_that_happens_and_none_for_calls_and_repetitions()
    {
        var (journal, inner) = Journal();
        await journal.AppendAsync([Entry("Send order: created"), Entry("Send order: created"), Entry(new string('x', 100)) with { OrderNumber = null, OrderId = null }], default);
        await journal.AppendAsync(new Exchange(_at, "ShipStation", "GET", "/orders", 200, null, TimeSpan.FromSeconds(1), 1, null, null, []), default);

        var lines = _output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static l => l.TrimEnd('\r')).ToList();

        Assert.Equal("14:02:11  US-1  Send order: created", lines[0]);
        Assert.Equal((2, 80), (lines.Count, lines[1].Length));
        Assert.Equal(2, (await inner.ReadAsync("order-1", default)).Count);
    }

    private JournalEntry Entry(string text) => new(_at, JournalKind.Outcome, "order-1", "US-1", text);

    private (IJournal Journal, InMemoryJournal Inner) Journal()
    {
        var inner = new InMemoryJournal();
        var services = new ServiceCollection();
        services.AddSingleton<IJournal>(_ => inner);
        services.Decorate<IJournal>((journal, _) => new EventLines(journal, _output));
        return (services.BuildServiceProvider().GetRequiredService<IJournal>(), inner);
    }
}
