using Connector.TestSupport.Architecture;
using Xunit;

namespace Connector.Azure.Tests.Architecture;

/// <summary>As in <c>Connector.Tests</c>: a new clock or HTTP stub is an option of <c>ManualTimeProvider</c> or <c>StubHttp</c> instead.</summary>
public sealed class OneOfEachTests
{
    [Fact]
    public void There_is_one_clock_and_one_set_of_HTTP_stubs() => Assert.Equal([], OneOfEach.OthersIn(typeof(OneOfEachTests).Assembly));
}
