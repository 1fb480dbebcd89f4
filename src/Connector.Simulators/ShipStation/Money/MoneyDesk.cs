using Connector.Simulators.ShipStation.Account;
using Connector.Simulators.ShipStation.Shipments;

namespace Connector.Simulators.ShipStation.Money;

/// <summary>
/// Takes money for labels and gives it back. Wallets pay at purchase, or at the first scan where the label says so; carrier accounts of one's own are invoiced. What is due later is done by
/// whoever reads or writes first after it, with the time at which it was due.
/// </summary>
internal sealed class MoneyDesk(ShipStationAccount account)
{
    public const string OnAcceptance = "on_carrier_acceptance";
    private const decimal RefundAssistShare = 0.7m;

    private readonly PriorityQueue<Due, DateTimeOffset> _due = new();
    private readonly HashSet<long> _opened = [];
    private readonly HashSet<long> _funding = [];

    public Ledger Ledger { get; } = new();
    public Violations Violations { get; } = new();

    public decimal Balance(CarrierData carrier)
    {
        Open(carrier);
        return Ledger.Balance(carrier.ProviderId);
    }

    /// <summary>False when the wallet does not hold the amount; a reload may then be on its way.</summary>
    public bool CanPay(CarrierData carrier, decimal amount)
    {
        if (!carrier.RequiresFundedAccount || Balance(carrier) >= amount) return true;
        FundIfLow(carrier);
        return false;
    }

    /// <summary>Takes the money of a label, now or at its first scan.</summary>
    public void Charge(ShipmentRecord label)
    {
        var details = label.Details;
        if (details.ChargeEvent == OnAcceptance && details.ScannedAt is null) return;
        var carrier = CarrierBook.ById(details.CarrierId)!;
        var amount = -(label.ShipmentCost + label.InsuranceCost);
        Open(carrier);
        if (amount == 0m) return;
        Ledger.Add(account.Clock.GetUtcNow(), carrier.ProviderId, carrier.RequiresFundedAccount ? LedgerKind.Purchase : LedgerKind.Invoice, amount, carrier.RequiresFundedAccount,
            label.ShipmentId, label.Order.OrderId);
        FundIfLow(carrier);
    }

    /// <summary>The money of a voided label: at once, or after the days of the carrier. A carrier account of one's own is not invoiced any longer.</summary>
    public void Refund(ShipmentRecord label, bool byAssist)
    {
        var charged = Ledger.Charged(label.ShipmentId);
        if (charged <= 0m) return;
        var carrier = CarrierBook.ById(label.Details.CarrierId)!;
        var amount = byAssist ? decimal.Round(charged * RefundAssistShare, 2) : charged;
        var days = byAssist || !carrier.RequiresFundedAccount ? 0 : account.Switches.RefundDays.GetValueOrDefault(carrier.Code);
        Later(days, new Due(carrier, LedgerKind.Refund, amount, label));
    }

    /// <summary>What the carrier asks for afterwards, or gives back when the amount is negative.</summary>
    public void Adjust(ShipmentRecord label, decimal amount) =>
        Later(account.Switches.AdjustmentDays, new Due(CarrierBook.ById(label.Details.CarrierId)!, LedgerKind.Adjustment, -amount, label));

    public void Deposit(CarrierData carrier, decimal amount)
    {
        Open(carrier);
        Ledger.Add(account.Clock.GetUtcNow(), carrier.ProviderId, LedgerKind.Deposit, amount, isWallet: true);
    }

    public void Violate(string kind, Orders.OrderRecord? order, bool refused) =>
        Violations.Add(new Violation(account.Clock.GetUtcNow(), kind, order?.OrderId, order?.OrderNumber, refused));

    public void CatchUp()
    {
        var now = account.Clock.GetUtcNow();
        while (_due.TryPeek(out var due, out var at) && at <= now)
        {
            _due.Dequeue();
            Book(due, at);
        }
    }

    public void Clear()
    {
        Ledger.Clear();
        Violations.Clear();
        _due.Clear();
        _opened.Clear();
        _funding.Clear();
    }

    /// <summary>The first row of a wallet is what it held before anybody looked.</summary>
    private void Open(CarrierData carrier)
    {
        if (carrier.RequiresFundedAccount && _opened.Add(carrier.ProviderId))
            Ledger.Add(account.Clock.GetUtcNow(), carrier.ProviderId, LedgerKind.Opening, carrier.Balance, isWallet: true);
    }

    private void Later(double days, Due due)
    {
        var now = account.Clock.GetUtcNow();
        if (days <= 0) Book(due, now);
        else _due.Enqueue(due, now.AddDays(days));
    }

    private void Book(Due due, DateTimeOffset at)
    {
        var (carrier, kind, amount, label) = due;
        if (kind == LedgerKind.AutoFund) _funding.Remove(carrier.ProviderId);
        if (kind == LedgerKind.Refund && label is not null) label.Details.RefundedAt = at;
        Open(carrier);
        Ledger.Add(at, carrier.ProviderId, kind, amount, carrier.RequiresFundedAccount, label?.ShipmentId, label?.Order.OrderId);
    }

    private void FundIfLow(CarrierData carrier)
    {
        var switches = account.Switches;
        if (!carrier.RequiresFundedAccount || switches.AutoFundAmount <= 0 || Ledger.Balance(carrier.ProviderId) >= switches.AutoFundBelow || !_funding.Add(carrier.ProviderId)) return;
        _due.Enqueue(new Due(carrier, LedgerKind.AutoFund, switches.AutoFundAmount, Label: null), account.Clock.GetUtcNow().AddMinutes(switches.AutoFundMinutes));
    }

    private sealed record Due(CarrierData Carrier, string Kind, decimal Amount, ShipmentRecord? Label);
}
