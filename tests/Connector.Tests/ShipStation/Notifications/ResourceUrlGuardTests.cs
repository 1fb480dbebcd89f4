using System.Net;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.TestSupport.Http;
using Connector.Tests.ShipStation.Doubles;
using Xunit;

namespace Connector.Tests.ShipStation.Notifications;

public class ResourceUrlGuardTests
{
    private readonly Rig _rig = new();

    public static TheoryData<string?> HostileAddresses =>
    [
        // nothing, or not an address
        null, "", " ", "orders", "/orders?importBatch=1", "//ssapi.shipstation.com/orders", "?importBatch=1", "https:", "https://", "https:///orders",
        "ssapi.shipstation.com/orders", "https:/ssapi.shipstation.com/orders", "https:ssapi.shipstation.com/orders",
        // other schemes
        "http://ssapi.shipstation.com/orders", "ftp://ssapi.shipstation.com/orders", "file:///orders", "file://ssapi.shipstation.com/orders", "gopher://ssapi.shipstation.com/orders",
        "javascript:alert(1)", "data:text/plain,orders", "ws://ssapi.shipstation.com/orders", "jar:https://ssapi.shipstation.com/orders", "httpss://ssapi.shipstation.com/orders",
        // other hosts
        "https://evil.example.com/orders", "https://shipstation.com/orders", "https://api.shipstation.com/orders", "https://ss.shipstation.com/orders", "https://localhost/orders",
        "https://127.0.0.1/orders", "https://[::1]/orders", "https://169.254.169.254/orders", "https://2130706433/orders", "https://0x7f000001/orders", "https://[::ffff:127.0.0.1]/orders",
        // look-alikes
        "https://ssapi.shipstation.com.evil.example.com/orders", "https://ssapi.shipstation.com./orders", "https://evil-ssapi.shipstation.com/orders",
        "https://xssapi.shipstation.com/orders", "https://ssapi.shipstation.comx/orders", "https://ssapi.shipstation.co/orders", "https://ssapi-6.shipstation.com/orders",
        "https://ssapia.shipstation.com/orders", "https://ssapi6x.shipstation.com/orders", "https://ssapi.6.shipstation.com/orders", "https://ssapi12345.shipstation.com/orders",
        "https://ssapi.evil.shipstation.com/orders", "https://ssapixshipstation.com/orders", "https://ssapi%2eshipstation.com/orders", "https://ssapi.shipstation.com%2eevil.example.com/orders",
        "https://ssapi.shipstation.com%00.evil.example.com/orders", "https://ssарi.shipstation.com/orders", "https://ssapi\u0666.shipstation.com/orders", "https://ssapi。shipstation。com/orders",
        "https://ssapi.shipstation.com\u2024evil.example.com/orders", "https://xn--ssapi.shipstation.com/orders", "https://ſsapi.shipstation.com/orders",
        // users, ports, fragments
        "https://user@ssapi.shipstation.com/orders", "https://user:word@ssapi.shipstation.com/orders", "https://ssapi.shipstation.com@evil.example.com/orders",
        "https://ssapi.shipstation.com:443@evil.example.com/orders", "https://ssapi.shipstation.com%40evil.example.com/orders", "https://ssapi.shipstation.com:80/orders",
        "https://ssapi.shipstation.com:8443/orders", "https://ssapi.shipstation.com:/orders", "https://ssapi.shipstation.com:443evil/orders", "https://ssapi.shipstation.com:0443/orders",
        "https://ssapi.shipstation.com#@evil.example.com/orders", "https://ssapi.shipstation.com/orders#fragment", "https://ssapi.shipstation.com/orders?importBatch=1#x",
        // other paths
        "https://ssapi.shipstation.com", "https://ssapi.shipstation.com/", "https://ssapi.shipstation.com?importBatch=1", "https://ssapi.shipstation.com/stores",
        "https://ssapi.shipstation.com/accounts/registeraccount", "https://ssapi.shipstation.com/carriers/addfunds", "https://ssapi.shipstation.com/orders/createorder",
        "https://ssapi.shipstation.com/orders/1", "https://ssapi.shipstation.com/orders/", "https://ssapi.shipstation.com//orders", "https://ssapi.shipstation.com/orders/..",
        "https://ssapi.shipstation.com/x/../orders", "https://ssapi.shipstation.com/./orders", "https://ssapi.shipstation.com/orders/../carriers", "https://ssapi.shipstation.com/orders%2f",
        "https://ssapi.shipstation.com/orders%2f..%2fcarriers", "https://ssapi.shipstation.com/%6frders", "https://ssapi.shipstation.com/orders%252f1", "https://ssapi.shipstation.com/orders;a=b",
        "https://ssapi.shipstation.com/orders.json", "https://ssapi.shipstation.com/orders%00", "https://ssapi.shipstation.com/v2/labels",
        // back slashes, blanks, line ends
        @"https:\\ssapi.shipstation.com\orders", @"https://ssapi.shipstation.com\orders", @"https://ssapi.shipstation.com\@evil.example.com/orders", @"https://evil.example.com\@ssapi.shipstation.com/orders",
        " https://ssapi.shipstation.com/orders", "https://ssapi.shipstation.com/orders ", "https://ssapi.shipstation.com /orders", "https://ssapi.shipstation.com/orders?importBatch=a b",
        "https://ssapi.shipstation.com/orders\r\nHost: evil.example.com", "https://ssapi.shipstation.com/\norders", "\thttps://ssapi.shipstation.com/orders", "https://ssapi\0.shipstation.com/orders",
        // queries
        "https://ssapi.shipstation.com/orders?importBatch=1&callback=https://evil.example.com", "https://ssapi.shipstation.com/orders?api_key=1", "https://ssapi.shipstation.com/orders?=1",
        "https://ssapi.shipstation.com/orders?importBatch=%0d%0aHost:%20evil", "https://ssapi.shipstation.com/orders?importBatch=%00", "https://ssapi.shipstation.com/orders?importBatch=1&IMPORTBATCH=2",
        "https://ssapi.shipstation.com/orders?import%42atch=1", "https://ssapi.shipstation.com/orders?importBatch=a@evil.example.com", "https://ssapi.shipstation.com/orders??importBatch=1",
        "https://ssapi.shipstation.com/orders?importBatch=" + new string('a', 500)
    ];

