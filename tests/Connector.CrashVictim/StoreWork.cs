using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.Sqlite;
using Connector.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;

namespace Connector.CrashVictim;

/// <summary>
/// Works on a database file until someone kills it. After each round it writes the round's number: from then on everything that the round did must be in the file,
/// whatever happens to this process.
/// </summary>
internal static class StoreWork
{
    private const string OrderId = "0a0de000-0000-4000-8000-00000000dead";

    public static async Task RunAsync(string path)
    {
        using var database = new SqliteDatabase(path);
        var clock = TimeProvider.System;
        var queue = new SqliteWorkQueue(database, clock);
        var rows = new SqliteSyncStore(database);
        await using var journal = new SqliteJournal(database, NullLogger<SqliteJournal>.Instance);

        for (var round = 1; ; round++)
        {
            await queue.SendAsync(QueueNames.Orders, [.. Enumerable.Range(0, 20).Select(static _ => A.PushOrder())], null, CancellationToken.None);
            var taken = await queue.ReceiveAsync(QueueNames.Orders, 10, TimeSpan.FromHours(1), CancellationToken.None);
            await rows.WriteAsync([.. taken.Select(static m => A.SyncRow(WorkMessageBody.TryRead(m.Body.Span, out var work) ? work.Id : null))], CancellationToken.None);
            await journal.AppendAsync([new JournalEntry(clock.GetUtcNow(), JournalKind.Outcome, OrderId, null, $"{round}")], CancellationToken.None);
            await queue.SettleAsync([.. taken.Select(static m => (m, (Settlement)new Settlement.Complete()))], CancellationToken.None);
            Console.WriteLine(round);
        }
    }
}
