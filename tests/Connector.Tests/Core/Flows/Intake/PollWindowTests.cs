using Connector.Core.Flows.Intake;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.TestSupport;
using Connector.TestSupport.InMemory;
using Microsoft.Extensions.Options;
using Xunit;

namespace Connector.Tests.Core.Flows.Intake;

/// <summary>A list of rows that people change while it is read: a changed row moves to the end.</summary>
public sealed class PollWindowTests
{
    private readonly ManualTimeProvider _clock = new();
    private readonly InMemoryCursorStore _cursors;
    private readonly EngineOptions _options = new() { PollOverlapSeconds = 0 };
    private readonly List<Row> _rows = [];
    private readonly List<Row> _taken = [];
    private readonly List<ShippingWindow> _asked = [];
    private PollWindow _window;
    private int _permits = int.MaxValue;
    private int _pageSize = 2;
    private int _maxPages = 100;
    private bool _ordered = true;
    private TimeSpan? _offset = TimeSpan.Zero;
    private Action<ShippingWindow> _between = static _ => { };

    public PollWindowTests()
    {
        _cursors = new InMemoryCursorStore(_clock);
        _window = new PollWindow(_cursors, Options.Create(_options), _clock);
    }

    [Fact]
    public async Task A_list_longer_than_the_calls_of_a_window_is_read_to_its_end_all_the_same()
    {
        Fill(9, static i => TimeSpan.FromMinutes(i));
        for (var run = 0; run < 20 && Seen < 9; run++) await PollAsync(permits: 2);

        Assert.Equal(9, Seen);
    }

    /// <summary>A filter of the vendor's takes rows out after it has cut the pages.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_page_without_rows_is_not_the_end_while_more_are_announced(bool ordered)
    {
        var asked = new List<int>();
        var list = new PollList<Row>(
            new CursorName("list"), _maxPages, window =>
            {
                asked.Add(window.Page);
                return Task.FromResult(new ShippingPage<Row>(window.Page == 3 ? [new Row(7, _clock.GetUtcNow())] : [], window.Page < 3, []));
            }, static r => $"{r.Id}", static r => r.At, TakeAsync) { Ordered = ordered, ClockOffset = () => _offset };

        await _window.ReadAsync(list, default);

        Assert.Equal(7, Assert.Single(_taken).Id);
        Assert.Contains(3, asked);
    }

    [Fact]
    public async Task A_list_in_another_order_goes_on_with_the_page_that_it_stopped_at()
    {
        Fill(9, static i => TimeSpan.FromMinutes(i));
        (_ordered, _offset) = (false, TimeSpan.Zero);
        for (var run = 0; run < 3; run++) await PollAsync(permits: 2);

        Assert.Equal(9, Seen);
        Assert.Equal([1, 2, 3, 4, 5], _asked.Select(static w => w.Page));
    }

    [Fact]
    public async Task What_joins_a_list_in_another_order_while_it_is_read_is_found_by_the_next_poll()
    {
        Fill(4, static i => TimeSpan.FromMinutes(i));
        _ordered = false;
        _clock.Advance(TimeSpan.FromMinutes(1));
        _between = w =>
        {
            if (w.Page != 2) return;
            // One joins a page that was read, and a newer one the last page.
            _rows.Insert(0, new Row(100, _clock.Now.AddSeconds(1)));
            _rows.Add(new Row(101, _clock.Now.AddSeconds(2)));
            _between = static _ => { };
        };
        await PollAsync();
        _clock.Advance(TimeSpan.FromMinutes(1));
        await PollAsync();

        Assert.Contains(_taken, static r => r.Id == 100);
    }

