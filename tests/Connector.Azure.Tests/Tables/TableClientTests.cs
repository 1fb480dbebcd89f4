using Azure;
using Azure.Data.Tables;
using Connector.Azure.Tests.Azurite;
using Xunit;

namespace Connector.Azure.Tests.Tables;

/// <summary>What our stores rely on in the client and the service.</summary>
[NeedsAzurite]
public sealed class TableClientTests
{
    private readonly Storage _storage = new();

    [Fact]
    public async Task A_query_goes_on_over_its_pages()
    {
        var table = await _storage.TableAsync("Pages");
        for (var i = 0; i < 7; i++) await table.AddEntityAsync(new TableEntity("p'+&", $"r{i}") { ["Number"] = i });

        var pages = new List<int>();
        var rows = new List<string>();
        await foreach (var page in table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {"p'+&"} and Number gt {1}"), 2, ["RowKey"]).AsPages())
        {
            pages.Add(page.Values.Count);
            rows.AddRange(page.Values.Select(static r => r.RowKey));
        }

        Assert.Equal([2, 2, 1], pages.Where(static count => count > 0));
        Assert.Equal(["r2", "r3", "r4", "r5", "r6"], rows);
    }

    [Fact]
    public async Task Values_come_back_as_the_types_they_went_as()
    {
        var table = await _storage.TableAsync("Types");
        await table.AddEntityAsync(new TableEntity("p", "r") { ["I"] = 7, ["L"] = 7L, ["B"] = true, ["S"] = "Zoë 漢字 🎁", ["Y"] = new byte[] { 0, 255 }, ["N"] = null });

        var row = (await table.GetEntityIfExistsAsync<TableEntity>("p", "r")).Value!;

        Assert.Equal((7, 7L, true, "Zoë 漢字 🎁"), (row.GetInt32("I"), row.GetInt64("L"), row.GetBoolean("B"), row.GetString("S")));
        Assert.Equal([0, 255], row.GetBinary("Y"));
        Assert.Null(row.GetString("N"));
        Assert.Throws<InvalidOperationException>(() => row.GetInt32("L"));
        Assert.NotNull(row.Timestamp);
        Assert.StartsWith("W/", row.ETag.ToString(), StringComparison.Ordinal);
        Assert.False((await table.GetEntityIfExistsAsync<TableEntity>("p", "other")).HasValue);
    }

    [Fact]
    public async Task Conditions_are_kept()
    {
        var table = await _storage.TableAsync("Conditions");
        var first = (await table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 1, ["B"] = 1 })).Headers.ETag!.Value;
        await AssertRefused(409, "EntityAlreadyExists", () => table.AddEntityAsync(new TableEntity("p", "r")));

        var second = (await table.UpdateEntityAsync(new TableEntity("p", "r") { ["A"] = 2 }, first)).Headers.ETag!.Value;
        await AssertRefused(412, "UpdateConditionNotSatisfied", () => table.UpdateEntityAsync(new TableEntity("p", "r"), first, TableUpdateMode.Replace));
        await AssertRefused(412, "UpdateConditionNotSatisfied", () => table.DeleteEntityAsync("p", "r", first));
        Assert.Equal(1, (await table.GetEntityIfExistsAsync<TableEntity>("p", "r")).Value!.GetInt32("B"));

        await table.UpdateEntityAsync(new TableEntity("p", "r") { ["A"] = 3 }, second, TableUpdateMode.Replace);
        Assert.Null((await table.GetEntityIfExistsAsync<TableEntity>("p", "r")).Value!.GetInt32("B"));
        await table.DeleteEntityAsync("p", "r");
        Assert.Equal(404, (await table.DeleteEntityAsync("p", "r")).Status);
        await AssertRefused(404, "ResourceNotFound", () => table.UpdateEntityAsync(new TableEntity("p", "r"), second));
    }

    [Fact]
    public async Task A_transaction_is_done_whole_or_not_at_all_and_reports_what_was_wrong()
    {
        var table = await _storage.TableAsync("Transactions");
        await table.AddEntityAsync(new TableEntity("p", "there") { ["Text"] = "漢字" });
        var responses = await table.SubmitTransactionAsync(
        [
            new TableTransactionAction(TableTransactionActionType.Add, new TableEntity("p", "a'1 %") { ["Text"] = "--batch {x}" }),
            new TableTransactionAction(TableTransactionActionType.UpsertReplace, new TableEntity("p", "b")),
            new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity("p", "there"))
        ]);
        Assert.Equal([204, 204, 204], responses.Value.Select(static a => a.Status));
        Assert.NotNull(responses.Value[0].Headers.ETag);

        var failure = await Assert.ThrowsAsync<TableTransactionFailedException>(() => table.SubmitTransactionAsync(
        [
            new TableTransactionAction(TableTransactionActionType.UpsertReplace, new TableEntity("p", "c")),
            new TableTransactionAction(TableTransactionActionType.Add, new TableEntity("p", "b"))
        ]));

        Assert.Equal((409, "EntityAlreadyExists", 1), (failure.Status, failure.ErrorCode, failure.FailedTransactionActionIndex));
        Assert.False((await table.GetEntityIfExistsAsync<TableEntity>("p", "c")).HasValue);
        Assert.Equal("--batch {x}", (await table.GetEntityIfExistsAsync<TableEntity>("p", "a'1 %")).Value!.GetString("Text"));
    }

    private static async Task AssertRefused(int status, string code, Func<Task> call)
    {
        var failure = await Assert.ThrowsAsync<RequestFailedException>(call);
        Assert.Equal((status, code), (failure.Status, failure.ErrorCode));
    }
}
