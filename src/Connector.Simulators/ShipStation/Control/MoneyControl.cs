using System.Text.Json;
using Connector.Simulators.ShipStation.Account;
using Connector.Simulators.ShipStation.Http;
using Connector.Simulators.ShipStation.Orders;
using Connector.Simulators.ShipStation.Shipments;

namespace Connector.Simulators.ShipStation.Control;

/// <summary>The ledger, wallets, scans of parcels, and the word of a person that an order may be labelled again.</summary>
internal sealed class MoneyControl(ShipStationAccount account)
{
    public Response Ledger() => Response.Json(writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray("balances");
        foreach (var carrier in account.Carriers.All.Where(static carrier => carrier.RequiresFundedAccount))
        {
            writer.WriteStartObject();
            writer.WriteNumber("carrierId", carrier.ProviderId);
            writer.WriteString("carrier", carrier.Code);
            writer.WriteNumber("balance", PartsJson.Fraction(account.Money.Balance(carrier)));
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteStartArray("entries");
        foreach (var entry in account.Money.Ledger.Entries) entry.Write(writer);
        writer.WriteEndArray();
        writer.WriteStartArray("violations");
        foreach (var violation in account.Money.Violations.All) violation.Write(writer);
        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    /// <summary>Puts money into a wallet ("amount"; negative takes it out), or makes it hold so much ("balance").</summary>
    public Response Fund(ControlBody body)
    {
        var carrier = Wallet(body);
        var amount = body.Number("balance") is { } wanted ? wanted - account.Money.Balance(carrier)
            : body.Number("amount") ?? throw new ControlException(400, "amount or balance: a number is required.");
        if (amount != 0m) account.Money.Deposit(carrier, amount);
        return Ledger();
    }

    /// <summary>The carrier takes one parcel (shipmentId), or all of an order; with "adjustment" it asks for more money some days later.</summary>
    public Response Scan(ControlBody body)
    {
        var labels = body.Integer("shipmentId") is { } id
            ? [account.Shipments.Find(id) ?? throw new ControlException(404, $"There is no shipment {id}.")]
            : body.Orders(account).SelectMany(order => account.Shipments.ListOrder(order.OrderId)).Where(static label => label.VoidDate is null).ToList();
        if (labels.Count == 0) throw new ControlException(404, "The order has no label.");
        foreach (var label in labels)
        {
            account.Voids.Scan(label, body.Number("adjustment") ?? 0m);
            if (body.Flag("quiet") != true) account.Webhooks.ParcelMoved(label.ShipmentId, label.Order.StoreId, Track(label));
        }
        return ControlResponses.Shipments(labels);
    }

    /// <summary>A person says that an order may be labelled again after a void.</summary>
    public Response Release(ControlBody body)
    {
        var order = body.Order(account);
        order.ReleasedAt = account.Now;
        return ControlResponses.Orders([order]);
    }

    private static CarrierData Wallet(ControlBody body)
    {
        var carrier = body.Integer("carrierId") is { } id ? CarrierBook.ById(id) : AccountData.Carrier(body.Text("carrier"));
        return carrier is { RequiresFundedAccount: true } ? carrier : throw new ControlException(400, "carrier or carrierId: one with a wallet.");
    }

    private byte[] Track(ShipmentRecord label)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer)) account.Tracks.Write(writer, label);
        return buffer.ToArray();
    }
}
