using Connector.Sqlite;
using Xunit;

namespace Connector.Tests.Sqlite;

public sealed class SqliteStatementTests : IDisposable
{
    private readonly TemporaryFile _file = new();

    public void Dispose() => _file.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("US-10001")]
    [InlineData("Süßwaren € 日本 \U0001F4E6")]
    [InlineData("a\0b")]
    [InlineData(null)]
    public async Task A_text_comes_back_as_it_was_given(string? text)
    {
        var (read, bytes) = await StoreAsync(text);
        Assert.Equal(text, read);
        Assert.Equal(text is null ? null : System.Text.Encoding.UTF8.GetByteCount(text), bytes);
    }

    [Theory]
    [InlineData(1023)]
    [InlineData(1024)]
    [InlineData(1025)]
    [InlineData(100_000)]
    public async Task A_long_text_comes_back_as_well(int length)
    {
        var text = new string('€', length);
        Assert.Equal((text, length * 3), await StoreAsync(text));
    }

    private async Task<(string? Read, int? Bytes)> StoreAsync(string? text) => await _file.Open().WriteAsync(
        session => session.Statement("SELECT @text, length(CAST(@text AS BLOB))").With("@text", text).List(static row => (row.TextOrNull(0), (int?)row.NumberOrNull(1)))[0], CancellationToken.None);
}
