using Connector.Core.Engine.Watch;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.TestSupport;
using Xunit;

namespace Connector.Tests.Core.Engine.Watch;

public sealed class ErrorCauseTests
{
    [Theory]
    [InlineData("No shipping rule for method \"Economy\".", "No shipping rule for method \"Economy\".", true)]
    [InlineData("No shipping rule for method \"Economy\".", "No shipping rule for method \"Express\".", false)]
    [InlineData("Order US-1 has 3 units too many.", "Order US-2 has 12 units too many.", true)]
    [InlineData("shipTo: 60 characters, 50 allowed", "shipTo: 71 characters, 50 allowed", true)]
    [InlineData("east: no address", "west: no address", false)]
    public void Errors_with_one_cause_are_one_group(string one, string other, bool same) =>
        Assert.Equal(same, ErrorCause.KeyOf(Entry("US-1", one)) == ErrorCause.KeyOf(Entry("US-2", other)));

    [Fact]
    public void Another_code_or_work_is_another_cause()
    {
        var entry = Entry("US-1", "text");
        Assert.NotEqual(ErrorCause.KeyOf(entry), ErrorCause.KeyOf(entry with { MessageType = MessageTypes.RecordShipment }));
        Assert.NotEqual(ErrorCause.KeyOf(entry), ErrorCause.KeyOf(entry with { Info = entry.Info with { Code = "Other" } }));
    }

    private static ErrorQueueEntry Entry(string number, string description) => new(
        "1", "orders", MessageTypes.PushOrder, new DeadLetterInfo(FailureKind.Unmappable, "Code", description, Ids.OrderId(), number, null, ManualTimeProvider.Start), "{}", ManualTimeProvider.Start, 1);
}
