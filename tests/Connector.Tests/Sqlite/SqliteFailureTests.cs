using Connector.Core.Model.Messages;
using Connector.Sqlite;
using Connector.TestSupport;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Xunit;

namespace Connector.Tests.Sqlite;

/// <summary>What the file can suffer while it is open: always a failure with a kind and one sentence that names Sqlite:Path.</summary>
public sealed class SqliteFailureTests : IDisposable
{
    private readonly TemporaryFile _file = new();

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task A_full_disk_is_transient_and_what_was_committed_stays()
    {
        var database = _file.Open();
        var store = new SqliteSyncStore(database);
        var row = A.SyncRow();
        await store.WriteAsync([row], default);
        await LimitAsync(database, 1);

        var failure = await Assert.ThrowsAnyAsync<ConnectorException>(() => FillAsync(store));

        Assert.Equal(FailureKind.Transient, failure.Kind);
        Assert.Contains("is full", failure.Message, StringComparison.Ordinal);
        AssertNamed(failure);
        Assert.Single(await store.GetAsync([row.OrderId], default));
        await LimitAsync(database, 1_000_000);
        await FillAsync(store);
    }

    [Fact]
    public async Task A_damaged_page_is_named_by_reads_and_writes()
    {
        var row = A.SyncRow();
        using (var database = new SqliteDatabase(_file.Path)) await FillAsync(new SqliteSyncStore(database));
        await Damage(_file.Path);
        var store = new SqliteSyncStore(_file.Open());

        var read = await Assert.ThrowsAnyAsync<ConnectorException>(async () => await store.ScanAsync(null, 1000, default));
        var write = await Assert.ThrowsAnyAsync<ConnectorException>(async () => await FillAsync(store));

        Assert.Contains("is damaged", read.Message, StringComparison.Ordinal);
        foreach (var failure in (ConnectorException[])[read, write]) AssertNamed(failure);
    }

    [Fact]
    public async Task A_lock_that_another_process_keeps_is_reported_by_the_write_that_waits()
    {
        var database = _file.Open();
        await database.WriteAsync(session => { session.Execute("PRAGMA busy_timeout = 1"); return true; }, default);
        using var other = new SqliteConnection($"Data Source={_file.Path};Pooling=False");
        other.Open();
        using var command = other.CreateCommand();
        command.CommandText = "BEGIN IMMEDIATE";
        command.ExecuteNonQuery();

        var failure = await Assert.ThrowsAnyAsync<ConnectorException>(() => new SqliteSyncStore(database).WriteAsync([A.SyncRow()], default));

        Assert.Equal((FailureKind.Transient, ErrorCodes.Timeout), (failure.Kind, failure.Code));
        AssertNamed(failure);
    }

    [Fact]
    public void A_folder_in_place_of_the_file_is_named()
    {
        Directory.CreateDirectory(_file.Path);
        AssertRefused(Assert.ThrowsAny<OptionsValidationException>(() => new SqliteDatabase(_file.Path)));
    }

    [Fact]
    public void A_file_in_place_of_the_folder_is_named()
    {
        File.WriteAllText(_file.Path, "x");
        AssertRefused(Assert.ThrowsAny<OptionsValidationException>(() => new SqliteDatabase(Path.Combine(_file.Path, "connector.db"))));
    }

    [Fact]
    public async Task The_files_are_for_their_owner_alone()
    {
        if (OperatingSystem.IsWindows()) return;
        await new SqliteSyncStore(_file.Open()).WriteAsync([A.SyncRow()], default);
        foreach (var path in Files(_file.Path)) Assert.Equal((path, UnixFileMode.UserRead | UnixFileMode.UserWrite), (path, File.GetUnixFileMode(path)));
    }

    [Fact]
    public async Task A_file_of_ours_that_others_may_read_is_closed_to_them_when_it_is_opened()
    {
        if (OperatingSystem.IsWindows()) return;
        using (var database = new SqliteDatabase(_file.Path)) await new SqliteSyncStore(database).WriteAsync([A.SyncRow()], default);
        File.SetUnixFileMode(_file.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);

        await new SqliteSyncStore(_file.Open()).WriteAsync([A.SyncRow()], default);

        foreach (var path in Files(_file.Path)) Assert.Equal((path, UnixFileMode.UserRead | UnixFileMode.UserWrite), (path, File.GetUnixFileMode(path)));
    }

    [Fact]
    public void The_file_of_another_program_keeps_its_mode()
    {
        if (OperatingSystem.IsWindows()) return;
        const UnixFileMode open = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        File.WriteAllText(_file.Path, new string('x', 5000));
        File.SetUnixFileMode(_file.Path, open);
        Assert.Throws<OptionsValidationException>(() => new SqliteDatabase(_file.Path));
        Assert.Equal(open, File.GetUnixFileMode(_file.Path));
    }

    /// <summary>Overwrites the first page of every table and index, so that the file still opens and says what it is.</summary>
    internal static async Task Damage(string path)
    {
        var pages = new List<long>();
        long size;
        using (var connection = new SqliteConnection($"Data Source={path};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
            command.ExecuteNonQuery();
            command.CommandText = "PRAGMA page_size";
            size = (long)command.ExecuteScalar()!;
            command.CommandText = "SELECT rootpage FROM sqlite_schema WHERE rootpage > 1";
            using var reader = command.ExecuteReader();
            while (reader.Read()) pages.Add(reader.GetInt64(0));
        }
        await using var stream = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        foreach (var page in pages)
        {
            stream.Seek((page - 1) * size, SeekOrigin.Begin);
            await stream.WriteAsync(Enumerable.Repeat((byte)0x5A, (int)size).ToArray());
        }
    }

    private static string[] Files(string path) => [path, path + "-wal", path + "-shm"];

    private static Task<bool> LimitAsync(SqliteDatabase database, int pages) =>
        database.WriteAsync(session => { session.Execute($"PRAGMA max_page_count = {pages}"); return true; }, default);

    private static async Task FillAsync(SqliteSyncStore store) => await store.WriteAsync([.. Enumerable.Range(0, 200).Select(_ => A.SyncRow())], default);

    private void AssertNamed(ConnectorException failure)
    {
        Assert.StartsWith($"Sqlite:Path: '{_file.Path}' ", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
    }

    private static void AssertRefused(OptionsValidationException refused) => Assert.StartsWith("Sqlite:Path: ", Assert.Single(refused.Failures), StringComparison.Ordinal);
}
