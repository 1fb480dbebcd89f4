using Connector.Core.Engine.Pump;
using Connector.Core.Engine.Watch;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;
using Connector.TestSupport.InMemory;
using Microsoft.Extensions.Options;

namespace Connector.TestSupport;

/// <summary>Test data that is valid as it stands; see <see cref="An"/>.</summary>
public static class A
{
    public const string Account = "default";

    /// <summary>Writes outcomes to the journal, with hashes of its own.</summary>
    public static OutcomeRecorder Recorder(TimeProvider clock, IJournal? journal = null) =>
        new(journal ?? new InMemoryJournal(), Indexer(clock), new ErrorCases(new InMemoryErrorCases(), clock), Redaction(), clock);

    /// <summary>Keeps a list of orders over stores of its own, unless others are given.</summary>
    public static OrderIndexer Indexer(TimeProvider clock, IOrderIndex? index = null, ISyncStore? sync = null, IShippingStore? shipping = null, IErrorQueue? errors = null, PromiseOptions? promises = null) => new(
        index ?? new InMemoryOrderIndex(), sync ?? new InMemorySyncStore(), shipping ?? new InMemoryShippingStore(clock), new InMemoryTrackingStore(),
        errors ?? new InMemoryErrorQueue(new InMemoryWorkQueue(clock)), Redaction(), new PromiseClocks(Options.Create(promises ?? new PromiseOptions())), clock);

    public static PromiseCounts Promises(TimeProvider clock, IOrderIndex? index = null) => new(index ?? new InMemoryOrderIndex(), Options.Create(new PromiseOptions()), clock);

    private static Redaction Redaction() => new(Options.Create(new RedactionOptions { RedactionSalt = "tests-only" }));

    public static Money Usd(decimal amount) => new(amount, "USD", 2);

    /// <summary>A product line without tax and discounts; total = price x quantity.</summary>
    public static OrderLine Line(string sku = "MUG-BLUE", long quantity = 1, decimal unitPrice = 12.50m, Func<OrderLine, OrderLine>? with = null)
    {
        var line = new OrderLine
        {
            Id = Ids.LineId(),
            Kind = LineKind.Product,
            Sku = sku,
            VariantId = 1,
            ProductKey = sku.ToLowerInvariant(),
            Names = new Dictionary<string, string>(StringComparer.Ordinal) { ["en-US"] = $"Item {sku}" },
            Quantity = quantity,
            UnitPrice = Usd(unitPrice),
            Total = Usd(unitPrice * quantity)
        };
        return with is null ? line : with(line);
    }

    /// <summary>What the customer chose for the delivery: "standard", 5.95 USD, no deliveries yet.</summary>
    public static OrderShipping Shipping(Func<OrderShipping, OrderShipping>? with = null)
    {
        var shipping = new OrderShipping { MethodId = "5e7a0000-0000-4000-8000-000000000001", MethodKey = "standard", MethodName = "Standard", Price = Usd(5.95m) };
        return with is null ? shipping : with(shipping);
    }

    /// <summary>A shipping order of the group "main" of an order with its own id, awaiting shipment, two items.</summary>
    public static ShippingOrder ShippingOrder(Func<ShippingOrder, ShippingOrder>? with = null)
    {
        var order = new ShippingOrder
        {
            OrderKey = OrderKeys.OrderKey(Ids.OrderId(), "main"),
            OrderNumber = Ids.OrderNumber(),
            PlacedAt = ManualTimeProvider.Start.AddHours(-2),
            Status = ShippingOrderStatus.AwaitingShipment,
            CustomerEmail = "buyer@example.com",
            BillTo = ShipTo(),
            ShipTo = ShipTo(),
            Items = [Item("MUG-BLUE", 2, 12.50m), Item("TRAY-OAK", 1, 30.00m)],
            AmountPaid = 60.95m,
            ShippingAmount = 5.95m,
            RequestedService = "Standard",
            StoreId = 41_001
        };
        return with is null ? order : with(order);
    }

