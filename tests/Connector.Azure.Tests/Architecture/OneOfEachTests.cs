using Connector.TestSupport.Architecture;
using Xunit;

namespace Connector.Azure.Tests.Architecture;

/// <summary>As in <c>Connector.Tests</c>: a new clock or HTTP stub is an option of <c>ManualTimeProvider</c> or <c>StubHttp</c> instead.</summary>
public sealed class OneOfEachTests
{
    private static readonly string[] Adapters =
    [
        // Another clock's time, whose timers do not go off for an instance that was killed.
        "Connector.Azure.Tests.EndToEnd.Mortality+MortalTime",
        // Kills an instance before or after a real call; it responds to none itself.
        "Connector.Azure.Tests.EndToEnd.Mortality+Steps"
    ];

    [Fact]
    public void There_is_one_clock_and_one_set_of_HTTP_stubs() => Assert.Equal(Adapters, OneOfEach.OthersIn(typeof(OneOfEachTests).Assembly));
}
