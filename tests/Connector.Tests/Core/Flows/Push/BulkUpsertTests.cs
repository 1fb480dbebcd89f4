using Connector.Core.Flows.Push;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;
using Xunit;

namespace Connector.Tests.Core.Flows.Push;

public sealed class BulkUpsertTests
{
    private static readonly ShippingAddress s_nowhere = new() { Name = "Test Buyer" };
    private int _calls;

    [Theory]
    [InlineData(0)]
    [InlineData(57)]
    [InlineData(99)]
    [InlineData(0, 1)]
    [InlineData(0, 99)]
    [InlineData(10, 11, 60)]
    public async Task Bad_records_stand_alone_and_all_others_go_through(params int[] bad)
    {
        var results = await SendAsync(part => part.Any(o => bad.Contains(NumberOf(o))));

        Assert.Equal(100, results.Count);
        Assert.Equal(bad.Order(), results.Where(r => r.Failure is not null).Select(r => int.Parse(r.OrderKey, System.Globalization.CultureInfo.InvariantCulture)).Order());
    }

    [Fact]
    public async Task A_server_that_fails_at_everything_is_not_asked_about_each_record()
    {
        var results = await SendAsync(_ => true);

        Assert.Equal(100, results.Count);
        Assert.All(results, r => Assert.Equal(FailureKind.Unknown, r.Failure!.Kind));
        Assert.InRange(_calls, 1, 12);
    }

    private static int NumberOf(ShippingOrder order) => int.Parse(order.OrderKey, System.Globalization.CultureInfo.InvariantCulture);

    private async Task<IReadOnlyList<BulkResult>> SendAsync(Func<IReadOnlyList<ShippingOrder>, bool> fails)
    {
        BulkUpsert.Upsert upsert = (part, _) =>
        {
            _calls++;
            if (fails(part)) throw new ConnectorException(FailureKind.Unknown, ErrorCodes.ServerError, "500");
            return Task.FromResult<IReadOnlyList<UpsertResult>>([.. part.Select(o => new UpsertResult(o.OrderKey, NumberOf(o), true, null))]);
        };
        var orders = Enumerable.Range(0, 100).Select(i => new ShippingOrder { OrderKey = $"{i}", OrderNumber = $"{i}", BillTo = s_nowhere, ShipTo = s_nowhere, StoreId = 1 });
        return await BulkUpsert.SendAsync(upsert, [.. orders], default);
    }
}
