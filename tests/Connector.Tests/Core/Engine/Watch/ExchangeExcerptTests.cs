using Connector.Core.Engine.Watch;
using Xunit;

namespace Connector.Tests.Core.Engine.Watch;

public sealed class ExchangeExcerptTests
{
    private const string Order = "0a0de000-0000-4000-8000-000000000001";

    [Theory]
    [InlineData("""[{"orderKey":"0a0de000-0000-4000-8000-000000000001-main"},{"orderKey":"x"}]""", """[{"orderKey":"0a0de000-0000-4000-8000-000000000001-main"}]""")]
    [InlineData("""{"page":1,"shipments":[{"orderNumber":"US-10"},{"orderNumber":"US-1"}]}""", """[{"orderNumber":"US-1"}]""")]
    [InlineData("""{"fulfillments":[{"orderId":4711},{"orderId":47110}]}""", """[{"orderId":4711}]""")]
    [InlineData("""{"results":[{"id":"0a0de000-0000-4000-8000-000000000001"},{"id":"other"},{"deep":[{"number":"US-1"}]}]}""", """[{"id":"0a0de000-0000-4000-8000-000000000001"},{"deep":[{"number":"US-1"}]}]""")]
    public void What_names_the_order_is_kept(string body, string expected) => Assert.Equal(expected, ExchangeExcerpt.Cut(body, Order, ["US-1", "4711"]));

    [Theory]
    [InlineData("<html>US-1</html>")]
    [InlineData("")]
    [InlineData("7")]
    [InlineData("""{"orderNumber":"US-1","items":[{"sku":"A"}]}""")]
    [InlineData("""[{"orderNumber":"US-1-2"},{"orderNumber":"us-1"}]""")]
    [InlineData("""[{"orderNumber":"US-1"}]""")]
    public void A_body_in_which_the_order_cannot_be_reported_apart_stays_whole(string body) => Assert.Equal(body, ExchangeExcerpt.Cut(body, Order, ["US-1", "4711"]));
}
