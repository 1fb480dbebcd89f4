using System.Reflection;
using Connector.Core.Model.Labels;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.Core.Ports.Labels;

namespace Connector.Tests.Journeys.Schedules;

/// <summary>Which calls are steps, how they can end, and what their callers get without a response.</summary>
internal static class PortRules
{
    /// <summary>They change nothing that anybody decides by, or happen by the clock.</summary>
    private static readonly string[] s_open = [nameof(IWorkQueue.RenewAsync), nameof(IWorkQueue.PeekDepthAsync)];

    private static readonly string[] s_vendors =
        [nameof(ICommerceOrders), nameof(IShippingAccount), nameof(IRates), nameof(ICarrierAccounts), nameof(ILabelPurchases), nameof(ILabelReadings), nameof(ILabelVoids)];

    private static readonly string[] s_writes =
    [
        nameof(ICommerceOrders.UpdateAsync), nameof(IShippingAccount.UpsertAsync), nameof(IShippingAccount.MarkShippedAsync), nameof(ILabelPurchases.BuyAsync), nameof(ILabelVoids.VoidAsync)
    ];

    /// <summary>Null for a call that is no step.</summary>
    public static PortCall? CallOf(MethodInfo method)
    {
        if (s_open.Contains(method.Name)) return null;
        var port = method.DeclaringType!.Name;
        var kind = !s_vendors.Contains(port) ? CallKind.Store : s_writes.Contains(method.Name) ? CallKind.Write : CallKind.Read;
        return new PortCall($"{port[1..]}.{method.Name[..^"Async".Length]}", kind);
    }

    /// <summary>A purchase ends with a result whatever happens; everything else throws.</summary>
    public static T NoResponse<T>(PortCall call)
    {
        if (typeof(T) == typeof(PurchaseResult)) return (T)(object)new PurchaseResult.Unknown(new UnknownOutcome(UnknownReason.NoResponse, ErrorCodes.Timeout, "no response"));
        if (typeof(T) == typeof(VoidOutcome)) return (T)(object)new VoidOutcome.Unknown(new UnknownOutcome(UnknownReason.NoResponse, ErrorCodes.Timeout, "no response"));
        throw new ConnectorException(FailureKind.Transient, ErrorCodes.Timeout, $"no response from {call.Name}");
    }
}
