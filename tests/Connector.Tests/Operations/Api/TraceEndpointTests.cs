using System.Net;
using System.Text.Json;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;
using Connector.TestSupport;
using Xunit;

namespace Connector.Tests.Operations.Api;

public sealed class TraceEndpointTests : IAsyncLifetime
{
    private static readonly DateTimeOffset T0 = ManualTimeProvider.Start;
    private readonly string _order = Ids.OrderId();
    private OperationsHost _host = null!;

    public async Task InitializeAsync() => _host = await OperationsHost.StartAsync();
    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task The_whole_history_of_an_order_in_its_order()
    {
        await _host.Get<ISyncStore>().WriteAsync([A.SyncRow(_order, static r => r with { OrderNumber = "US-1", ShippingNumber = "US-1", ShippingOrderId = 4711, Payload = [1, 2, 3] })], default);
        var shipment = A.Shipment(s => s with { OrderKey = OrderKeys.OrderKey(_order, "main"), TrackingNumber = "TRACK1" });
        await _host.Get<IShippingStore>().PutShipmentsAsync([(shipment, _order)], default);
        await _host.DeadAsync(FailureKind.AddressInvalid, ErrorCodes.AddressFailed, A.PushOrder(_order));
        var journal = _host.Get<IJournal>();
        await journal.AppendAsync([new JournalEntry(T0.AddSeconds(2), JournalKind.Outcome, _order, "US-1", "PushOrder: created", "c-1")], default);
        await journal.AppendAsync(Exchange([_order]) with { At = T0.AddSeconds(1) }, default);
        await journal.AppendAsync([new JournalEntry(T0, JournalKind.Decision, _order, "US-1", "routed to main")], default);

        foreach (var words in new[] { "US-1", _order, "4711", "TRACK1", OrderKeys.OrderKey(_order, "main") })
        {
            var (status, trace) = await _host.GetAsync($"/api/orders/{words}/trace");

            Assert.Equal(HttpStatusCode.OK, status);
            Assert.Equal((_order, "US-1"), (trace.GetProperty("orderId").GetString(), trace.GetProperty("orderNumber").GetString()));
            var row = Assert.Single(trace.GetProperty("parts").EnumerateArray());
            Assert.Equal(("main", 4711, "Reserved"), (row.GetProperty("part").GetString(), row.GetProperty("shippingOrderId").GetInt32(), row.GetProperty("status").GetString()));
            Assert.False(row.TryGetProperty("payload", out _));
            var parcel = Assert.Single(trace.GetProperty("shipments").EnumerateArray());
            Assert.Equal(("TRACK1", 2), (parcel.GetProperty("trackingNumber").GetString(), parcel.GetProperty("items")[0].GetProperty("quantity").GetInt32()));
            Assert.Equal("AddressFailed", Assert.Single(trace.GetProperty("errors").EnumerateArray()).GetProperty("code").GetString());
            Assert.Equal(
                [("decision", "routed to main"), ("call", "ShipStation: POST /orders/createorders 200"), ("outcome", "PushOrder: created")],
                trace.GetProperty("timeline").EnumerateArray().Select(static i => (i.GetProperty("kind").GetString()!, i.GetProperty("text").GetString()!)));
        }
    }

    [Fact]
    public async Task What_the_whole_order_failed_with_is_no_part_once_it_has_parts()
    {
        var failed = A.SyncRow(_order, static r => r with { GroupKey = "", OrderNumber = "US-1", Status = SyncStatus.Failed, FailureCode = ErrorCodes.MissingAddress });
        await _host.Get<ISyncStore>().WriteAsync([failed], default);
        var (_, before) = await _host.GetAsync($"/api/orders/{_order}/trace");
        Assert.Equal("MissingAddress", Assert.Single(before.GetProperty("parts").EnumerateArray()).GetProperty("failureCode").GetString());

        await _host.Get<ISyncStore>().WriteAsync([A.SyncRow(_order, static r => r with { OrderNumber = "US-1", ShippingNumber = "US-1", Status = SyncStatus.Synced })], default);
        var (_, after) = await _host.GetAsync($"/api/orders/{_order}/trace");
        Assert.Equal("main", Assert.Single(after.GetProperty("parts").EnumerateArray()).GetProperty("part").GetString());
    }

