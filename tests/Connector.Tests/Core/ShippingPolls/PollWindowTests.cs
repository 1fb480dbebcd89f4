using Connector.Core;
using Connector.Core.Errors;
using Connector.Core.InMemory;
using Connector.Core.Ports;
using Connector.Core.ShippingPolls;
using Connector.TestSupport;
using Microsoft.Extensions.Options;
using Xunit;

namespace Connector.Tests.Core.ShippingPolls;

public sealed class PollWindowTests
{
    private const int PageSize = 2;
    private readonly ManualTimeProvider _clock = new();
    private readonly InMemoryCursorStore _cursors;
    private readonly PollWindow _window;
    private readonly List<DateTimeOffset> _records;
    private readonly List<DateTimeOffset> _taken = [];
    private int _permits;

    public PollWindowTests()
    {
        _cursors = new InMemoryCursorStore(_clock);
        _window = new PollWindow(_cursors, Options.Create(new EngineOptions { PollOverlapSeconds = 0 }), _clock);
        _records = [.. Enumerable.Range(1, 9).Select(i => _clock.GetUtcNow().AddHours(-1).AddMinutes(i))];
    }

    [Fact]
    public async Task A_list_longer_than_the_calls_of_a_window_is_read_to_its_end_all_the_same()
    {
        for (var run = 0; run < 20 && _taken.Distinct().Count() < _records.Count; run++) await ReadAsync(ordered: true, permits: 2);

        Assert.Equal(_records, _taken.Distinct().Order());
    }

    [Fact]
    public async Task A_list_in_another_order_begins_again_so_that_nothing_is_passed_over()
    {
        _records.Reverse();
        await ReadAsync(ordered: false, permits: 2);
        _taken.Clear();

        await ReadAsync(ordered: false, permits: 100);

        Assert.Equal(_records.Order(), _taken.Order());
    }

    private async Task ReadAsync(bool ordered, int permits)
    {
        _permits = permits;
        try
        {
            await _window.ReadAsync("list", 100, ReadPageAsync, at => at, ordered, page =>
            {
                _taken.AddRange(page.Items);
                return Task.CompletedTask;
            }, default);
        }
        catch (ConnectorException e) when (e.Kind == FailureKind.RateLimited)
        {
            // The next window.
        }
    }

    private Task<ShippingPage<DateTimeOffset>> ReadPageAsync(ShippingWindow window)
    {
        if (_permits-- == 0) throw new ConnectorException(FailureKind.RateLimited, ErrorCodes.RateLimited, "No call is left.");
        var list = _records.Where(at => at >= window.From).ToList();
        var page = list.Skip((window.Page - 1) * PageSize).Take(PageSize).ToList();
        return Task.FromResult(new ShippingPage<DateTimeOffset>(page, list.Count > window.Page * PageSize, []));
    }
}
