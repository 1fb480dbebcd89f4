using System.Text;
using System.Text.Json;
using Connector.Core.Model.Orders;
using Xunit;

namespace Connector.Tests.Core.Model.Orders;

public sealed class OrderDocumentTests
{
    private const string Order = """{ "orderNumber": "A-1", "lineItems": [ { "id": "l-1" }, { "id": "l-2" } ], "customLineItems": {} }""";
    private readonly OrderDocument _document = new(Encoding.UTF8.GetBytes(Order));

    [Fact]
    public void Bytes_become_elements_when_somebody_asks_and_only_once()
    {
        var root = _document.Root;

        Assert.Equal("A-1", root.GetProperty("orderNumber").GetString());
        Assert.Equal(root, _document.Root);
        Assert.Equal(Order, Encoding.UTF8.GetString(_document.Utf8));
    }

    [Fact]
    public void A_line_is_an_element_of_a_list()
    {
        Assert.Equal("l-2", _document.ElementOf("lineItems", 1).Root.GetProperty("id").GetString());
        Assert.Equal("""{ "id": "l-2" }""", Encoding.UTF8.GetString(_document.ElementOf("lineItems", 1).Utf8));
    }

    [Theory]
    [InlineData("lineItems", 2)]
    [InlineData("customLineItems", 0)]
    [InlineData("other", 0)]
    public void Where_there_is_no_such_element_it_is_undefined(string member, int index)
    {
        var none = _document.ElementOf(member, index);

        Assert.Equal(JsonValueKind.Undefined, none.Root.ValueKind);
        Assert.True(none.Utf8.IsEmpty);
    }

    [Fact]
    public void An_element_keeps_the_bytes_it_was_made_of()
    {
        using var parsed = JsonDocument.Parse(Order);

        var document = OrderDocument.From(parsed.RootElement);

        Assert.Equal(parsed.RootElement, document.Root);
        Assert.Equal(Order, Encoding.UTF8.GetString(document.Utf8));
    }

    [Fact]
    public void Bytes_that_are_no_JSON_are_kept_until_somebody_asks()
    {
        var broken = new OrderDocument("{"u8.ToArray());

        Assert.Equal(1, broken.Utf8.Length);
        Assert.ThrowsAny<JsonException>(() => broken.Root);
    }
}
