using Connector.Operations.Page;
using Xunit;

namespace Connector.Tests.Operations.Page;

public sealed class PageAddressTests
{
    [Theory]
    [InlineData("/ops/orders?status=open&after=x", "/ops/orders?status=open&sort=oldest")]
    [InlineData("/ops/orders?sort=newest", "/ops/orders?sort=oldest")]
    [InlineData("/ops/orders", "/ops/orders?sort=oldest")]
    public void One_part_of_a_query_is_changed_and_the_list_begins_at_its_start(string address, string with) => Assert.Equal(with, PageAddress.With(address, "sort", "oldest"));

    [Theory]
    [InlineData("/ops/attention?tab=snoozed&done=retry&n=3", "/ops/attention?tab=snoozed")]
    [InlineData("/ops", "/ops")]
    [InlineData(null, "/ops")]
    [InlineData("https://evil.example/ops", "/ops")]
    [InlineData("//evil.example", "/ops")]
    [InlineData("/opsx", "/ops")]
    [InlineData("/ops\r\nX: y", "/ops")]
    public void A_form_comes_back_to_where_it_was_and_never_to_another_site(string? address, string back) => Assert.Equal(back, PageAddress.Back(address));

    [Theory]
    [InlineData("retry", 2, "Retrying 2 errors. Each order is read again before anything is sent.", true)]
    [InlineData("dismiss", 1, "Dismissed 1 error. Under Resolved this can be undone.", true)]
    [InlineData("dismiss", 0, "Nothing was changed: it may have been retried, dismissed or resolved meanwhile.", false)]
    [InlineData("<script>", 5, "Nothing was changed: it may have been retried, dismissed or resolved meanwhile.", false)]
    public void What_a_form_did_is_said_in_known_words_only(string done, int count, string text, bool good) => Assert.Equal(new PageResult(text, good), PageResults.Text(done, count));
}
