using System.Globalization;
using System.Net;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;
using Connector.TestSupport.Http;
using Connector.Tests.ShipStation.Doubles;
using Xunit;

namespace Connector.Tests.ShipStation;

/// <summary>A list of orders in which some rows turn every page that holds them into a 500.</summary>
public class PoisonedPageTests
{
    private readonly Rig _rig = new();
    private readonly HashSet<int> _poisoned = [];
    private int _rows = 1200;

    public PoisonedPageTests() => _rig.Http.Always = Serve;

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 500)]
    [InlineData(1, 237)]
    [InlineData(2, 500 + 250)]
    [InlineData(3, 1200)]
    public async Task The_one_bad_row_is_left_out_and_all_others_are_read(int page, int poisoned)
    {
        _poisoned.Add(poisoned);
        var read = await List(page);
        var expected = Enumerable.Range(((page - 1) * 500) + 1, Math.Min(500, _rows - ((page - 1) * 500))).Where(row => row != poisoned);
        Assert.Equal(expected, read.Items.Select(order => (int)order.ShippingOrderId));
        Assert.Equal($"orders: row {poisoned} of the list, ShipStation returned 500 (ServerError)", Assert.Single(read.Unreadable));
        Assert.Equal(page < 3, read.More);
        Assert.InRange(_rig.Http.Requests.Count, 6, 20);
        Assert.Equal(_rig.Http.Requests.Count, _rig.Budget.Taken.Count);
    }

    [Fact]
    public async Task Several_bad_rows_are_left_out_each()
    {
        _poisoned.UnionWith([3, 4, 260, 499]);
        var read = await List(1);
        Assert.Equal(496, read.Items.Count);
        Assert.Equal(4, read.Unreadable.Count);
    }

    [Fact]
    public async Task When_the_permits_run_out_the_next_try_goes_on_where_this_one_stopped()
    {
        _poisoned.UnionWith([237, 480]);
        _rig.Budget.Left = 12;
        Rig.Is(await Rig.FailureOf(() => List(1)), FailureKind.RateLimited, ErrorCodes.RateLimited);
        _rig.Budget.Left = 100;
        Assert.Equal(498, (await List(1)).Items.Count);
        var asked = _rig.Http.Requests.Select(sent => (sent.Query("page"), sent.Query("pageSize"))).ToList();
        Assert.Equal(asked.Count, asked.Distinct().Count());

        _rig.Http.Forget();
        _poisoned.Clear();
        Assert.Equal(500, (await List(1)).Items.Count); // nothing is left of it once the page was read
        Assert.Single(_rig.Http.Requests);
    }

    [Fact]
    public async Task What_was_begun_long_ago_is_begun_anew()
    {
        _poisoned.Add(237);
        _rig.Budget.Left = 12;
        await Rig.FailureOf(() => List(1));
        _rig.Budget.Left = 100;
        _poisoned.Clear();
        _rig.Clock.Advance(TimeSpan.FromMinutes(20));
        Assert.Equal(500, (await List(1)).Items.Count);
    }

    [Fact]
    public async Task Where_every_page_fails_it_is_an_outage_and_no_row_is_given_up()
    {
        _poisoned.UnionWith(Enumerable.Range(1, 1200));
        Rig.Is(await Rig.FailureOf(() => List(1)), FailureKind.Unknown, ErrorCodes.ServerError);
        Assert.InRange(_rig.Http.Requests.Count, 2, 9);
    }

    [Fact]
    public async Task A_page_with_nothing_but_bad_rows_in_places_ends_after_a_bounded_number_of_calls()
    {
        _poisoned.UnionWith(Enumerable.Range(1, 500).Where(row => row % 3 == 0));
        Rig.Is(await Rig.FailureOf(() => List(1)), FailureKind.Unknown, ErrorCodes.ServerError);
        Assert.InRange(_rig.Http.Requests.Count, 100, 122);
    }

    [Fact]
    public async Task A_page_beyond_the_cap_is_read_in_parts()
    {
        _rig.Options.MaxResponseMegabytes = 1;
        var note = new string('n', 4000);
        _rig.Http.Always = sent => Serve(sent, id => id == 300 ? new string('n', 2_000_000) : note);
        _rows = 500;
        var read = await List(1);
        Assert.Equal(499, read.Items.Count);
        Assert.Equal("orders: row 300 of the list, ShipStation returned 200 (ResponseTooLarge)", Assert.Single(read.Unreadable));
    }

    [Theory]
    [InlineData("""{"ExceptionMessage":"Execution Timeout Expired."}""", 500)]
    [InlineData("", 401)]
    [InlineData("", 400)]
    public async Task Other_failures_are_not_searched_for_a_bad_row(string body, int status)
    {
        _rig.Http.Always = _ => StubHttp.Response((HttpStatusCode)status, body);
        await Rig.FailureOf(() => List(1));
        Assert.Single(_rig.Http.Requests);
    }

    [Fact]
    public async Task A_page_size_without_divisors_is_read_row_by_row()
    {
        _poisoned.Add(3);
        var read = await _rig.Account.ListOrdersAsync(new ShippingWindow(Rig.Start, null, 1, 7), RateLane.Background, default);
        Assert.Equal([1, 2, 4, 5, 6, 7], read.Items.Select(order => order.ShippingOrderId));
    }

    private Task<ShippingPage<ShippingOrderSnapshot>> List(int page) =>
        // The end moves on between two tries, as a poll's does.
        _rig.Account.ListOrdersAsync(new ShippingWindow(Rig.Start, _rig.Clock.GetUtcNow().AddMinutes(_rig.Http.Requests.Count), page), RateLane.Background, default);

    private HttpResponseMessage Serve(SentRequest sent) => Serve(sent, _ => "");

    private HttpResponseMessage Serve(SentRequest sent, Func<int, string> note)
    {
        var size = int.Parse(sent.Query("pageSize")!, CultureInfo.InvariantCulture);
        var first = ((int.Parse(sent.Query("page")!, CultureInfo.InvariantCulture) - 1) * size) + 1;
        var rows = Enumerable.Range(first, size).Where(row => row <= _rows).ToList();
        if (rows.Exists(_poisoned.Contains)) return StubHttp.Response(HttpStatusCode.InternalServerError, """{"ExceptionMessage":"Object reference not set."}""");
        var json = string.Join(',', rows.Select(row => $$"""{"orderId":{{row}},"customerNotes":"{{note(row)}}"}"""));
        return StubHttp.Response(HttpStatusCode.OK, $$"""{"orders":[{{json}}],"total":{{_rows}},"page":1,"pages":0}""");
    }
}
