using Connector.Http;
using Xunit;

namespace Connector.Tests.Http;

public sealed class QueryStringTests
{
    [Theory]
    [InlineData("orders", "orders?where=a%20%3D%20%22b%26c%22&limit=500")]
    [InlineData("orders?sort=id", "orders?sort=id&where=a%20%3D%20%22b%26c%22&limit=500")]
    public void Values_are_escaped_and_a_query_that_is_there_goes_on(string path, string expected) =>
        Assert.Equal(expected, new QueryString(path).Add("where", "a = \"b&c\"").Add("limit", 500).ToString());

    [Theory]
    [InlineData("x")]
    [InlineData("ä ö&")]
    public void The_length_of_a_parameter_is_what_it_adds(string value)
    {
        var query = new QueryString("orders");
        var before = query.Length;

        Assert.Equal(before + QueryString.LengthOf("name", value), query.Add("name", value).Length);
    }
}
