using System.Globalization;
using Connector.Core.Model.Labels;
using Connector.Core.Ports.Labels;

namespace Connector.Sqlite;

/// <summary>Spending in the file: the sum and the new row are one transaction, which no other writer can come between.</summary>
public sealed class SqliteSpendLedger(SqliteDatabase database) : ISpendLedger
{
    public Task<bool> ReserveAsync(Spend spend, Func<SpendTotals, bool> fits, CancellationToken cancellationToken) => database.WriteAsync(
        session =>
        {
            var known = session.Statement("SELECT 1 FROM label_spends WHERE account = @account AND id = @id").With("@account", spend.Account).With("@id", spend.Id).List(static _ => true);
            if (known.Count > 0) return true;
            if (!fits(Sum(session, spend.Account, spend.Day))) return false;
            session.Statement("INSERT INTO label_spends (account, id, day, hour, location, amount, currency) VALUES (@account, @id, @day, @hour, @location, @amount, @currency)")
                .With("@account", spend.Account).With("@id", spend.Id).With("@day", Text(spend.Day)).With("@hour", spend.Hour).With("@location", spend.Location)
                .With("@amount", Text(spend.Amount)).With("@currency", spend.Currency).Run();
            return true;
        },
        cancellationToken);

    public Task SettleAsync(string account, string id, decimal amount, CancellationToken cancellationToken) => database.WriteAsync(
        session => session.Statement("UPDATE label_spends SET amount = @amount WHERE account = @account AND id = @id")
            .With("@amount", Text(amount)).With("@account", account).With("@id", id).Run(),
        cancellationToken);

    public Task ReleaseAsync(string account, string id, CancellationToken cancellationToken) => database.WriteAsync(
        session => session.Statement("DELETE FROM label_spends WHERE account = @account AND id = @id").With("@account", account).With("@id", id).Run(), cancellationToken);

    public Task<SpendTotals> GetAsync(string account, DateOnly day, CancellationToken cancellationToken) =>
        database.ReadAsync(session => Sum(session, account, day), cancellationToken);

    public Task<int> DeleteBeforeAsync(DateOnly day, CancellationToken cancellationToken) =>
        database.WriteAsync(session => session.Statement("DELETE FROM label_spends WHERE day < @day").With("@day", Text(day)).Run(), cancellationToken);

    /// <summary>Amounts are added as decimals: SQLite would add binary fractions.</summary>
    private static SpendTotals Sum(SqliteSession session, string account, DateOnly day)
    {
        var rows = session.Statement("SELECT location, hour, currency, amount FROM label_spends WHERE account = @account AND day = @day").With("@account", account).With("@day", Text(day))
            .List(static r => (Location: r.Text(0), Hour: r.Int(1), Currency: r.Text(2), Amount: decimal.Parse(r.Text(3), CultureInfo.InvariantCulture)));
        return new SpendTotals([.. rows.GroupBy(static r => (r.Location, r.Hour, r.Currency))
            .Select(static g => new SpendTotal(g.Key.Location, g.Key.Hour, g.Key.Currency, g.Sum(static r => r.Amount), g.Count()))]);
    }

    private static string Text(decimal amount) => amount.ToString(CultureInfo.InvariantCulture);

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
