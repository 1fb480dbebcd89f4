using System.Net;
using System.Text.Json.Nodes;
using Xunit;

namespace Connector.Tests.Simulators.ShipStation;

public sealed class PacificDatesTests
{
    [Theory]
    [InlineData("2026-01-15T20:00:00.5Z", "2026-01-15T12:00:00.5000000")]
    [InlineData("2026-07-15T20:00:00.613Z", "2026-07-15T13:00:00.6130000")]
    [InlineData("2026-03-08T09:59:59Z", "2026-03-08T01:59:59.0000000")]
    [InlineData("2026-03-08T10:00:00Z", "2026-03-08T03:00:00.0000000")]
    [InlineData("2026-11-01T08:30:00Z", "2026-11-01T01:30:00.0000000")]
    [InlineData("2026-11-01T09:30:00Z", "2026-11-01T01:30:00.0000000")]
    public async Task Dates_are_local_to_los_angeles_in_winter_and_in_summer(string utc, string local)
    {
        await using var account = await SimulatedAccount.StartAsync(at: DateTimeOffset.Parse(utc, System.Globalization.CultureInfo.InvariantCulture));
        var order = await account.WriteAsync(SampleOrder.Of("P-1"));
        Assert.Equal(local, (string?)order["createDate"]);
    }

    [Fact]
    public async Task Each_field_has_its_own_shape()
    {
        await using var account = await SimulatedAccount.StartAsync(at: SimulatedAccount.Start.AddMilliseconds(320));
        var order = await account.WriteAsync(SampleOrder.Of("P-1", change: o =>
        {
            o["orderDate"] = "2026-03-01 08:05:09";
            o["shipByDate"] = "2026-03-06";
            o["shipDate"] = "2026-03-05T10:00:00";
        }));
        Assert.Equal("2026-03-01T08:05:09.0000000", (string?)order["orderDate"]);
        Assert.Equal("2026-03-06T00:00:00.0000000", (string?)order["shipByDate"]);
        Assert.Equal("2026-03-05", (string?)order["shipDate"]);
        Assert.Equal("2026-03-03T09:20:00.32", (string?)order["items"]![0]!["createDate"]);
        Assert.Equal("2026-03-03T09:20:00.3200000", (string?)order["modifyDate"]);

        var stores = (await account.GetAsync("/stores")).Json;
        Assert.Equal("2024-02-05T08:30:15.07", (string?)stores[0]!["createDate"]);
    }

    [Fact]
    public async Task Filters_are_read_as_local_times_with_both_ends_inside()
    {
        await using var account = await SimulatedAccount.StartAsync();
        await account.WriteAsync(SampleOrder.Of("P-1"));
        account.Advance(60);
        await account.WriteAsync(SampleOrder.Of("P-2"));
        account.Advance(60);
        await account.WriteAsync(SampleOrder.Of("P-3"));

        Assert.Equal(["P-2", "P-3"], await account.NumbersAsync("/orders?createDateStart=2026-03-03%2009:21:00"));
        Assert.Equal(["P-1", "P-2"], await account.NumbersAsync("/orders?createDateEnd=2026-03-03T09:21:00.0000000"));
        Assert.Equal(["P-2"], await account.NumbersAsync("/orders?createDateStart=2026-03-03T09:20:01&createDateEnd=2026-03-03T09:21:59"));
        Assert.Empty(await account.NumbersAsync("/orders?createDateEnd=2026-03-03"));
    }

    [Theory]
    [InlineData("modifyDateStart=yesterday")]
    [InlineData("modifyDateStart=2026-03-03T17:20:00Z")]
    [InlineData("createDateEnd=2026-03-03T09:20:00-08:00")]
    public async Task A_filter_that_is_no_local_time_is_refused(string filter)
    {
        await using var account = await SimulatedAccount.StartAsync();
        var reply = await account.GetAsync("/orders?" + filter);
        Assert.Equal(HttpStatusCode.BadRequest, reply.Status);
        Assert.Equal(filter.Split('=')[0], Assert.Single(reply.Json["ModelState"]!.AsObject()).Key);
    }

    [Fact]
    public async Task An_order_date_exactly_at_the_start_is_outside()
    {
        await using var account = await SimulatedAccount.StartAsync();
        await account.WriteAsync(SampleOrder.Of("P-1"));
        Assert.Empty(await account.NumbersAsync("/orders?orderDateStart=2026-03-03T09:10:00"));
        Assert.Equal(["P-1"], await account.NumbersAsync("/orders?orderDateEnd=2026-03-03T09:10:00"));
    }
}
