namespace Connector.Core.Model.Messages;

/// <summary>What runs by the clock; the names of leases, run records and functions.</summary>
public static class TimerNames
{
    public const string PullOrders = "PullOrders";
    public const string PollShipments = "PollShipments";
    public const string PollShipStationOrders = "PollShipStationOrders";
    public const string PollTracking = "PollTracking";
    public const string BuyLabels = "BuyLabels";
    public const string Reconcile = "Reconcile";
    public const string Retention = "Retention";

    /// <summary>Of the function app alone.</summary>
    public const string ReportHealth = "ReportHealth";

    /// <summary>Whether a run of this timer reads each shipping account by itself.</summary>
    public static bool ReadsAccounts(string timer) => timer is PollShipments or PollShipStationOrders or PollTracking;
}
