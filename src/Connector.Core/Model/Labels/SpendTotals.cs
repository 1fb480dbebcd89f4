using System.Text.Json;

namespace Connector.Core.Model.Labels;

/// <summary>Money that one label takes from the caps of its account and location, from its reservation on.</summary>
/// <param name="Id">Of the label and its attempt: a reservation under a known id changes nothing.</param>
/// <param name="Day">Calendar day of the merchant.</param>
/// <param name="Hour">Of that day, 0 to 23.</param>
/// <param name="Amount">Major units.</param>
public sealed record Spend(string Id, string Account, string Location, DateOnly Day, int Hour, decimal Amount, string Currency);

/// <summary>What one account spent and reserved on one day.</summary>
public sealed record SpendTotals(IReadOnlyList<SpendTotal> Rows)
{
    public static SpendTotals Empty { get; } = new([]);

    public string Write() => JsonSerializer.Serialize(this, LabelJson.Default.SpendTotals);

    /// <summary>The reverse of <see cref="Write"/>.</summary>
    public static SpendTotals Read(string json) => JsonSerializer.Deserialize(json, LabelJson.Default.SpendTotals) ?? throw new JsonException("The totals are null.");

    /// <summary>With this much more in the spend's hour, location and currency; negative takes back.</summary>
    public SpendTotals Add(Spend spend, decimal amount, int count)
    {
        var at = -1;
        for (var i = 0; i < Rows.Count && at < 0; i++)
            if (Rows[i].Hour == spend.Hour && Rows[i].Location == spend.Location && Rows[i].Currency == spend.Currency) at = i;
        if (at < 0) return new SpendTotals([.. Rows, new SpendTotal(spend.Location, spend.Hour, spend.Currency, amount, count)]);
        var rows = Rows.ToArray();
        rows[at] = rows[at] with { Amount = rows[at].Amount + amount, Count = rows[at].Count + count };
        return new SpendTotals(rows);
    }
}

/// <summary>One hour of one location in one currency.</summary>
public sealed record SpendTotal(string Location, int Hour, string Currency, decimal Amount, int Count);
