using Connector.Core.Flows.Pull;
using Connector.Core.Model.Messages;

namespace Connector.Core.Flows.Intake;

/// <summary>The cursors that the flows keep, for people who want to see how old they are.</summary>
public static class CursorNames
{
    public static IReadOnlyList<string> Of(IEnumerable<string> accounts) =>
        [PullCursor.Name, .. accounts.SelectMany(a => (string[])[$"shipments-created:{a}", $"shipments-voided:{a}", $"fulfillments:{a}", OrderStatusPoll.CursorName(a)])];

    /// <summary>The timer that moves the cursor of this name.</summary>
    public static string TimerOf(string name) => name switch
    {
        PullCursor.Name => TimerNames.PullOrders,
        _ when name.StartsWith(OrderStatusPoll.CursorName(""), StringComparison.Ordinal) => TimerNames.PollShipStationOrders,
        _ => TimerNames.PollShipments
    };
}
