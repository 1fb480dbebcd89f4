using System.Text.Json;
using Connector.Commercetools;
using Connector.Core.Model.Orders;
using Connector.Tests.Commercetools.Doubles;
using Xunit;

namespace Connector.Tests.Commercetools.Mapping;

public sealed class OrderReadingTests
{
    [Fact]
    public void Every_member_of_the_neutral_order_is_filled()
    {
        var order = Read(more: """
            "orderNumber":"A-100","purchaseOrderNumber":"PO-7","completedAt":"2026-02-01T08:00:00Z","customerId":"c-1","customerEmail":"ada@example.com",
            "customerGroup":{"typeId":"customer-group","id":"g-1","obj":{"key":"vip","name":"VIP"}},"store":{"typeId":"store","key":"us-web"},
            "country":"us","locale":"en-US","paymentState":"Paid","shipmentState":"Partial","state":{"typeId":"state","id":"s-1","obj":{"key":"picked","name":{"en":"Picked"}}},
            "taxedPrice":{"totalNet":{"currencyCode":"USD","centAmount":1000,"fractionDigits":2},"totalGross":{"currencyCode":"USD","centAmount":1250,"fractionDigits":2}},
            "discountOnTotalPrice":{"discountedAmount":{"currencyCode":"USD","centAmount":-300,"fractionDigits":2}},
            "shippingAddress":{"id":"a1","firstName":"Ada","pOBox":"7","country":"us","company":""},"billingAddress":{"country":"","city":" "},
            "itemShippingAddresses":[{"key":"home","country":"CA"}],
            "paymentInfo":{"payments":[{"typeId":"payment","id":"p-1","obj":{"paymentMethodInfo":{"method":"CREDIT_CARD"}}},{"typeId":"payment","id":"p-2"}]},
            "returnInfo":[{"returnTrackingId":"RT1","items":[{"id":"r-1","lineItemId":"l-1","quantity":1,"shipmentState":"Advised","paymentState":"Initial"},
                                                      {"id":"r-2","customLineItemId":"cl-1","quantity":2,"shipmentState":"Returned","paymentState":"Refunded"}]}],
            "syncInfo":[{"channel":{"typeId":"channel","id":"ch-9","obj":{"key":"erp"}},"externalId":"E1","syncedAt":"2026-03-02T13:00:00.000Z"}],
            "custom":{"type":{"typeId":"type","id":"t-1"},"fields":{"gift":true,"nothing":null}}
            """);

        Assert.Equal(("A-100", "PO-7", "A-100"), (order.Number, order.PurchaseOrderNumber, order.NumberOrId));
        Assert.Equal((At("2026-03-01T10:00:00Z"), At("2026-03-02T12:00:00Z"), At("2026-02-01T08:00:00Z")), (order.CreatedAt, order.LastModifiedAt, order.PlacedAt));
        Assert.Equal((OrderState.Open, PaymentState.Paid, ShipmentState.Partial), (order.State, order.PaymentState, order.ShipmentState));
        Assert.Equal(("s-1", "picked", "us-web"), (order.WorkflowStateId, order.WorkflowStateKey, order.StoreKey));
        Assert.Equal(("c-1", "ada@example.com", "g-1", "vip"), (order.CustomerId, order.CustomerEmail, order.CustomerGroupId, order.CustomerGroupKey));
        Assert.Equal(("en-US", "US"), (order.Locale, order.Country));
        Assert.Equal(new TaxedTotal(Usd(10m), Usd(12.5m), Usd(2.5m)), order.Taxed);
        Assert.Equal(Usd(3m), order.DiscountOnTotal);
        Assert.Equal(new PostalAddress { Id = "a1", FirstName = "Ada", PostOfficeBox = "7", Country = "US" }, order.ShippingAddress);
        Assert.Null(order.BillingAddress);
        Assert.Equal([new PostalAddress { Key = "home", Country = "CA" }], order.ItemAddresses);
        Assert.Equal(["p-1", "p-2"], order.PaymentIds);
        Assert.Equal("CREDIT_CARD", order.PaymentMethod);
        Assert.Equal([new ReturnedItem("r-1", "l-1", 1, "Advised", "Initial", "RT1"), new ReturnedItem("r-2", "cl-1", 2, "Returned", "Refunded", "RT1")], order.Returns);
        Assert.Equal([new SyncMark("ch-9", "erp", "E1", At("2026-03-02T13:00:00Z"))], order.SyncMarks);
        Assert.Equal("t-1", order.CustomTypeId);
        Assert.Equal(["gift"], order.CustomFields.Keys);
        Assert.Equal("A-100", order.Document!.Root.GetProperty("orderNumber").GetString());
        Assert.False(order.SeveralShippings);
        Assert.Empty(order.Shippings);
    }