    [Fact]
    public async Task An_order_that_was_never_pushed_is_found_in_the_journal()
    {
        await _host.Get<IJournal>().AppendAsync([new JournalEntry(T0, JournalKind.Decision, _order, "US-7/b", "not pushed: digital only")], default);

        var (status, trace) = await _host.GetAsync("/api/orders/US-7%2Fb/trace");

        Assert.Equal((HttpStatusCode.OK, _order), (status, trace.GetProperty("orderId").GetString()));
        Assert.Empty(trace.GetProperty("parts").EnumerateArray());
    }

    [Fact]
    public async Task Of_a_call_with_many_orders_only_this_one_is_shown()
    {
        var other = Ids.OrderId();
        await _host.Get<IJournal>().AppendAsync(
            Exchange([_order, other]) with
            {
                RequestBody = $$"""[{"orderKey":"{{_order}}-main","city":"mine"},{"orderKey":"{{other}}-main","city":"other"}]""",
                ResponseBody = $$"""{"hasErrors":false,"results":[{"orderKey":"{{other}}-main","orderId":1},{"orderKey":"{{_order}}-main","orderId":2}]}"""
            },
            default);

        var (_, trace) = await _host.GetAsync($"/api/orders/{_order}/trace");

        var exchange = trace.GetProperty("timeline")[0].GetProperty("call");
        Assert.Equal(2, exchange.GetProperty("orders").GetInt32());
        Assert.Equal($$"""[{"orderKey":"{{_order}}-main","city":"mine"}]""", exchange.GetProperty("requestBody").GetProperty("text").GetString());
        Assert.Equal($$"""[{"orderKey":"{{_order}}-main","orderId":2}]""", exchange.GetProperty("responseBody").GetProperty("text").GetString());
    }

    [Fact]
    public async Task Of_a_very_long_history_old_calls_are_left_out_and_never_what_happened_and_a_very_long_body_is_cut_at_its_end()
    {
        var journal = _host.Get<IJournal>();
        await journal.AppendAsync([.. Enumerable.Range(0, 505).Select(i => new JournalEntry(T0.AddSeconds(i), JournalKind.Outcome, _order, "US-1", $"{i}"))], default);
        for (var i = 0; i < 505; i++) await journal.AppendAsync(Exchange([_order]) with { At = T0.AddSeconds(i), Path = $"/{i}" }, default);
        await journal.AppendAsync(Exchange([_order]) with { At = T0.AddHours(1), ResponseBody = new string('x', 100_000) }, default);

        var (_, trace) = await _host.GetAsync("/api/orders/US-1/trace");

        Assert.Equal(6, trace.GetProperty("timelineLeftOut").GetInt32());
        Assert.Equal("0", trace.GetProperty("timeline")[0].GetProperty("text").GetString());
        Assert.Equal((505, 500), (Count(trace, "timeline", static i => i.GetProperty("kind").GetString() != "call"), Count(trace, "timeline", static i => i.GetProperty("kind").GetString() == "call")));
        Assert.Equal(505, Count(trace, "history", static _ => true));
        // How many there were is said of each event, also where they are left out.
        Assert.Equal((1, 0), (trace.GetProperty("history")[0].GetProperty("callCount").GetInt32(), trace.GetProperty("history")[0].GetProperty("calls").GetArrayLength()));
        var body = trace.GetProperty("timeline").EnumerateArray().Last().GetProperty("call").GetProperty("responseBody");
        Assert.Equal((65_536, 100_000), (body.GetProperty("text").GetString()!.Length, body.GetProperty("length").GetInt32()));
    }

    [Fact]
    public async Task What_nobody_knows_is_not_found_and_what_is_too_long_is_refused()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await _host.GetAsync("/api/orders/US-404/trace")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await _host.GetAsync("/api/orders/%20/trace")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await _host.GetAsync($"/api/orders/{new string('1', 300)}/trace")).Status);
    }

    private static int Count(JsonElement trace, string list, Func<JsonElement, bool> which) => trace.GetProperty(list).EnumerateArray().Count(which);

    private static Exchange Exchange(IReadOnlyList<string> orders) =>
        new(T0, "ShipStation", "POST", "/orders/createorders", 200, null, TimeSpan.FromMilliseconds(120), 1, "[]", null, orders);
}
