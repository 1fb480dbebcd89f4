using System.Globalization;
using Azure.Data.Tables;
using Connector.Core.Model.Labels;
using Connector.Core.Ports.Labels;

namespace Connector.Azure.Tables;

/// <summary>Spending in Table Storage. An account is a partition: the totals of a day and the reservation change in one transaction, or both do not.</summary>
internal sealed class TableSpendLedger(StorageTables tables) : ISpendLedger
{
    private const string Totals = "Totals";
    private const string Day = "Day";
    private const string SpendPrefix = "s:";
    private const string DayPrefix = "t:";

    private readonly StorageTable _table = tables.LabelSpends;

    public Task<bool> ReserveAsync(Spend spend, Func<SpendTotals, bool> fits, CancellationToken cancellationToken) => Contention.DecideAsync<bool>(async () =>
    {
        if (await FindAsync(spend.Account, spend.Id, cancellationToken) is not null) return true;
        var day = await _table.FindAsync(PartitionOf(spend.Account), DayOf(spend.Day), null, cancellationToken);
        var totals = Read(day);
        if (!fits(totals)) return false;
        return await _table.TransactAsync([Change(spend.Account, spend.Day, day, totals.Add(spend, spend.Amount, 1)), new TableTransactionAction(TableTransactionActionType.Add, Write(spend))], cancellationToken)
            ? true : null;
    });

    public Task SettleAsync(string account, string id, decimal amount, CancellationToken cancellationToken) => ChangeAsync(account, id, (spend, entity) =>
    {
        if (spend.Amount == amount) return null;
        var settled = Write(spend with { Amount = amount });
        return (amount - spend.Amount, 0, new TableTransactionAction(TableTransactionActionType.UpdateReplace, settled, entity.ETag));
    }, cancellationToken);

    public Task ReleaseAsync(string account, string id, CancellationToken cancellationToken) =>
        ChangeAsync(account, id, static (spend, entity) => (-spend.Amount, -1, new TableTransactionAction(TableTransactionActionType.Delete, entity, entity.ETag)), cancellationToken);

    public async Task<SpendTotals> GetAsync(string account, DateOnly day, CancellationToken cancellationToken) =>
        Read(await _table.FindAsync(PartitionOf(account), DayOf(day), null, cancellationToken));

    public async Task<int> DeleteBeforeAsync(DateOnly day, CancellationToken cancellationToken)
    {
        var spends = 0;
        foreach (var row in await _table.ListAsync(TableClient.CreateQueryFilter($"Day lt {Text(day)}"), ["PartitionKey", "RowKey"], cancellationToken))
            if (await _table.DeleteAsync(row.PartitionKey, row.RowKey, null, cancellationToken) && row.RowKey.StartsWith(SpendPrefix, StringComparison.Ordinal)) spends++;
        return spends;
    }

    private async Task ChangeAsync(
        string account, string id, Func<Spend, TableEntity, (decimal Amount, int Count, TableTransactionAction Change)?> change, CancellationToken cancellationToken) => await Contention.DecideAsync<bool>(async () =>
    {
        if (await FindAsync(account, id, cancellationToken) is not { } entity) return true;
        var spend = ReadSpend(account, entity);
        if (change(spend, entity) is not var (amount, count, action)) return true;
        var day = await _table.FindAsync(PartitionOf(account), DayOf(spend.Day), null, cancellationToken);
        return await _table.TransactAsync([Change(account, spend.Day, day, Read(day).Add(spend, amount, count)), action], cancellationToken) ? true : null;
    });

    private Task<TableEntity?> FindAsync(string account, string id, CancellationToken cancellationToken) => _table.FindAsync(PartitionOf(account), SpendPrefix + TableKey.Create(id), null, cancellationToken);

    private static TableTransactionAction Change(string account, DateOnly day, TableEntity? kept, SpendTotals totals)
    {
        var entity = new TableEntity(PartitionOf(account), DayOf(day)) { [Day] = Text(day), [Totals] = totals.Write() };
        return kept is null ? new TableTransactionAction(TableTransactionActionType.Add, entity) : new TableTransactionAction(TableTransactionActionType.UpdateReplace, entity, kept.ETag);
    }

    private static SpendTotals Read(TableEntity? day)
    {
        var totals = day is null ? SpendTotals.Empty : SpendTotals.Read(day.GetString(Totals));
        return new SpendTotals([.. totals.Rows.Where(static t => t.Count != 0 || t.Amount != 0)]);
    }

    private static TableEntity Write(Spend spend) => new(PartitionOf(spend.Account), SpendPrefix + TableKey.Create(spend.Id))
    {
        [Day] = Text(spend.Day), ["Id"] = spend.Id, ["Hour"] = spend.Hour, ["Location"] = spend.Location, ["Amount"] = spend.Amount.ToString(CultureInfo.InvariantCulture), ["Currency"] = spend.Currency
    };

    private static Spend ReadSpend(string account, TableEntity entity) => new(
        entity.GetString("Id"), account, entity.GetString("Location"), DateOnly.ParseExact(entity.GetString(Day), Format, CultureInfo.InvariantCulture), entity.GetInt32("Hour") ?? 0,
        decimal.Parse(entity.GetString("Amount"), CultureInfo.InvariantCulture), entity.GetString("Currency"));

    private const string Format = "yyyy-MM-dd";

    private static string PartitionOf(string account) => TableKey.Create(account);
    private static string DayOf(DateOnly day) => DayPrefix + Text(day);
    private static string Text(DateOnly day) => day.ToString(Format, CultureInfo.InvariantCulture);
}
