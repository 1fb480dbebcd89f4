using Connector.Simulators.ShipStation.Account;
using Connector.Simulators.ShipStation.Orders;

namespace Connector.Simulators.ShipStation.Quotes;

/// <summary>One rate of V2: a price for the content of one order at one time.</summary>
internal sealed record Quote
{
    /// <summary>0 for an estimate: it cannot be bought.</summary>
    public required long RateId { get; init; }
    public required OrderRecord? Order { get; init; }
    public required CarrierData Carrier { get; init; }
    public required ServiceData Service { get; init; }
    public required string Package { get; init; }
    public required Price Price { get; init; }
    public required int Zone { get; init; }
    public required int? Days { get; init; }
    public required DateOnly? Arrival { get; init; }
    public required DateOnly ShipDate { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Digest of what was quoted for.</summary>
    public required string Content { get; init; }
    public string Currency { get; init; } = "usd";
    public string? Error { get; init; }
}

/// <summary>All quotes that were made for shipments.</summary>
internal sealed class QuoteBook
{
    private readonly Dictionary<long, Quote> _byId = [];
    private readonly Dictionary<long, int> _polls = [];
    private long _lastId = 9_300_000;
    private long _lastRequestId = 77_000;

    public long NextId() => ++_lastId;

    public long NextRequestId() => ++_lastRequestId;

    public Quote? Find(long rateId) => _byId.GetValueOrDefault(rateId);

    public IEnumerable<Quote> ListOrder(long orderId) => _byId.Values.Where(quote => quote.Order?.OrderId == orderId).OrderBy(static quote => quote.RateId);

    public void Add(Quote quote) => _byId.Add(quote.RateId, quote);

    /// <summary>Counts the responses about an order's rates; true while they are still "working".</summary>
    public bool IsWorking(long orderId, int polls)
    {
        var seen = _polls[orderId] = _polls.GetValueOrDefault(orderId) + 1;
        return seen <= polls;
    }

    public void Clear()
    {
        _byId.Clear();
        _polls.Clear();
    }
}
