using Connector.Functions;
using Grpc.Core;
using Xunit;

namespace Connector.Azure.Tests.Functions;

/// <summary>What the host reports of a settlement.</summary>
public sealed class ActionsSettlerTests
{
    [Theory]
    [InlineData(StatusCode.Unknown, "Azure.Messaging.ServiceBus.ServiceBusException: The lock supplied is invalid. (MessageLockLost). For troubleshooting information, see https://aka.ms/x.", true)]
    [InlineData(StatusCode.FailedPrecondition, "LockToken 6c0ac7a8-9b5f-4f0a-8b0c-3f6d2a1f3c11 not found.", true)]
    [InlineData(StatusCode.FailedPrecondition, "", false)]
    [InlineData(StatusCode.Unknown, "Azure.Messaging.ServiceBus.ServiceBusException: The session lock was lost. (SessionLockLost)", false)]
    [InlineData(StatusCode.Unknown, "Exception was thrown by handler.", false)]
    [InlineData(StatusCode.Unavailable, "(MessageLockLost)", false)]
    [InlineData(StatusCode.Cancelled, "Call canceled by the client.", false)]
    public void A_lost_lock_is_told_from_every_other_refusal(StatusCode code, string detail, bool isLost) =>
        Assert.Equal(isLost, ActionsSettler.IsLockLost(new Status(code, detail)));
}
