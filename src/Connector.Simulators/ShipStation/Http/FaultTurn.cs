using Connector.Simulators.Control;
using Connector.Simulators.ShipStation.Account;
using Connector.Simulators.ShipStation.Control;
using Microsoft.AspNetCore.Http;

namespace Connector.Simulators.ShipStation.Http;

/// <summary>What a fault does beside the response: people at the same moment, and the memory of purchases whose outcome the caller cannot know.</summary>
internal sealed class FaultTurn(ShipStationAccount account, ControlRoutes controls)
{
    /// <summary>Makes the control calls of the fault that are due.</summary>
    public void Meanwhile(Fault? fault, bool after)
    {
        foreach (var call in fault?.Meanwhile ?? [])
        {
            if (call.After != after) continue;
            using var result = controls.Handle("POST", call.Path, new QueryView(QueryCollection.Empty), call.Body);
            if (result.Status != 200) throw new InvalidOperationException($"The control call {call.Path} of a fault was refused: {System.Text.Encoding.UTF8.GetString(result.Body.Span)}");
        }
    }

    /// <summary>Notes that a purchase ended without proof, so that a repeat without a look is a violation.</summary>
    public void NoteUnknown(HttpContext context, RouteTable.Match match, RequestBody body)
    {
        if (!OrderOfCall.IsPurchase(match.Route)) return;
        lock (account.Gate)
            if (OrderOfCall.Find(account, match, new QueryView(context.Request.Query), body.Value) is { } order) account.Unknown.Add(order.OrderId);
    }

    /// <summary>Whether a caller learns nothing of what was done: no connection, half a body, a gateway's word, a 200 without content.</summary>
    public static bool ProvesNothing(Fault fault, bool isV2)
    {
        if (fault.Drop is not null || fault.Hang is not null || fault.TruncateAt is not null || fault.DripMilliseconds is not null) return true;
        return fault.Status switch
        {
            null => false,
            200 or 408 or 409 or 425 => true,
            500 => fault.Body is { } body ? !body.Contains("ExceptionMessage", StringComparison.Ordinal) : isV2,
            var status => status > 500
        };
    }
}
