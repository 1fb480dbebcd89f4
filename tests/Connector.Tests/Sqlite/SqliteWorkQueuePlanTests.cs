using Connector.Sqlite;
using Xunit;

namespace Connector.Tests.Sqlite;

public sealed class SqliteWorkQueuePlanTests : IDisposable
{
    private readonly TemporaryFile _file = new();

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task Receiving_reads_the_head_of_an_index_however_long_the_queue_is()
    {
        var plan = await _file.Open().ReadAsync(
            static session =>
            {
                var statement = session.Statement("EXPLAIN QUERY PLAN " + SqliteWorkQueue.ReceiveSql);
                foreach (var name in new[] { "@until", "@token", "@queue", "@now", "@max", "@instance", "@deliveries" }) statement.With(name, 1);
                return statement.List(static r => r.Text(3));
            },
            default);

        Assert.Contains(plan, static step => step.Contains("INDEX messages_due (queue=? AND due_at<?)", StringComparison.Ordinal));
        Assert.DoesNotContain(plan, static step => step.StartsWith("SCAN", StringComparison.Ordinal) || step.Contains("TEMP B-TREE", StringComparison.Ordinal));
    }
}
