using System.Globalization;
using System.Text.Json;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Ports;
using Xunit;

namespace Connector.TestSupport.Contracts;

/// <summary>
/// What every implementation of <see cref="ICommerceOrders"/>, <see cref="ICommerceReferences"/> and <see cref="ICommerceProducts"/> must do against a project that behaves as the platform
/// does. The project is empty of orders when a test begins.
/// </summary>
public abstract class CommerceOrdersContract
{
    private const string TypeKey = "contract-order";
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    protected abstract ICommerceOrders Orders { get; }
    protected abstract ICommerceReferences References { get; }
    protected abstract ICommerceProducts Products { get; }

    /// <summary>Puts an order document into the project as it is, visible to queries at once.</summary>
    protected abstract Task PutAsync(string document);

    [Fact]
    public async Task An_order_is_found_by_id_and_by_number()
    {
        await PutAsync(Document(1));

        var byId = (await Orders.GetAsync(IdOf(1), default))!;
        var byNumber = (await Orders.FindByNumberAsync("C-1", default))!;

        Assert.Equal((IdOf(1), "C-1", 12.5m), (byId.Id, byId.Number, byId.Total.Amount));
        Assert.Equal((byId.Id, byId.Version), (byNumber.Id, byNumber.Version));
    }

    [Fact]
    public async Task Variants_are_found_by_sku_and_unknown_ones_left_out()
    {
        var found = (await Products.FindVariantsAsync(["MUG-RED", "NO-SUCH", "TEE-M", "MUG-RED"], default)).OrderBy(static facts => facts.Sku, StringComparer.Ordinal).ToList();

        Assert.Equal(["MUG-RED", "TEE-M"], found.Select(static facts => facts.Sku));
        Assert.Equal([(410, "6912.00"), (180, "6109.10")], found.Select(static facts => (facts.Attributes["weight-grams"].GetInt32(), facts.Attributes["hs-code"].GetString())));
        Assert.All(found, static facts => Assert.Equal(1, facts.Version));
        Assert.All(found, static facts => Assert.NotEmpty(facts.ProductId));
    }

    [Fact]
    public async Task Attributes_of_all_product_types_are_listed()
    {
        var all = await Products.ListAttributesAsync(default);

        Assert.Contains(new AttributeDefinition("tableware", "weight-grams", Saved: true), all);
        Assert.Contains(new AttributeDefinition("apparel", "hs-code", Saved: true), all);
    }

    [Fact]
    public async Task An_order_comes_with_its_payments_however_it_is_read()
    {
        // A payment that the simulated project describes by its id: paid by PAYPAL, and charged as the order's payment state says.
        await PutAsync(Document(1, more: """
            "paymentState": "Paid", "paymentInfo": { "payments": [ { "typeId": "payment", "id": "9a9a0001-0000-4000-8000-000000000001" } ] }
            """));

        List<Order> read =
        [
            (await Orders.GetAsync(IdOf(1), default))!,
            (await Orders.FindByNumberAsync("C-1", default))!,
            .. (await Orders.LoadAsync([IdOf(1)], default)).Orders,
            .. (await Orders.ListChangedAsync(new OrderQuery(Start, After: null, Predicate: null), default)).Orders
        ];

        Assert.Equal(4, read.Count);
        Assert.All(read, order =>
        {
            var payment = Assert.Single(order.Payments);
            var charge = Assert.Single(payment.Transactions);
            Assert.Equal(("PAYPAL", TransactionKind.Charge, TransactionState.Success, 12.5m), (payment.Method, charge.Kind, charge.State, charge.Amount?.Amount));
        });
    }

    [Fact]
    public async Task What_is_not_there_is_null_or_left_out()
    {
        await PutAsync(Document(1));

        Assert.Null(await Orders.GetAsync(IdOf(2), default));
        Assert.Null(await Orders.FindByNumberAsync("no such number", default));
        Assert.Equal([IdOf(1)], (await Orders.LoadAsync([IdOf(1), IdOf(2)], default)).Orders.Select(order => order.Id));
    }

    [Fact]
    public async Task A_hundred_orders_load_together()
    {
        var ids = Enumerable.Range(1, 100).Select(IdOf).ToList();
        for (var i = 1; i <= 100; i++) await PutAsync(Document(i));

        var loaded = await Orders.LoadAsync(ids, default);

        Assert.Equal(ids, loaded.Orders.Select(order => order.Id).Order(StringComparer.Ordinal));
        Assert.Empty(loaded.Unreadable);
    }

