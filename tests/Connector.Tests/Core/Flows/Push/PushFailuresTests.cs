using Connector.Core.Flows.Push;
using Connector.Core.Model.Messages;
using Xunit;

namespace Connector.Tests.Core.Flows.Push;

public sealed class PushFailuresTests
{
    [Theory]
    [InlineData("the order as a whole", "", true, "It was refused.")]
    [InlineData("the only group of a merchant without locations", "main", false, "It was refused.")]
    [InlineData("the group of a location", "east", true, "Part east: It was refused.")]
    [InlineData("the group of a configured location of that name", "main", true, "Part main: It was refused.")]
    public void What_people_read_names_a_group_only_where_there_can_be_others(string situation, string group, bool hasLocations, string text)
    {
        var outcome = PushFailures.Outcome([(group, new GroupFailure(FailureKind.Rejected, "code", "It was refused.", Final: true, null))], hasLocations);
        Assert.Equal((situation, text), (situation, Assert.IsType<WorkOutcome.DeadLetter>(outcome).Description));
    }
}