    [Fact]
    public void The_least_that_makes_an_order_is_an_id_a_version_and_a_total()
    {
        var order = Assert.IsType<Order>(CommerceOrderReader.Read(Documents.Parse("""{"id":"x","version":1,"totalPrice":{"currencyCode":"EUR","centAmount":100}}""")).Order);

        Assert.Equal((OrderState.Unknown, PaymentState.None, ShipmentState.None), (order.State, order.PaymentState, order.ShipmentState));
        Assert.Equal("x", order.NumberOrId);
        Assert.Equal(default, order.CreatedAt);
        Assert.Empty(order.Lines);
        Assert.Null(order.ShippingAddress);
    }

    [Fact]
    public void Null_and_empty_text_are_as_good_as_missing_everywhere()
    {
        var members = new[]
        {
            "completedAt", "orderNumber", "purchaseOrderNumber", "customerId", "customerEmail", "customerGroup", "store", "taxedPrice", "taxedShippingPrice",
            "discountOnTotalPrice", "shippingAddress", "billingAddress", "itemShippingAddresses", "shippingInfo", "shipping", "paymentInfo", "country", "locale",
            "shipmentState", "paymentState", "state", "syncInfo", "returnInfo", "custom", "lineItems", "customLineItems", "shippingMode", "createdAt"
        };
        var texts = new[] { "orderNumber", "customerEmail", "country", "locale", "shipmentState", "paymentState", "shippingMode", "createdAt", "completedAt", "origin" };

        var nulls = Read(more: string.Join(',', members.Select(member => $"\"{member}\":null")));
        var blanks = Read(more: string.Join(',', texts.Select(member => $"\"{member}\":\"\"")));

        foreach (var order in new[] { nulls, blanks })
        {
            Assert.Null(order.Number);
            Assert.Null(order.Country);
            Assert.Equal((PaymentState.None, ShipmentState.None), (order.PaymentState, order.ShipmentState));
            Assert.Equal(default, order.CreatedAt);
            Assert.False(order.SeveralShippings);
        }
    }

    [Fact]
    public void Nulls_inside_lists_are_passed_over()
    {
        var order = Read(more: $$"""
            "lineItems":[null,{{Documents.Line("\"state\":[null],\"discountedPricePerQuantity\":[null],\"shippingDetails\":{\"targets\":[null]}")}}],
            "shipping":[null],"syncInfo":[null],"returnInfo":[null,{"items":[null]}],"paymentInfo":{"payments":[null]},"itemShippingAddresses":[null],
            "shippingInfo":{"deliveries":[null,{"id":"d","parcels":[null],"items":[null]}]}
            """);

        Assert.Equal("KETTLE-BLUE", Assert.Single(order.Lines).Sku);
        Assert.Equal("KETTLE-BLUE", order.Lines[0].Document!.Root.GetProperty("variant").GetProperty("sku").GetString());
        Assert.Equal("d", Assert.Single(order.Shippings[0].Deliveries).Id);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("\"text\"")]
    [InlineData("[1,{}]")]
    [InlineData("{\"fields\":[1]}")]
    [InlineData("{\"fields\":null}")]
    public void A_fields_shape_is_never_worth_an_order(string odd)
    {
        var order = Read(more: $$"""
            "custom":{"fields":{{odd}}},"shippingInfo":{"shippingMethodName":"Owl"},"shippingCustomFields":{{odd}},
            "lineItems":[{{Documents.Line($"\"custom\":{odd},\"variant\":{{\"sku\":\"S\",\"attributes\":{odd}}}")}}]
            """);

        Assert.Equal("S", Assert.Single(order.Lines).Sku);
        Assert.Empty(order.Lines[0].CustomFields.Concat(order.Lines[0].Attributes).Concat(order.Shippings[0].CustomFields));
    }