    [Fact]
    public async Task Changed_orders_come_page_by_page_oldest_change_first_and_each_once()
    {
        // Two of each share an instant, so that the id must decide.
        foreach (var i in new[] { 5, 2, 7, 1, 6, 3, 4 }) await PutAsync(Document(i, changed: Start.AddMinutes(i / 2)));

        List<string> seen = [];
        var query = new OrderQuery(Start, After: null, Predicate: null, PageSize: 3);
        while (true)
        {
            var page = await Orders.ListChangedAsync(query, default);
            seen.AddRange(page.Orders.Select(order => order.Id));
            if (!page.More) break;
            query = query with { After = page.Last };
        }

        Assert.Equal(Enumerable.Range(1, 7).Select(IdOf), seen);
    }

    [Fact]
    public async Task The_instant_counts_in_and_what_is_older_does_not()
    {
        await PutAsync(Document(1, changed: Start.AddMilliseconds(-1)));
        await PutAsync(Document(2, changed: Start));

        var page = await Orders.ListChangedAsync(new OrderQuery(Start, After: null, Predicate: null), default);

        Assert.Equal([IdOf(2)], page.Orders.Select(order => order.Id));
        Assert.Equal((Start, IdOf(2)), (page.Last!.LastModifiedAt, page.Last.Id));
    }

    [Fact]
    public async Task Nothing_changed_is_an_empty_page()
    {
        var page = await Orders.ListChangedAsync(new OrderQuery(Start, After: null, Predicate: null), default);

        Assert.Empty(page.Orders);
        Assert.Null(page.Last);
        Assert.False(page.More);
    }

    [Fact]
    public async Task The_merchants_own_condition_holds_as_well()
    {
        await PutAsync(Document(1, more: "\"paymentState\":\"Paid\""));
        await PutAsync(Document(2, more: "\"paymentState\":\"Pending\""));

        var page = await Orders.ListChangedAsync(new OrderQuery(Start, After: null, "paymentState = \"Paid\" or paymentState = \"CreditOwed\""), default);

        Assert.Equal([IdOf(1)], page.Orders.Select(order => order.Id));
    }

    [Fact]
    public async Task A_condition_that_the_shop_cannot_read_is_rejected()
    {
        var failure = await Assert.ThrowsAnyAsync<ConnectorException>(
            () => Orders.ListChangedAsync(new OrderQuery(Start, After: null, "this is no = = predicate"), default));

        Assert.Equal(FailureKind.Rejected, failure.Kind);
    }

    [Fact]
    public async Task An_update_gives_the_new_version_and_what_it_says_is_there()
    {
        await PutAsync(Document(1));
        var before = (await Orders.GetAsync(IdOf(1), default))!;

        var version = await Orders.UpdateAsync(before.Id, before.Version, [Delivery(before), new OrderChange.SetShipmentState(ShipmentState.Partial)], default);

        var after = (await Orders.GetAsync(before.Id, default))!;
        Assert.True(version > before.Version);
        Assert.Equal((version, ShipmentState.Partial), (after.Version, after.ShipmentState));
        var delivery = Assert.Single(after.Shippings.Single().Deliveries);
        Assert.Equal(("ss-1", new DeliveryItem(before.Lines[0].Id, 1)), (delivery.Key, Assert.Single(delivery.Items)));
        var parcel = Assert.Single(delivery.Parcels);
        Assert.Equal(("lbl-1", new Tracking("T1", "UPS", "ShipStation", "77", false)), (parcel.Key, parcel.Tracking));
        Assert.Equal(new ParcelSize(10, 20, 30, 400), parcel.Size);
    }

    [Fact]
    public async Task Deliveries_and_parcels_can_be_changed_and_taken_away()
    {
        await PutAsync(Document(1));
        var order = (await Orders.GetAsync(IdOf(1), default))!;
        var version = await Orders.UpdateAsync(order.Id, order.Version, [Delivery(order)], default);
        var delivery = (await Orders.GetAsync(order.Id, default))!.Shippings[0].Deliveries[0];

        version = await Orders.UpdateAsync(
            order.Id, version,
            [
                new OrderChange.SetParcelTracking(delivery.Parcels[0].Id, new Tracking("T2", "USPS", null, null, true)),
                new OrderChange.AddParcel(delivery.Id, new NewParcel("lbl-2", Tracking: null, Size: null, []))
            ],
            default);
        var changed = (await Orders.GetAsync(order.Id, default))!.Shippings[0].Deliveries[0];
        await Orders.UpdateAsync(order.Id, version, [new OrderChange.RemoveParcel(changed.Parcels[0].Id)], default);
        var left = (await Orders.GetAsync(order.Id, default))!;
        await Orders.UpdateAsync(order.Id, left.Version, [new OrderChange.RemoveDelivery(delivery.Id)], default);

        Assert.Equal(("T2", true), (changed.Parcels[0].Tracking!.TrackingId, changed.Parcels[0].Tracking!.IsReturn));
        Assert.Equal(["lbl-2"], left.Shippings[0].Deliveries[0].Parcels.Select(parcel => parcel.Key));
        Assert.Empty((await Orders.GetAsync(order.Id, default))!.Shippings[0].Deliveries);
    }

