using System.Text.Json;
using Connector.Core.Model.Labels;
using Connector.Core.Ports.Labels;

namespace Connector.Tests.Journeys.Labels;

/// <summary>Compares what the connector has noted with the shipping side's own ledger.</summary>
/// <param name="peoples">Labels that people bought: they cost nothing here.</param>
/// <param name="released">How often somebody said that an order may be labelled (again).</param>
internal sealed class LabelJudge(LabelWorld it, LabelSeason season, IReadOnlySet<long> peoples, IReadOnlyDictionary<string, int> released)
{
    /// <summary>Above its quote, a label may cost so much more: that is set aside.</summary>
    private const decimal Reserve = 1.05m;

    private readonly List<string> _problems = [];

    /// <summary>Labels that were bought by us, and how often an outcome was not known to the end.</summary>
    public (int Bought, int Open) Tally { get; private set; }

    public async Task<IReadOnlyList<string>> ProblemsAsync(IReadOnlyList<string> numbers)
    {
        var ledger = await it.LedgerAsync();
        _problems.AddRange(ledger.GetProperty("violations").EnumerateArray().Select(static v => $"{v.Text("orderNumber")}: {v.Text("kind")}"));
        var charges = ledger.GetProperty("entries").EnumerateArray().Where(static e => e.Text("kind") is "purchase" or "invoice").Select(Charge.From).ToList();
        var rows = new List<LabelRow>();
        foreach (var number in numbers) rows.AddRange(await it.LabelsAsync(number));
        Tally = (charges.Count, rows.Count(static r => r.State == LabelState.Unknown));
        foreach (var number in numbers) await CheckAsync(number, [.. rows.Where(r => r.OrderNumber == number)], charges);
        CheckCaps(rows, charges);
        await CheckMoneyAsync(rows, charges);
        return _problems;
    }

    private async Task CheckAsync(string number, IReadOnlyList<LabelRow> rows, IReadOnlyList<Charge> charges)
    {
        var there = await it.World.ShippingOrdersAsync(number);
        if (there is not [var order]) return;
        var text = string.Join(", ", rows.Select(static r => $"{r.State} {r.Code} {r.Reason}"));
        var status = order.Text("orderStatus");
        if (rows.Count == 0 && status == "awaiting_shipment") _problems.Add($"{number} was never a candidate");
        if (status == "awaiting_shipment" && rows.Any(static r => r is { State: LabelState.Waiting or LabelState.Approved, Code: null })) _problems.Add($"{number} has no label and no reason: {text}");
        if (rows.Any(static r => r.State == LabelState.Reserved || r is { State: LabelState.Unknown, Code: null })) _problems.Add($"{number} is still under way: {text}");
        if (status == "awaiting_shipment" && rows.Any(static r => r.State == LabelState.Bought)) _problems.Add($"{number} has no label any longer, and its row does not say so: {text}");
        var bought = charges.Count(c => c.OrderId == order.GetProperty("orderId").GetInt64());
        if (bought > 1 + released.GetValueOrDefault(number)) _problems.Add($"{number} was bought {bought} times: {text}");
    }