    [Theory]
    [InlineData("\"orderState\":\"Archived\",\"paymentState\":\"Bartered\",\"shipmentState\":\"Teleported\"")]
    [InlineData("\"origin\":\"Moon\",\"shippingMode\":\"ByOwl\",\"orderState\":\"\",\"paymentState\":\"?\",\"shipmentState\":\"Cancelled\"")]
    public void A_word_that_nobody_knew_reads_as_unknown(string more)
    {
        var order = Read(more: more);

        Assert.Equal((OrderState.Unknown, PaymentState.Unknown, ShipmentState.Unknown), (order.State, order.PaymentState, order.ShipmentState));
    }

    [Theory]
    [InlineData("\"2026-03-02T12:00:00.123Z\"", "2026-03-02T12:00:00.123Z")]
    [InlineData("\"2026-03-02T12:00:00+02:00\"", "2026-03-02T10:00:00Z")]
    [InlineData("\"2026-03-02 12:00:00\"", "2026-03-02T12:00:00Z")]
    [InlineData("\"2026-03-02\"", "2026-03-02T00:00:00Z")]
    [InlineData("\"soon\"", "0001-01-01T00:00:00Z")]
    [InlineData("\"\"", "0001-01-01T00:00:00Z")]
    [InlineData("17", "0001-01-01T00:00:00Z")]
    [InlineData("{\"a\":[1]}", "0001-01-01T00:00:00Z")]
    public void A_date_is_never_worth_an_order(string written, string read) =>
        Assert.Equal(At(read), Read(more: $"\"createdAt\":{written},\"locale\":\"en\"").CreatedAt);

    [Theory]
    [InlineData("""{"id":"","version":1,"totalPrice":{"currencyCode":"EUR","centAmount":1}}""", "id: missing")]
    [InlineData("""{"id":7,"version":1,"totalPrice":{"currencyCode":"EUR","centAmount":1}}""", "id: unexpected type or value")]
    [InlineData("""{"id":"x","totalPrice":{"currencyCode":"EUR","centAmount":1}}""", "version: missing")]
    [InlineData("""{"id":"x","version":"1","totalPrice":{"currencyCode":"EUR","centAmount":1}}""", "version: unexpected type or value")]
    [InlineData("""{"id":"x","version":1.5,"totalPrice":{"currencyCode":"EUR","centAmount":1}}""", "version: unexpected type or value")]
    [InlineData("""{"id":"x","version":1}""", "totalPrice: missing")]
    [InlineData("""{"id":"x","version":1,"totalPrice":{"centAmount":1}}""", "totalPrice.currencyCode: missing")]
    [InlineData("""{"id":"x","version":1,"totalPrice":{"currencyCode":"EUR","centAmount":99999999999999999999}}""", "totalPrice.centAmount: unexpected type or value")]
    [InlineData("""{"id":"x","version":1,"totalPrice":{"currencyCode":"EUR","centAmount":1},"lineItems":[{"id":"l","quantity":"2"}]}""", "lineItems[0].quantity: unexpected type or value")]
    [InlineData("""{"id":"x","version":1,"totalPrice":{"currencyCode":"EUR","centAmount":1},"lineItems":[{"id":"l"}]}""", "lineItems[0].quantity: missing")]
    [InlineData("""{"id":"x","version":1,"totalPrice":{"currencyCode":"EUR","centAmount":1},"lineItems":{"id":"l"}}""", "lineItems: unexpected type or value")]
    [InlineData("""{"id":"x","version":1,"totalPrice":{"currencyCode":"EUR","centAmount":1},"type":"Cart"}""", "type: the document is a cart, not an order")]
    [InlineData("""{"id":"x","version":1,"totalPrice":{"currencyCode":"EUR","centAmount":1},"customerEmail":"\ud800"}""", "customerEmail: unexpected type or value")]
    [InlineData("null", "document: not an object")]
    [InlineData("[]", "document: not an object")]
    public void What_is_no_order_is_reported_by_its_member(string document, string problem)
    {
        var reading = CommerceOrderReader.Read(Documents.Parse(document));

        Assert.Null(reading.Order);
        Assert.Equal(problem, reading.Unreadable!.Problem);
    }

    private static Order Read(string more) => Assert.IsType<Order>(CommerceOrderReader.Read(Documents.Parse(Documents.Order(more: more))).Order);

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static Money Usd(decimal amount) => new(amount, "USD", 2);
}