    [Fact]
    public async Task An_update_of_an_older_version_is_a_conflict_and_changes_nothing()
    {
        await PutAsync(Document(1));
        var order = (await Orders.GetAsync(IdOf(1), default))!;
        await Orders.UpdateAsync(order.Id, order.Version, [new OrderChange.SetShipmentState(ShipmentState.Ready)], default);

        var failure = await Assert.ThrowsAnyAsync<ConnectorException>(
            () => Orders.UpdateAsync(order.Id, order.Version, [new OrderChange.SetShipmentState(ShipmentState.Shipped)], default));

        Assert.Equal((FailureKind.Conflict, ErrorCodes.VersionConflict), (failure.Kind, failure.Code));
        Assert.Equal(ShipmentState.Ready, (await Orders.GetAsync(order.Id, default))!.ShipmentState);
    }

    [Fact]
    public async Task A_refused_change_takes_the_others_with_it()
    {
        await PutAsync(Document(1));
        var order = (await Orders.GetAsync(IdOf(1), default))!;

        var failure = await Assert.ThrowsAnyAsync<ConnectorException>(() => Orders.UpdateAsync(
            order.Id, order.Version, [new OrderChange.SetShipmentState(ShipmentState.Shipped), new OrderChange.SetCustomField("nowhere", Text("x"))], default));

        Assert.Equal(FailureKind.Rejected, failure.Kind);
        Assert.Equal(ShipmentState.None, (await Orders.GetAsync(order.Id, default))!.ShipmentState);
    }

    [Fact]
    public async Task An_update_of_an_order_that_is_gone_is_rejected()
    {
        var failure = await Assert.ThrowsAnyAsync<ConnectorException>(() => Orders.UpdateAsync(IdOf(9), 1, [new OrderChange.SetShipmentState(ShipmentState.Ready)], default));

        Assert.Equal(FailureKind.Rejected, failure.Kind);
    }

    [Fact]
    public async Task Custom_fields_are_set_changed_and_removed()
    {
        await References.EnsureOrderTypeAsync(TypeKey, [new FieldDefinition("carrier", "Carrier", "String"), new FieldDefinition("flags", "Flags", "StringSet")], default);
        await PutAsync(Document(1));
        var order = (await Orders.GetAsync(IdOf(1), default))!;

        var version = await Orders.UpdateAsync(
            order.Id, order.Version, [new OrderChange.SetCustomType(TypeKey, new Dictionary<string, JsonElement> { ["carrier"] = Text("UPS") })], default);
        version = await Orders.UpdateAsync(
            order.Id, version, [new OrderChange.SetCustomField("carrier", Value: null), new OrderChange.SetCustomField("flags", JsonSerializer.SerializeToElement(new[] { "a" }))], default);

        var after = (await Orders.GetAsync(order.Id, default))!;
        Assert.Equal(version, after.Version);
        Assert.Equal(["flags"], after.CustomFields.Keys);
        Assert.Equal((await References.GetTypeAsync(TypeKey, default))!.Id, after.CustomTypeId);
    }

    [Fact]
    public async Task The_export_mark_is_set_with_our_channel()
    {
        await References.EnsureExportChannelAsync("contract-export", default);
        await PutAsync(Document(1));
        var order = (await Orders.GetAsync(IdOf(1), default))!;

        await Orders.UpdateAsync(order.Id, order.Version, [new OrderChange.MarkSynced("contract-export", "E-1", Start)], default);

        var mark = Assert.Single((await Orders.GetAsync(order.Id, default))!.SyncMarks);
        Assert.Equal(((await References.GetChannelAsync("contract-export", default))!.Id, "E-1", Start), (mark.ChannelId, mark.ExternalId, mark.SyncedAt));
    }

