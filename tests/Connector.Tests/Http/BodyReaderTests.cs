using System.Net;
using Connector.Http;
using Xunit;

namespace Connector.Tests.Http;

public sealed class BodyReaderTests
{
    [Theory]
    [InlineData(9, 9, false)]
    [InlineData(10, 10, false)]
    [InlineData(11, 0, true)]
    [InlineData(70_000, 0, true)]
    public async Task A_success_is_read_up_to_the_cap_or_not_at_all(int length, int read, bool tooLarge)
    {
        foreach (var content in Contents(length))
        {
            var (body, cut) = await BodyReader.ReadAsync(new HttpResponseMessage { Content = content }, cap: 10, default);

            Assert.Equal((read, tooLarge), (body.Length, cut));
        }
    }

    [Theory]
    [InlineData(5, 5)]
    [InlineData(64 * 1024, 64 * 1024)]
    [InlineData(200_000, 64 * 1024)]
    public async Task Of_a_failure_the_beginning_is_read_whatever_the_cap(int length, int read)
    {
        foreach (var content in Contents(length))
        {
            var (body, cut) = await BodyReader.ReadAsync(new HttpResponseMessage(HttpStatusCode.BadGateway) { Content = content }, cap: 10, default);

            Assert.Equal((read, false), (body.Length, cut));
        }
    }

    [Fact]
    public async Task A_body_longer_than_the_first_buffer_is_read_whole()
    {
        var bytes = Enumerable.Range(0, 300_000).Select(static i => (byte)(i % 251)).ToArray();

        var (body, _) = await BodyReader.ReadAsync(new HttpResponseMessage { Content = new StreamContent(new Unsized(bytes)) }, cap: 1_000_000, default);

        Assert.True(body.Span.SequenceEqual(bytes));
    }

    [Theory]
    [InlineData(HttpStatusCode.OK)]
    [InlineData(HttpStatusCode.BadRequest)]
    public async Task A_byte_order_mark_is_left_out(HttpStatusCode status)
    {
        var (body, _) = await BodyReader.ReadAsync(new HttpResponseMessage(status) { Content = new ByteArrayContent([0xEF, 0xBB, 0xBF, (byte)'{', (byte)'}']) }, cap: 10, default);

        Assert.Equal("{}"u8.ToArray(), body.ToArray());
    }

    /// <summary>With its length in the headers, and without.</summary>
    private static HttpContent[] Contents(int length) => [new ByteArrayContent(new byte[length]), new StreamContent(new Unsized(new byte[length]))];

    private sealed class Unsized(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
