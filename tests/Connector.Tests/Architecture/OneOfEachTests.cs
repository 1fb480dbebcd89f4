using Connector.TestSupport.Architecture;
using Xunit;

namespace Connector.Tests.Architecture;

/// <summary>A new clock, HTTP stub or journal is an option of <c>ManualTimeProvider</c>, <c>StubHttp</c> or <c>StubJournal</c> instead. What is listed here is another thing, for the reason beside it.</summary>
public sealed class OneOfEachTests
{
    private static readonly string[] Adapters =
    [
        // Authentication as a vendor's client brings it, in front of the stub; it responds to nothing itself.
        "Connector.Tests.Http.ApiHandlersTests+Credentials",
        // One host's view of the simulators' clock: its error, and which loop waits for what.
        "Connector.Tests.Journeys.Faults.HostTime",
        // Breaks real calls to a simulator on their way; it responds to none itself.
        "Connector.Tests.Journeys.Faults.Wire",
        // Shows and moves the simulators' clock; has no time of its own.
        "Connector.Tests.Journeys.WorldTime"
    ];

    [Fact]
    public void There_is_one_clock_one_set_of_HTTP_stubs_and_one_journal() => Assert.Equal(Adapters, OneOfEach.OthersIn(typeof(OneOfEachTests).Assembly));
}