    [Theory]
    [InlineData(1000)] // a row a second
    [InlineData(0)] // all in one instant
    public async Task Rows_that_move_between_two_pages_hide_no_others(int millisecondsApart)
    {
        _pageSize = 500;
        Fill(1600, i => TimeSpan.FromMilliseconds(i * millisecondsApart));
        var touched = 0;
        _between = w =>
        {
            // Twelve of those that were read are touched before each page but the first.
            if (_asked.Count == 1) return;
            for (var end = touched + 12; touched < end; touched++) _rows[touched] = _rows[touched] with { At = _clock.Now };
        };
        await PollAsync();

        Assert.Equal(1600, Seen);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_bounded_poll_gets_on_whatever_the_rows_have_in_common(int maxPages)
    {
        (_pageSize, _maxPages) = (5, maxPages);
        Fill(57, static i => TimeSpan.FromMinutes(i / 23));
        for (var run = 0; run < 60 && Seen < 57; run++) await PollAsync();

        Assert.Equal(57, Seen);
    }

    [Fact]
    public async Task A_poll_that_goes_on_never_widens_its_window()
    {
        (_pageSize, _maxPages) = (5, 1);
        Fill(20, static i => TimeSpan.FromMinutes(i));
        await PollAsync();
        _window = new PollWindow(_cursors, Options.Create(_options), _clock); // another process
        await PollAsync();

        Assert.Equal([false, true], _asked.Select(static w => w.IsContinued));
        Assert.Equal(_rows[4].At, _asked[1].From);
    }

    [Fact]
    public async Task A_look_back_gets_on_beside_a_flood_and_keeps_it_from_nothing()
    {
        (_options.PollOverlapSeconds, _pageSize, _maxPages) = (900, 5, 2);
        Fill(40, static i => TimeSpan.FromSeconds(i * 20));
        for (var run = 0; run < 10; run++) await PollAsync();
        _clock.Advance(TimeSpan.FromMinutes(16));
        // Late ones, and from now on a page of changes at every poll.
        for (var i = 0; i < 40; i++) _rows.Add(new Row(1000 + i, _rows[5].At.AddSeconds(i * 10)));
        for (var run = 0; run < 25; run++)
        {
            for (var i = 0; i < 10; i++) _rows.Add(new Row(2000 + (run * 10) + i, _clock.Now));
            await PollAsync();
            _clock.Advance(TimeSpan.FromSeconds(10));
        }

        Assert.Equal(40, _taken.Select(static r => r.Id).Distinct().Count(static id => id is >= 1000 and < 2000));
        Assert.Contains(_taken, static r => r.Id >= 2150);
    }

    [Fact]
    public async Task Once_nobody_can_be_late_the_question_is_empty_and_nothing_is_written()
    {
        _options.PollOverlapSeconds = 900;
        Fill(5, static i => TimeSpan.FromSeconds(i));
        for (var run = 0; run < 4; run++)
        {
            await PollAsync();
            _clock.Advance(TimeSpan.FromMinutes(16));
        }
        var (taken, asked) = (_taken.Count, _asked.Count);
        for (var run = 0; run < 5; run++)
        {
            await PollAsync();
            _clock.Advance(TimeSpan.FromSeconds(10));
        }
        var etag = (await _cursors.GetAsync(new CursorName("list"), default))!.ETag;
        await PollAsync();

        Assert.Equal((taken, asked + 6), (_taken.Count, _asked.Count));
        Assert.Equal(etag, (await _cursors.GetAsync(new CursorName("list"), default))!.ETag);

        _rows.Add(new Row(100, _clock.Now));
        await PollAsync();
        Assert.Equal([100], _taken.Skip(taken).Select(static r => r.Id));

        // And what was late beside it, when the overlap has passed.
        _rows.Add(new Row(101, _clock.Now.AddSeconds(-100)));
        _clock.Advance(TimeSpan.FromMinutes(15));
        await PollAsync();
        Assert.Contains(_taken, static r => r.Id == 101);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(null)] // the other side does not say what time it has
    public async Task A_row_from_the_future_hides_nothing(int? offset)
    {
        _offset = offset is null ? null : TimeSpan.Zero;
        Fill(1, static _ => TimeSpan.Zero);
        _rows.Add(new Row(50, _clock.Now.AddYears(3)));
        await PollAsync();
        _clock.Advance(TimeSpan.FromHours(1));
        _rows.Insert(1, new Row(51, _clock.Now));
        await PollAsync();

        Assert.Contains(_taken, static r => r.Id == 51);
    }

    [Fact]
    public async Task A_frontier_that_an_earlier_version_left_in_the_future_is_taken_back()
    {
        await _cursors.TrySetAsync(new CursorName("list"), new PollCursor(_clock.Now.AddYears(3), _clock.Now, _clock.Now).Write(), null, default);
        _clock.Advance(TimeSpan.FromMinutes(1));
        _rows.Add(new Row(1, _clock.Now.AddSeconds(5)));

        await PollAsync();

        Assert.Single(_taken);
    }

    [Fact]
    public async Task A_clock_that_is_set_back_stops_no_look_back()
    {
        _options.PollOverlapSeconds = 900;
        var ahead = _clock.Now.AddHours(2);
        var cursor = new PollCursor(_clock.Now.AddMinutes(-20), OverlapAt: ahead, CaughtUpAt: ahead);
        await _cursors.TrySetAsync(new CursorName("list"), cursor.Write(), null, default);
        _rows.Add(new Row(1, _clock.Now.AddMinutes(-25)));

        await PollAsync();

        Assert.Single(_taken);
        Assert.Equal(_clock.Now, PollCursor.Read((await _cursors.GetAsync(new CursorName("list"), default))!.Value)!.CaughtUpAt);
    }

    [Fact]
    public async Task No_instant_of_a_clock_that_was_ahead_stays_in_the_cursor()
    {
        _options.PollOverlapSeconds = 900;
        var ahead = _clock.Now.AddHours(2);
        await _cursors.TrySetAsync(new CursorName("list"), (new PollCursor(_clock.Now.AddHours(-1), OverlapAt: ahead, CaughtUpAt: ahead) { Settled = true }).Write(), null, default);

        await PollAsync();

        var cursor = PollCursor.Read((await _cursors.GetAsync(new CursorName("list"), default))!.Value)!;
        Assert.True(cursor.OverlapAt <= _clock.Now && cursor.CaughtUpAt <= _clock.Now, cursor.Write());
    }

    [Fact]
    public async Task A_cursor_of_an_earlier_version_is_read()
    {
        var frontier = _clock.Now.AddMinutes(-5);
        await _cursors.TrySetAsync(new CursorName("list"), $$"""{"Frontier":"{{frontier:O}}","OverlapAt":"{{_clock.Now:O}}","CaughtUpAt":"{{_clock.Now:O}}"}""", null, default);

        await PollAsync();

        Assert.Equal((frontier, false, 1), (_asked[0].From, _asked[0].IsContinued, _asked[0].Page));
    }

    private int Seen => _taken.Select(static r => r.Id).Distinct().Count();

    private void Fill(int count, Func<int, TimeSpan> after) =>
        _rows.AddRange(Enumerable.Range(0, count).Select(i => new Row(i, _clock.Now.AddHours(-1) + after(i))));

    private async Task PollAsync(int permits = int.MaxValue)
    {
        _permits = permits;
        var list = new PollList<Row>(new CursorName("list"), _maxPages, ReadPageAsync, static r => $"{r.Id}", static r => r.At, TakeAsync) { Ordered = _ordered, ClockOffset = () => _offset };
        try
        {
            await _window.ReadAsync(list, default);
        }
        catch (ConnectorException e) when (e.Kind == FailureKind.RateLimited)
        {
            // The next window.
        }
    }

    private Task TakeAsync(IReadOnlyList<Row> rows)
    {
        _taken.AddRange(rows);
        return Task.CompletedTask;
    }

    private Task<ShippingPage<Row>> ReadPageAsync(ShippingWindow window)
    {
        if (_permits-- == 0) throw new ConnectorException(FailureKind.RateLimited, ErrorCodes.RateLimited, "No call is left.");
        _asked.Add(window);
        _between(window);
        // As the vendor: whole seconds, and the client asks for one more.
        var from = window.From.AddTicks(-(window.From.Ticks % TimeSpan.TicksPerSecond)).AddSeconds(-1);
        var list = _rows.Where(row => row.At >= from).ToList();
        if (_ordered) list = [.. list.OrderBy(static row => row.At).ThenBy(static row => row.Id)];
        return Task.FromResult(new ShippingPage<Row>([.. list.Skip((window.Page - 1) * _pageSize).Take(_pageSize)], list.Count > window.Page * _pageSize, []));
    }

    private sealed record Row(int Id, DateTimeOffset At);
}