    [Theory]
    [MemberData(nameof(HostileAddresses))]
    public async Task A_hostile_address_is_refused_and_no_request_leaves(string? address)
    {
        var failure = await Rig.FailureOf(() => _rig.Account.ReadNotificationAsync(address!, 1, default));
        Rig.Is(failure, FailureKind.Rejected, ErrorCodes.ForeignNotification);
        Assert.Empty(_rig.Http.Requests);
        Assert.Empty(_rig.Budget.Taken);
        Assert.DoesNotContain("evil", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_table_of_hostile_addresses_has_its_size() => Assert.True(HostileAddresses.Count >= 100);

    [Theory]
    [InlineData("https://ssapi.shipstation.com/orders?importBatch=0f6b-1", "/orders?importBatch=0f6b-1&page=1&pageSize=100")]
    [InlineData("https://ssapi.shipstation.com/orders?storeID=410001&importBatch=0f6b", "/orders?storeID=410001&importBatch=0f6b&page=1&pageSize=100")]
    [InlineData("https://ssapi13.shipstation.com/orders?importBatch=0f6b&includeOrderItems=True", "/orders?importBatch=0f6b&includeOrderItems=True&page=1&pageSize=100")]
    [InlineData("https://ssapi6.shipstation.com/shipments?batchId=19&includeShipmentItems=False", "/shipments?batchId=19&includeShipmentItems=true&page=1&pageSize=100")]
    [InlineData("https://ssapi.shipstation.com:443/fulfillments?orderId=5", "/fulfillments?orderId=5&page=1&pageSize=100")]
    [InlineData("HTTPS://SSAPI6.SHIPSTATION.COM/SHIPMENTS?BATCHID=19", "/shipments?BATCHID=19&includeShipmentItems=true&page=1&pageSize=100")]
    [InlineData("https://ssapi.shipstation.com/orders?importBatch=1&page=7&pageSize=1", "/orders?importBatch=1&page=1&pageSize=100")]
    [InlineData("https://ssapi.shipstation.com/orders?orderNumber=a%26page%3D9%252f", "/orders?orderNumber=a%26page%3D9%252f&page=1&pageSize=100")]
    [InlineData("https://ssapi.shipstation.com/orders?orderId=5&createDateStart=2026-01-01+00:00:00", "/orders?orderId=5&createDateStart=2026-01-01%2000%3A00%3A00&page=1&pageSize=100")]
    public async Task Of_an_accepted_address_only_path_and_query_are_used_on_our_own_base(string address, string expected)
    {
        _rig.Http.Always = sent => StubHttp.Response(HttpStatusCode.OK, $$"""{"{{sent.Address.AbsolutePath[1..]}}":[]}""");
        await _rig.Account.ReadNotificationAsync(address, 1, default);
        Assert.Equal("https://ssapi.shipstation.com" + expected, Assert.Single(_rig.Http.Requests).Address.AbsoluteUri);
    }

    [Theory]
    [InlineData("https://ssapi.shipstation.com/shipments", NotificationList.Shipments)]
    [InlineData("https://ssapi.shipstation.com/orders?", NotificationList.Orders)]
    [InlineData("https://ssapi.shipstation.com/orders?importBatch=&storeID=410001", NotificationList.Orders)]
    [InlineData("https://ssapi.shipstation.com/orders?createDateStart=2026-01-01+00:00:00&orderStatus=shipped", NotificationList.Orders)]
    [InlineData("https://ssapi.shipstation.com/fulfillments?page=3", NotificationList.Fulfillments)]
    public async Task An_address_that_selects_nothing_is_no_reading_but_names_its_list(string address, NotificationList list)
    {
        var content = await _rig.Account.ReadNotificationAsync(address, 1, default);
        Assert.Equal(list, content.WholeList);
        Assert.Empty(_rig.Http.Requests);
        Assert.Empty(_rig.Budget.Taken);
    }

    [Fact]
    public async Task Pages_after_the_first_wait_like_a_poll()
    {
        _rig.Http.Always = _ => StubHttp.Response(HttpStatusCode.OK, """{"shipments":[]}""");
        await _rig.Account.ReadNotificationAsync("https://ssapi.shipstation.com/shipments?batchId=1", 1, default);
        await _rig.Account.ReadNotificationAsync("https://ssapi.shipstation.com/shipments?batchId=1", 2, default);
        Assert.Equal([RateLane.Normal, RateLane.Background], _rig.Budget.Taken.Select(static t => t.Lane));
    }

    [Theory]
    [InlineData("http://127.0.0.1:5051/shipments?batchId=7", true)]
    [InlineData("https://ssapi6.shipstation.com/shipments?batchId=7", true)]
    [InlineData("http://127.0.0.1:50510/shipments", false)]
    [InlineData("http://127.0.0.1:5052/shipments", false)]
    [InlineData("http://127.0.0.1/shipments", false)]
    [InlineData("http://127.0.0.1:5051.evil.example.com/shipments", false)]
    [InlineData("http://127.0.0.1:5051@evil.example.com/shipments", false)]
    [InlineData("https://127.0.0.1:5051/shipments", false)]
    [InlineData("http://127.0.0.1:5051/__sim/reset", false)]
    [InlineData("http://127.0.0.1:5051", false)]
    public async Task The_configured_base_address_is_accepted_exactly(string address, bool accepted)
    {
        _rig.Options.BaseAddress = "http://127.0.0.1:5051/";
        _rig.Http.Always = _ => StubHttp.Response(HttpStatusCode.OK, """{"shipments":[]}""");
        if (!accepted)
        {
            await Rig.FailureOf(() => _rig.Account.ReadNotificationAsync(address, 1, default));
            Assert.Empty(_rig.Http.Requests);
            return;
        }
        await _rig.Account.ReadNotificationAsync(address, 1, default);
        Assert.Equal("http://127.0.0.1:5051/shipments?batchId=7&includeShipmentItems=true&page=1&pageSize=100", Assert.Single(_rig.Http.Requests).Address.ToString());
    }

    [Fact]
    public async Task Each_path_fills_its_own_list()
    {
        _rig.Http.Then(HttpStatusCode.OK, """{"orders":[{"orderId":1}],"pages":2}""").Then(HttpStatusCode.OK, """{"shipments":[{"shipmentId":2}]}""")
            .Then(HttpStatusCode.OK, """{"fulfillments":[{"fulfillmentId":3}]}""");
        var orders = await _rig.Account.ReadNotificationAsync("https://ssapi.shipstation.com/orders?importBatch=1", 1, default);
        var labels = await _rig.Account.ReadNotificationAsync("https://ssapi.shipstation.com/shipments?batchId=1", 4, default);
        var fulfillments = await _rig.Account.ReadNotificationAsync("https://ssapi.shipstation.com/fulfillments?orderId=1", 1, default);

        Assert.Equal((1, 0, 0, true), (orders.Orders.Count, orders.Shipments.Count, orders.Fulfillments.Count, orders.More));
        Assert.Equal((0, 1, 0, false), (labels.Orders.Count, labels.Shipments.Count, labels.Fulfillments.Count, labels.More));
        Assert.Equal((0, 0, 1, false), (fulfillments.Orders.Count, fulfillments.Shipments.Count, fulfillments.Fulfillments.Count, fulfillments.More));
        Assert.Equal("4", _rig.Http.Requests[1].Query("page"));
    }

    [Fact]
    public async Task What_is_gone_again_is_an_empty_notification()
    {
        _rig.Http.Then(HttpStatusCode.NotFound);
        var content = await _rig.Account.ReadNotificationAsync("https://ssapi.shipstation.com/shipments?batchId=1", 1, default);
        Assert.Equal((0, 0, 0, false), (content.Orders.Count, content.Shipments.Count, content.Fulfillments.Count, content.More));
    }

    [Fact]
    public async Task A_redirect_is_refused_and_not_followed()
    {
        _rig.Http.Then(HttpStatusCode.Redirect, "", ("Location", "https://evil.example.com/orders"));
        Rig.Is(
            await Rig.FailureOf(() => _rig.Account.ReadNotificationAsync("https://ssapi.shipstation.com/orders?importBatch=1", 1, default)), FailureKind.Rejected, ErrorCodes.RequestRejected);
        Assert.Single(_rig.Http.Requests);
    }
}
