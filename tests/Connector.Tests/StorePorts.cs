using Connector.Core.Ports;

namespace Connector.Tests;

/// <summary>The ports that every set of stores fills.</summary>
internal static class StorePorts
{
    public static readonly IReadOnlyList<Type> All =
    [
        typeof(ISyncStore), typeof(IShippingStore), typeof(ICursorStore), typeof(IWorkQueue), typeof(IErrorQueue), typeof(IJournal), typeof(IRateBudget),
        typeof(ILeases), typeof(IRunRecords), typeof(IRuleVersions), typeof(IFlowPauses), typeof(ISeenNotifications), typeof(ITrackingStore), typeof(IOrderIndex), typeof(IErrorCases), typeof(IOrderOverrides)
    ];
}
