using Connector.Core.OrderPull;

namespace Connector.Core.ShippingPolls;

/// <summary>The cursors that the flows keep, for people who want to see how old they are.</summary>
public static class CursorNames
{
    public static IReadOnlyList<string> Of(IEnumerable<string> accounts) =>
        [PullCursor.Name, .. accounts.SelectMany(a => (string[])[$"shipments-created:{a}", $"shipments-voided:{a}", $"fulfillments:{a}", OrderStatusPoll.CursorName(a)])];
}