    public static ShippingItem Item(string sku = "MUG-BLUE", int quantity = 1, decimal unitPrice = 12.50m) =>
        new() { LineItemKey = Ids.LineId(), Sku = sku, Name = $"Item {sku}", Quantity = quantity, UnitPrice = unitPrice, Weight = new Weight(350, WeightUnit.Grams) };

    public static ShippingAddress ShipTo(Func<ShippingAddress, ShippingAddress>? with = null)
    {
        var address = new ShippingAddress
        {
            Name = "Test Buyer", Street1 = "12 Example Street", City = "Springfield", State = "IL", PostalCode = "62701", Country = "US", Phone = "+1 555 0100"
        };
        return with is null ? address : with(address);
    }

    /// <summary>A reading of a shipping order that stands on the shipping side as we sent it.</summary>
    public static ShippingOrderSnapshot Snapshot(ShippingOrder? content = null, Func<ShippingOrderSnapshot, ShippingOrderSnapshot>? with = null)
    {
        content ??= ShippingOrder();
        var snapshot = new ShippingOrderSnapshot
        {
            Account = Account,
            ShippingOrderId = content.ShippingOrderId ?? Ids.ShippingOrderId(),
            OrderKey = content.OrderKey,
            OrderNumber = content.OrderNumber,
            Status = content.Status,
            StatusText = "awaiting_shipment",
            CreatedAt = ManualTimeProvider.Start.AddHours(-1),
            ModifiedAt = ManualTimeProvider.Start.AddHours(-1),
            AddressCheck = AddressCheck.Valid,
            Content = content,
            ObservedAt = ManualTimeProvider.Start
        };
        return with is null ? snapshot : with(snapshot);
    }

    /// <summary>A label with tracking for two mugs of an order with its own id.</summary>
    public static Shipment Shipment(Func<Shipment, Shipment>? with = null)
    {
        var id = Ids.ShipmentId();
        var shipment = new Shipment
        {
            Account = Account,
            Kind = ShipmentKind.Label,
            Id = id,
            OrderKey = OrderKeys.OrderKey(Ids.OrderId(), "main"),
            ShippingOrderId = Ids.ShippingOrderId(),
            OrderNumber = Ids.OrderNumber(),
            CreatedAt = ManualTimeProvider.Start.AddMinutes(-30),
            ShipDate = DateOnly.FromDateTime(ManualTimeProvider.Start.UtcDateTime),
            TrackingNumber = $"TEST{id}",
            CarrierCode = "stamps_com",
            ServiceCode = "usps_priority_mail",
            PackageCode = "package",
            ShipmentCost = 7.40m,
            Weight = new Weight(700, WeightUnit.Grams),
            Items = [new ShipmentItem(Ids.LineId(), "MUG-BLUE", "Item MUG-BLUE", 2)],
            ObservedAt = ManualTimeProvider.Start
        };
        return with is null ? shipment : with(shipment);
    }

    /// <summary>A row that is not stored yet: group "main", status Reserved.</summary>
    public static SyncRow SyncRow(string? orderId = null, Func<SyncRow, SyncRow>? with = null)
    {
        var id = orderId ?? Ids.OrderId();
        var number = Ids.OrderNumber();
        var row = new SyncRow
        {
            OrderId = id,
            GroupKey = "main",
            OrderKey = OrderKeys.OrderKey(id, "main"),
            OrderNumber = number,
            ShippingNumber = number,
            Account = Account,
            OrderVersion = 3,
            Status = SyncStatus.Reserved,
            UpdatedAt = ManualTimeProvider.Start
        };
        return with is null ? row : with(row);
    }

    /// <summary>"Push this order", first attempt.</summary>
    public static WorkMessage PushOrder(string? orderId = null, Func<WorkMessage, WorkMessage>? with = null)
    {
        var message = new WorkMessage
        {
            Type = MessageTypes.PushOrder,
            Id = orderId ?? Ids.OrderId(),
            OrderNumber = Ids.OrderNumber(),
            Version = 3,
            Reason = "changed",
            CorrelationId = Guid.NewGuid().ToString("N"),
            EnqueuedAt = ManualTimeProvider.Start
        };
        return with is null ? message : with(message);
    }
}
