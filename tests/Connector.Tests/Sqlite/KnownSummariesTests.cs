using System.Globalization;
using System.Text.Json;
using Connector.Core.Model.Orders;
using Connector.Sqlite;
using Xunit;

namespace Connector.Tests.Sqlite;

public sealed class KnownSummariesTests
{
    private readonly KnownSummaries _known = new();

    [Fact]
    public void A_row_that_says_the_same_is_the_one_that_was_written()
    {
        var order = Order(1);
        _known.Keep(order.Write(), order);

        Assert.Same(order, _known.Read(order.Write()));
    }

    [Fact]
    public void A_row_that_says_something_else_is_read_from_its_text()
    {
        var order = Order(1);
        _known.Keep(order.Write(), order);
        var changed = order with { Version = 2 };

        var read = _known.Read(changed.Write());

        Assert.Equal(2, read.Version);
        Assert.Same(read, _known.Read(changed.Write()));
        Assert.Same(order, _known.Read(order.Write()));
    }

    [Fact]
    public void So_many_are_kept_and_no_more()
    {
        var orders = Enumerable.Range(0, (KnownSummaries.Most * 2) + 1).Select(Order).ToList();
        foreach (var order in orders) _known.Keep(order.Write(), order);

        Assert.All(orders.TakeLast(KnownSummaries.Most), o => Assert.Same(o, _known.Read(o.Write())));
        Assert.NotSame(orders[0], _known.Read(orders[0].Write()));
    }

    [Fact]
    public void What_is_no_row_is_refused() => Assert.Throws<JsonException>(() => _known.Read("{"u8));

    private static OrderSummary Order(int number) => new() { OrderId = number.ToString("d8", CultureInfo.InvariantCulture), OrderNumber = $"US-{number}", Version = 1 };
}
