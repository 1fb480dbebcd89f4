using Connector.Simulators.ShipStation.Account;
using Connector.Simulators.ShipStation.Http;
using Connector.Simulators.ShipStation.Labels;
using Connector.Simulators.ShipStation.Orders;
using Connector.Simulators.ShipStation.V2;

namespace Connector.Simulators.ShipStation.Batches;

/// <summary>All batches. The work of one is done some seconds after it was asked for, label by label; a refusal of one shipment does not stop the others.</summary>
internal sealed class BatchBook(ShipStationAccount account)
{
    private readonly List<BatchRecord> _all = [];

    public IReadOnlyList<BatchRecord> All => _all;

    public BatchRecord? Find(long batchId) => _all.Find(batch => batch.BatchId == batchId);

    public BatchRecord? FindExternal(string externalId) => _all.Find(batch => batch.ExternalId == externalId);

    public void Add(BatchRecord batch) => _all.Add(batch);

    /// <summary>Takes a shipment in, or writes down why not.</summary>
    /// <param name="rateId">Null when the shipment itself says with what it goes.</param>
    public void Take(BatchRecord batch, string? shipmentId, string? rateId)
    {
        var quote = V2Routes.ReadId(rateId) is { } rate ? account.Quotes.Find(rate) : null;
        var order = rateId is not null ? quote?.Order : V2Routes.ReadId(shipmentId) is { } id ? account.Orders.Find(id) : null;
        var name = order is not null ? V2Json.Id(order.OrderId) : shipmentId ?? rateId!;
        var error = order is null ? "The shipment does not exist."
            : batch.Orders.Contains(order) ? "The shipment is in the batch already."
            : order.WarehouseId is null ? "The shipment has no warehouse_id."
            : batch.Orders.Count > 0 && batch.Orders[0].WarehouseId != order.WarehouseId ? "All shipments of a batch leave from one warehouse."
            : quote is null && (order.Sent.CarrierCode is null || order.Sent.ServiceCode is null) ? "The shipment has no carrier_id and service_code."
            : null;
        if (error is not null)
        {
            batch.Errors.Add(new(error, name, order is null ? null : V2ShipmentJson.ExternalId(order)));
            return;
        }
        batch.Orders.Add(order!);
        if (quote is not null) batch.Rates[order!.OrderId] = quote;
    }

    /// <summary>Starts the work.</summary>
    public void Process(BatchRecord batch)
    {
        batch.Status = BatchRecord.Processing;
        batch.DueAt = account.Clock.GetUtcNow().AddSeconds(account.Switches.BatchSeconds);
        CatchUp();
    }

    public void CatchUp()
    {
        var now = account.Clock.GetUtcNow();
        foreach (var batch in _all.Where(batch => batch.DueAt <= now).ToList()) Finish(batch);
    }

    public void Clear() => _all.Clear();

    private void Finish(BatchRecord batch)
    {
        var due = batch.DueAt!.Value;
        batch.DueAt = null;
        var stores = new List<long>();
        foreach (var order in batch.Orders)
        {
            if (account.Switches.BatchLoses.Contains(order.OrderNumber)) continue;
            if (Buy(batch, order) is { } error)
            {
                batch.Errors.Add(new(error, V2Json.Id(order.OrderId), V2ShipmentJson.ExternalId(order)));
                continue;
            }
            batch.Labels++;
            if (!stores.Contains(order.StoreId)) stores.Add(order.StoreId);
        }
        if (stores.Count > 0) account.Webhooks.LabelsMade(batch.BatchId, [.. stores]);
        // The labels are bought and paid, but nobody hears of the end.
        if (account.Switches.BatchStuck) return;
        batch.ProcessedAt = due;
        batch.Status = batch.Errors.Count > 0 ? BatchRecord.CompletedWithErrors : BatchRecord.Completed;
        account.Webhooks.BatchProcessed(batch.BatchId, [.. batch.Orders.Select(static order => order.StoreId).Distinct()]);
    }

    /// <returns>Why it was refused; null when it was bought.</returns>
    private string? Buy(BatchRecord batch, OrderRecord order)
    {
        LabelPurchase? purchase;
        if (batch.Rates.TryGetValue(order.OrderId, out var quote))
        {
            using var stale = V2PurchaseChecks.Rate(account, quote);
            if (stale is not null) return V2Refusals.MessageOf(stale);
            purchase = V2PurchaseChecks.FromRate(account, quote, Buyer.Batch);
        }
        else
        {
            (purchase, var wrong) = V2PurchaseChecks.FromShipment(account, order, Buyer.Batch);
            if (purchase is null) return Reason(wrong!);
        }
        purchase = purchase with { BatchId = batch.BatchId, Format = batch.Format, Layout = batch.Layout, DisplayScheme = batch.DisplayScheme, ShipDate = batch.ShipDate ?? purchase.ShipDate };
        if (V2PurchaseChecks.State(account, purchase) is { } closed) return Reason(closed);
        if (V2PurchaseChecks.Carrier(account, purchase, order.Sent.International) is { } refused) return Reason(refused);
        return account.Purchases.Buy(purchase).Error;
    }

    private static string Reason(Response refusal)
    {
        using (refusal) return V2Refusals.MessageOf(refusal);
    }
}
