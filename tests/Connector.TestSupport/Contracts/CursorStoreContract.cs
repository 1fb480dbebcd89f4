using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Xunit;

namespace Connector.TestSupport.Contracts;

/// <summary>What every <see cref="ICursorStore"/> keeps.</summary>
public abstract class CursorStoreContract
{
    private readonly ManualTimeProvider _clock = new();

    /// <summary>
    /// A store on this test's own, empty state.
    /// Every further call gives another instance on the same state, as a second process would have it.
    /// </summary>
    protected abstract Task<ICursorStore> CreateAsync(ManualTimeProvider clock);

    [Fact]
    public async Task Before_the_first_run_there_is_none() => Assert.Null(await (await CreateAsync(_clock)).GetAsync(CursorName.OrdersPull, default));

    [Fact]
    public async Task A_cursor_is_kept_with_the_instant_at_which_it_moved()
    {
        var cursors = await CreateAsync(_clock);
        Assert.True(await cursors.TrySetAsync(CursorName.OrdersPull, "{\"at\":1}", null, default));

        var stored = await (await CreateAsync(_clock)).GetAsync(CursorName.OrdersPull, default);

        Assert.Equal(("{\"at\":1}", _clock.Now), (stored?.Value, stored?.UpdatedAt));
        Assert.Null(await cursors.GetAsync(CursorName.ShipmentsCreated("eu"), default));
    }

    [Fact]
    public async Task A_cursor_moves_from_where_it_was_read()
    {
        var cursors = await CreateAsync(_clock);
        await cursors.TrySetAsync(CursorName.OrdersPull, "1", null, default);
        var read = await cursors.GetAsync(CursorName.OrdersPull, default);
        _clock.Advance(TimeSpan.FromMinutes(1));

        Assert.True(await cursors.TrySetAsync(CursorName.OrdersPull, "2", read!.ETag, default));

        var moved = await cursors.GetAsync(CursorName.OrdersPull, default);
        Assert.Equal(("2", _clock.Now), (moved?.Value, moved?.UpdatedAt));
        Assert.NotEqual(read.ETag, moved?.ETag);
    }

    [Fact]
    public async Task A_cursor_that_someone_else_moved_stays_where_they_put_it()
    {
        var cursors = await CreateAsync(_clock);
        await cursors.TrySetAsync(CursorName.OrdersPull, "1", null, default);
        var read = await cursors.GetAsync(CursorName.OrdersPull, default);
        await cursors.TrySetAsync(CursorName.OrdersPull, "2", read!.ETag, default);

        Assert.False(await cursors.TrySetAsync(CursorName.OrdersPull, "3", read.ETag, default));
        Assert.False(await cursors.TrySetAsync(CursorName.OrdersPull, "3", null, default));
        Assert.False(await cursors.TrySetAsync(CursorName.OrdersPull, "3", "not one of yours", default));
        Assert.False(await cursors.TrySetAsync(CursorName.Fulfillments("eu"), "3", read.ETag, default));
        Assert.Equal("2", (await cursors.GetAsync(CursorName.OrdersPull, default))?.Value);
    }

    [Fact]
    public async Task Of_many_that_move_it_at_once_exactly_one_wins()
    {
        var cursors = new[] { await CreateAsync(_clock), await CreateAsync(_clock) };
        await cursors[0].TrySetAsync(CursorName.OrdersPull, "0", null, default);
        var etag = (await cursors[0].GetAsync(CursorName.OrdersPull, default))!.ETag;
        var moved = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(() => cursors[i % 2].TrySetAsync(CursorName.OrdersPull, $"{i}", etag, default))));
        Assert.Single(moved, static m => m);
    }
}