    [Fact]
    public async Task Setting_up_twice_makes_nothing_the_second_time()
    {
        FieldDefinition[] first = [new("one", "One", "String")];
        FieldDefinition[] more = [.. first, new("two", "Two", "Boolean"), new("three", "Three", "DateTime"), new("four", "Four", "Number")];

        Assert.True(await References.EnsureExportChannelAsync("contract-twice", default));
        Assert.False(await References.EnsureExportChannelAsync("contract-twice", default));
        Assert.Equal(["one"], await References.EnsureOrderTypeAsync("contract-twice", first, default));
        Assert.Empty(await References.EnsureOrderTypeAsync("contract-twice", first, default));
        Assert.Equal(["two", "three", "four"], await References.EnsureOrderTypeAsync("contract-twice", more, default));
        Assert.Equal(["four", "one", "three", "two"], (await References.GetTypeAsync("contract-twice", default))!.FieldNames.Order(StringComparer.Ordinal));
        Assert.Contains("OrderExport", (await References.GetChannelAsync("contract-twice", default))!.Roles);
    }

    [Fact]
    public async Task References_that_are_not_there_are_null()
    {
        Assert.Null(await References.GetTypeAsync("no-such-type", default));
        Assert.Null(await References.GetChannelAsync("no-such-channel", default));
        Assert.Null(await References.GetStateAsync("no-such-state", default));
    }

    [Fact]
    public async Task A_supply_channel_comes_with_its_key()
    {
        await References.EnsureExportChannelAsync("contract-warehouse", default);
        var channel = (await References.GetChannelAsync("contract-warehouse", default))!;
        await PutAsync(Document(1, channelId: channel.Id));

        var page = await Orders.ListChangedAsync(new OrderQuery(Start, After: null, Predicate: null), default);

        Assert.Equal("contract-warehouse", page.Orders.Single().Lines[0].SupplyChannelKey);
    }

    private static string IdOf(int place) => $"0c000000-0000-4000-8000-{place.ToString("d12", CultureInfo.InvariantCulture)}";

    private static JsonElement Text(string value) => JsonSerializer.SerializeToElement(value);

    private static OrderChange.AddDelivery Delivery(Order order) => new(
        "ss-1", ShippingKey: null, [new DeliveryItem(order.Lines[0].Id, 1)],
        [new NewParcel("lbl-1", new Tracking("T1", "UPS", "ShipStation", "77", IsReturn: false), new ParcelSize(10, 20, 30, 400), [new DeliveryItem(order.Lines[0].Id, 1)])]);

    private static string Document(int place, DateTimeOffset? changed = null, string? more = null, string? channelId = null)
    {
        var instant = (changed ?? Start).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        var supply = channelId is null ? "" : $$""","supplyChannel":{"typeId":"channel","id":"{{channelId}}"}""";
        return $$"""
            {
              "id": "{{IdOf(place)}}", "version": 3, "orderNumber": "C-{{place}}", "createdAt": "{{instant}}", "lastModifiedAt": "{{instant}}",
              "orderState": "Open", "origin": "Customer", "shippingMode": "Single", "shipping": [], "customLineItems": [], "syncInfo": [],
              "totalPrice": { "type": "centPrecision", "currencyCode": "USD", "centAmount": 1250, "fractionDigits": 2 },
              "lineItems": [ {
                "id": "1c000000-0000-4000-8000-000000000001", "productId": "9c000000-0000-4000-8000-000000000001", "name": { "en-US": "Blue kettle" },
                "productType": { "typeId": "product-type", "id": "7c000000-0000-4000-8000-000000000001" }, "variant": { "id": 1, "sku": "KETTLE-BLUE" },
                "price": { "value": { "type": "centPrecision", "currencyCode": "USD", "centAmount": 625, "fractionDigits": 2 } }, "quantity": 2,
                "discountedPricePerQuantity": [], "state": [], "priceMode": "Platform", "lineItemMode": "Standard",
                "totalPrice": { "type": "centPrecision", "currencyCode": "USD", "centAmount": 1250, "fractionDigits": 2 }{{supply}} } ],
              "shippingInfo": {
                "shippingMethodName": "Standard", "price": { "type": "centPrecision", "currencyCode": "USD", "centAmount": 0, "fractionDigits": 2 },
                "deliveries": [], "shippingMethodState": "MatchesCart" },
              {{more ?? "\"locale\": \"en-US\""}}
            }
            """;
    }
}
