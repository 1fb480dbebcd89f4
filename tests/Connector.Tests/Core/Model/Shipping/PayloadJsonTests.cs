using System.Text;
using Connector.Core.Model.Shipping;
using Connector.TestSupport;
using Xunit;

namespace Connector.Tests.Core.Model.Shipping;

public sealed class PayloadJsonTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(300)]
    [InlineData(2_000_000)]
    public void What_was_compressed_comes_back(int length)
    {
        var bytes = new byte[length];
        new Random(7).NextBytes(bytes);

        Assert.Equal(bytes, PayloadJson.Decompress(PayloadJson.Compress(bytes)));
    }

    [Fact]
    public void A_text_that_becomes_much_shorter_comes_back_whole()
    {
        var text = string.Concat(Enumerable.Repeat("the same word ", 200_000));
        var compressed = PayloadJson.Compress(text);

        Assert.True(compressed.Length * 100 < text.Length);
        Assert.Equal(text, Encoding.UTF8.GetString(PayloadJson.Decompress(compressed)));
    }

    [Fact]
    public void A_text_beyond_ASCII_comes_back() =>
        Assert.Equal("Größe \U0001F4E6 ₪", Encoding.UTF8.GetString(PayloadJson.Decompress(PayloadJson.Compress("Größe \U0001F4E6 ₪"))));

    [Fact]
    public void An_order_is_unpacked_as_it_was_written()
    {
        var order = A.ShippingOrder();
        var written = PayloadJson.Write(order);

        Assert.Equal(written, PayloadJson.Write(PayloadJson.Unpack(PayloadJson.Compress(written))));
    }

    [Fact]
    public void Bytes_that_end_too_early_are_refused()
    {
        var compressed = PayloadJson.Compress(string.Concat(Enumerable.Range(0, 5_000).Select(static i => $"{i} ")));

        Assert.Throws<InvalidDataException>(() => PayloadJson.Decompress(compressed[..(compressed.Length / 2)]));
    }

    [Fact]
    public void Bytes_that_nobody_compressed_are_refused() =>
        Assert.Throws<InvalidDataException>(() => PayloadJson.Decompress([0xFF, 0xFF, 0xFF, 0xFF, 0xFF]));
}
