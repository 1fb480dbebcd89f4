using Connector.Core.Model.Shipping;
using Connector.Core.Ports;
using Connector.Sqlite;
using Connector.TestSupport;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace Connector.Tests.Sqlite;

public sealed class SqliteFileTests : IDisposable
{
    private readonly TemporaryFile _file = new();

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task What_was_written_is_there_when_the_file_is_opened_again()
    {
        var row = A.SyncRow();
        using (var database = new SqliteDatabase(_file.Path)) await new SqliteSyncStore(database).WriteAsync([row], default);
        Assert.Single(await new SqliteSyncStore(_file.Open()).GetAsync([row.OrderId], default));
    }

    [Fact]
    public async Task Many_that_make_the_same_new_file_at_once_all_get_it()
    {
        var databases = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => new SqliteDatabase(_file.Path))));
        await new SqliteSyncStore(databases[0]).WriteAsync([A.SyncRow()], default);
        foreach (var database in databases)
        {
            Assert.Single(await new SqliteSyncStore(database).ScanAsync(null, 10, default));
            database.Dispose();
        }
    }

    [Fact]
    public void A_file_of_a_newer_connector_is_refused_and_left_alone()
    {
        using (var database = new SqliteDatabase(_file.Path)) { }
        Run("PRAGMA user_version = 99");
        AssertRefused("newer connector (schema 99");
    }

    [Fact]
    public async Task A_file_of_schema_1_is_brought_up_with_all_that_it_holds()
    {
        var row = A.SyncRow();
        using (var database = new SqliteDatabase(_file.Path)) await new SqliteSyncStore(database).WriteAsync([row], default);
        Run(
            "DROP TABLE order_overrides; DROP TABLE error_cases; DROP TABLE orders; DROP TABLE order_words; ALTER TABLE journal_entries DROP COLUMN events; ALTER TABLE journal_entries DROP COLUMN work_id; ALTER TABLE exchanges DROP COLUMN work_id; DROP TABLE rule_versions; ALTER TABLE sync_rows DROP COLUMN rules_hash; DROP TABLE labels; DROP TABLE label_spends; DROP TABLE label_documents; DROP TABLE seen_notices; DROP TABLE parcels; DROP TABLE run_records; ALTER TABLE leases DROP COLUMN owner; ALTER TABLE messages DROP COLUMN locked_by; ALTER TABLE sync_rows DROP COLUMN reserved_payload; "
            + "ALTER TABLE sync_rows DROP COLUMN unverified; ALTER TABLE sync_rows DROP COLUMN unverified_since; PRAGMA user_version = 1");

        var databases = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => new SqliteDatabase(_file.Path))));

        var seen = new SqliteSeenNotifications(databases[0], TimeProvider.System);
        await seen.MarkAsync("a", DateTimeOffset.MaxValue, default);
        Assert.True(await new SqliteSeenNotifications(databases[1], TimeProvider.System).IsSeenAsync("a", default));
        Assert.Empty(await new SqliteTrackingStore(databases[2]).GetAsync([row.OrderId], default));
        Assert.Single(await new SqliteSyncStore(databases[3]).GetAsync([row.OrderId], default));
        Assert.Empty(await new SqliteLabelStore(databases[3]).GetAsync([row.OrderId], default));
        foreach (var database in databases) database.Dispose();
    }

    [Fact]
    public async Task What_older_versions_wrote_about_shipments_and_parcels_is_read()
    {
        var clock = new ManualTimeProvider();
        var (shipping, tracking) = (new SqliteShippingStore(_file.Open(), clock), new SqliteTrackingStore(_file.Open()));
        var (shipment, orderId) = (A.Shipment(static s => s with { IsForeign = true }), Ids.OrderId());
        await shipping.PutShipmentsAsync([(shipment, orderId)], default);
        await tracking.FollowAsync([new TrackedParcel(A.Account, 1, orderId, "9400", clock.Now)], default);
        await tracking.PutAsync([new TrackingReading { Account = A.Account, ShipmentId = 1, Status = TrackingStatus.Exception, Problem = "Held: no such door" }], default);
        Run("UPDATE shipments SET recorded_state = 'elsewhere'; UPDATE parcels SET told = 'Exception  Held: no such door'");

        var row = Assert.Single(await shipping.GetShipmentsAsync([orderId], default));
        Assert.Equal((new RecordedState(ShipmentMark.Foreign), false), (row.RecordedState, row.Outstanding));
        var parcel = Assert.Single(await tracking.GetAsync([orderId], default));
        Assert.Equal((new WrittenTracking(TrackingStatus.Exception, null, "Held: no such door"), false), (parcel.WrittenBack, parcel.Outstanding));

        Run("UPDATE shipments SET recorded_state = 'shipped, refused'; UPDATE parcels SET told = 'of another version'");
        Assert.Equal(new RecordedState(ShipmentMark.Shipped, IsRefused: true), Assert.Single(await shipping.GetShipmentsAsync([orderId], default)).RecordedState);
        Assert.True(Assert.Single(await tracking.GetAsync([orderId], default)).Outstanding);
    }

    [Fact]
    public void A_file_that_is_no_database_is_refused()
    {
        File.WriteAllText(_file.Path, new string('x', 5000));
        AssertRefused("is not a SQLite database");
        Assert.Equal(5000, new FileInfo(_file.Path).Length);
    }

    [Fact]
    public void The_database_of_another_program_is_refused()
    {
        Run("CREATE TABLE theirs (id INTEGER)");
        AssertRefused("is the database of another program");
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("/", "is a folder")]
    [InlineData("/no/such/folder/connector.db", "does not exist")]
    public void A_bad_path_is_named_at_start(string path, string problem)
    {
        using var provider = Services(path).BuildServiceProvider();
        var error = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IStartupValidator>().Validate());
        Assert.Contains("Sqlite:Path", error.Message, StringComparison.Ordinal);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_port_is_registered_on_the_one_file()
    {
        var services = Services(_file.Path);
        await using (var provider = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true }))
        {
            foreach (var port in StorePorts.All) Assert.NotNull(provider.GetService(port));
            Assert.Equal(_file.Path, provider.GetRequiredService<SqliteDatabase>().Path);
        }
        using (var provider = services.BuildServiceProvider()) Assert.NotNull(provider.GetService<IJournal>());
    }

    private static ServiceCollection Services(string path)
    {
        var services = new ServiceCollection();
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal) { ["Sqlite:Path"] = path }).Build();
        services.AddSqlite(settings);
        return services;
    }

    private void AssertRefused(string problem)
    {
        var error = Assert.Throws<OptionsValidationException>(() => new SqliteDatabase(_file.Path));
        Assert.Contains($"Sqlite:Path: '{_file.Path}' ", error.Message, StringComparison.Ordinal);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    private void Run(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_file.Path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