    /// <summary>Each cap, in money and in number; only what a label cost beyond its reserve may pass one (docs/labels.md).</summary>
    private void CheckCaps(IReadOnlyList<LabelRow> rows, IReadOnlyList<Charge> charges)
    {
        var quoted = rows.Where(static r => r.Purchase?.ShipmentId is not null).ToDictionary(static r => r.Purchase!.ShipmentId!.Value, static r => r.Intent!.Price);
        decimal Counted(Charge charge) => quoted.TryGetValue(charge.ShipmentId, out var price) ? Math.Min(charge.Amount, WithReserve(price)) : charge.Amount;
        foreach (var charge in charges.Where(c => Counted(c) > season.MaxPrice)) _problems.Add($"a label for {charge.Amount}, the cap is {season.MaxPrice}");
        foreach (var day in charges.GroupBy(static c => c.At.UtcDateTime.Date))
        {
            if (day.Sum(Counted) > season.DayMoney) _problems.Add($"{day.Sum(Counted)} spent on {day.Key:d}, the cap is {season.DayMoney}");
            if (day.Count() > season.DayLabels) _problems.Add($"{day.Count()} labels on {day.Key:d}, the cap is {season.DayLabels}");
        }
        foreach (var last in charges)
        {
            var hour = charges.Where(c => c.At <= last.At && c.At > last.At - TimeSpan.FromMinutes(59)).ToList();
            if (hour.Sum(Counted) > season.HourMoney) _problems.Add($"{hour.Sum(Counted)} spent in the hour to {last.At:u}, the cap is {season.HourMoney}");
            if (hour.Count > season.HourLabels) _problems.Add($"{hour.Count} labels in the hour to {last.At:u}, the cap is {season.HourLabels}");
        }
    }

    /// <summary>While an outcome is not known, a label of the same service that people buy looks like ours (docs/adr/0021); theirs costs nothing here.</summary>
    private async Task CheckMoneyAsync(IReadOnlyList<LabelRow> rows, IReadOnlyList<Charge> charges)
    {
        var adopted = rows.Where(r => r.Purchase?.ShipmentId is { } id && peoples.Contains(id)).Sum(Cost);
        var (spent, bought, ledger) = (charges.Sum(static c => c.Amount), rows.Sum(Cost) - adopted, await LedgerAsync() - adopted);
        if (rows.Where(static r => r.State == LabelState.Unknown).ToList() is { Count: > 0 } open)
        {
            // What was set aside stays so until somebody decides; a label that is not known may have cost more than its quote.
            var theirs = charges.Where(c => open.Exists(r => r.ShippingOrderId == c.OrderId)).Sum(static c => c.Amount);
            // What it cost may have been noted before it was voided, and somebody asked.
            var (known, aside) = (spent - theirs, open.Sum(r => Math.Min(WithReserve(r.Intent!.Price), charges.Where(c => c.OrderId == r.ShippingOrderId).Select(static c => c.Amount).DefaultIfEmpty(decimal.MaxValue).Min())));
            if (ledger < known + aside || ledger > known + aside + theirs)
                _problems.Add($"ShipStation charged {known} and {theirs} that is not known yet, for which {aside} is set aside; the ledger has {ledger}");
            return;
        }
        // A row that was released after a void is about its last label: the ledger has them all.
        if (spent == ledger && bought <= spent) return;
        var all = string.Join("; ", rows.Select(static r => $"{r.OrderNumber} {r.State} {r.Code} #{r.Attempt} {Cost(r)}"));
        _problems.Add($"ShipStation charged {spent}, the labels cost {bought}, the ledger has {ledger}: {all}");
    }

    private async Task<decimal> LedgerAsync()
    {
        var (sum, today) = (0m, DateOnly.FromDateTime(it.World.Clock.GetUtcNow().UtcDateTime));
        for (var back = -1; back < 6; back++) sum += (await it.World.Get<ISpendLedger>().GetAsync("default", today.AddDays(-back), default)).Rows.Sum(static r => r.Amount);
        return sum;
    }

    private static decimal WithReserve(decimal price) => decimal.Round(price * Reserve, 2, MidpointRounding.ToPositiveInfinity);

    private static decimal Cost(LabelRow row) => row.Purchase is { } purchase ? purchase.Cost + purchase.InsuranceCost + purchase.Adjusted : 0m;

    private sealed record Charge(DateTimeOffset At, long OrderId, long ShipmentId, decimal Amount)
    {
        public static Charge From(JsonElement entry) => new(
            new DateTimeOffset(entry.GetProperty("at").GetDateTime().ToUniversalTime()),
            entry.GetProperty("orderId").GetInt64(), entry.GetProperty("shipmentId").GetInt64(), -entry.GetProperty("amount").GetDecimal());
    }
}
