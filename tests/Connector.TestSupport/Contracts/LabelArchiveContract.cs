using Connector.Core.Model.Labels;
using Connector.Core.Ports.Labels;
using Xunit;

namespace Connector.TestSupport.Contracts;

/// <summary>What every <see cref="ILabelArchive"/> keeps.</summary>
public abstract class LabelArchiveContract
{
    /// <summary>
    /// An archive on this test's own, empty state.
    /// Every further call gives another instance on the same state, as a second process would have it.
    /// </summary>
    protected abstract Task<ILabelArchive> CreateAsync();

    [Fact]
    public async Task A_document_is_kept_byte_by_byte()
    {
        var bytes = new byte[300_000];
        new Random(7).NextBytes(bytes);
        await (await CreateAsync()).PutAsync("a/1", "pdf", bytes, ManualTimeProvider.Start, default);

        var found = await (await CreateAsync()).FindAsync("a/1", default);

        Assert.Equal(("a/1", "pdf"), (found!.Id, found.Format));
        Assert.Equal(bytes, found.Content.ToArray());
        Assert.Null(await (await CreateAsync()).FindAsync("a/2", default));
    }

    [Fact]
    public async Task The_largest_document_is_kept_too()
    {
        var bytes = new byte[LabelDocument.MaxBytes];
        new Random(11).NextBytes(bytes);
        await (await CreateAsync()).PutAsync("large", "png", bytes, ManualTimeProvider.Start, default);

        var found = await (await CreateAsync()).FindAsync("large", default);

        Assert.True(bytes.AsSpan().SequenceEqual(found!.Content.Span));
    }

    [Fact]
    public async Task A_second_one_takes_the_place_of_the_first()
    {
        var archive = await CreateAsync();
        await archive.PutAsync("a", "pdf", new byte[] { 1 }, ManualTimeProvider.Start, default);
        await archive.PutAsync("a", "zpl", new byte[] { 2, 3 }, ManualTimeProvider.Start, default);

        var found = await archive.FindAsync("a", default);

        Assert.Equal("zpl", found!.Format);
        Assert.Equal([2, 3], found.Content.ToArray());
    }

    [Fact]
    public async Task It_goes_after_its_time()
    {
        var archive = await CreateAsync();
        await archive.PutAsync("old", "pdf", new byte[] { 1 }, ManualTimeProvider.Start, default);
        await archive.PutAsync("new", "pdf", new byte[] { 1 }, ManualTimeProvider.Start.AddDays(1), default);

        Assert.Equal(1, await archive.DeleteExpiredAsync(ManualTimeProvider.Start.AddHours(1), default));

        Assert.Null(await archive.FindAsync("old", default));
        Assert.NotNull(await archive.FindAsync("new", default));
    }

    [Fact]
    public async Task A_document_that_is_deleted_is_gone_and_others_stay()
    {
        var archive = await CreateAsync();
        foreach (var id in (string[])["a/1", "a/1/customs"]) await archive.PutAsync(id, "pdf", "%PDF-"u8.ToArray(), ManualTimeProvider.Start, default);

        Assert.True(await archive.DeleteAsync("a/1", default));
        Assert.False(await archive.DeleteAsync("a/1", default));

        Assert.Null(await (await CreateAsync()).FindAsync("a/1", default));
        Assert.NotNull(await archive.FindAsync("a/1/customs", default));
    }
}
