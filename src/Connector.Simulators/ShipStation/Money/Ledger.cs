using System.Text.Json;

namespace Connector.Simulators.ShipStation.Money;

/// <summary>Every amount that moved, in the order of time. The balance of a wallet is the sum of its rows, and nothing else.</summary>
internal sealed class Ledger
{
    private readonly List<LedgerEntry> _entries = [];
    private readonly Dictionary<long, decimal> _balances = [];
    private readonly Dictionary<long, decimal> _charged = [];
    private long _lastId;

    public IReadOnlyList<LedgerEntry> Entries => _entries;

    public LedgerEntry Add(DateTimeOffset at, long carrierId, string kind, decimal amount, bool isWallet, long? labelId = null, long? orderId = null)
    {
        var entry = new LedgerEntry(++_lastId, at, carrierId, kind, amount, isWallet, labelId, orderId);
        _entries.Add(entry);
        if (isWallet) _balances[carrierId] = Balance(carrierId) + amount;
        if (labelId is { } label && kind != LedgerKind.Adjustment) _charged[label] = Charged(label) - amount;
        return entry;
    }

    /// <summary>What the wallet of a carrier account holds.</summary>
    public decimal Balance(long carrierId) => _balances.GetValueOrDefault(carrierId);

    /// <summary>What was taken for a label and not given back, as a number that is not negative.</summary>
    public decimal Charged(long labelId) => _charged.GetValueOrDefault(labelId);

    public void Clear()
    {
        _entries.Clear();
        _balances.Clear();
        _charged.Clear();
    }
}

internal static class LedgerKind
{
    public const string Opening = "opening";
    public const string Deposit = "deposit";
    public const string AutoFund = "auto_fund";
    public const string Purchase = "purchase";

    /// <summary>On the bill of a carrier account of one's own: no wallet.</summary>
    public const string Invoice = "invoice";
    public const string Refund = "refund";
    public const string Adjustment = "adjustment";
}

/// <param name="Amount">Money into the wallet is positive.</param>
/// <param name="IsWallet">False for what the carrier invoices.</param>
internal sealed record LedgerEntry(long EntryId, DateTimeOffset At, long CarrierId, string Kind, decimal Amount, bool IsWallet, long? LabelId, long? OrderId)
{
    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteNumber("entryId", EntryId);
        writer.WriteString("at", At.UtcDateTime);
        writer.WriteNumber("carrierId", CarrierId);
        writer.WriteString("kind", Kind);
        writer.WriteNumber("amount", Amount);
        writer.WriteBoolean("wallet", IsWallet);
        if (LabelId is { } label) writer.WriteNumber("shipmentId", label);
        else writer.WriteNull("shipmentId");
        if (OrderId is { } order) writer.WriteNumber("orderId", order);
        else writer.WriteNull("orderId");
        writer.WriteEndObject();
    }
}
