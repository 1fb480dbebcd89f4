using Connector.Core.Model.Messages;

namespace Connector.Tests.Journeys.Reliability;

/// <summary>Which code the journal must have of a call that failed so. commercetools' own words stand there as it gave them.</summary>
internal static class FittingCodes
{
    public static bool Fit(CellOutcome outcome) => outcome.Code is null ? NeedsNoBody(outcome.Cell) : Expected(outcome.Cell).Contains(outcome.Code);

    /// <summary>Only of a call whose response holds nothing that is used can a malformed or slow body be no failure.</summary>
    private static bool NeedsNoBody(Cell cell) => cell is { Fault: VendorFault.MalformedJson or VendorFault.SlowDrip, Route.Route: "POST /orders/markasshipped" or "POST /v2/batches/{id}/process/labels" };

    private static string[] Expected(Cell cell)
    {
        var isShop = cell.Route.Vendor == VendorRoute.Shop;
        // A download says no more than whether a response came, and whether it is a document.
        if (cell.Route.Route == CellRun.Downloads) return [ErrorCodes.ConnectionFailed, ErrorCodes.ServerError, ErrorCodes.LabelDocumentRefused];
        return cell.Fault switch
        {
            VendorFault.TimeoutBefore or VendorFault.TimeoutAfter or VendorFault.SlowDrip => [ErrorCodes.Timeout],
            VendorFault.DropInBody => [isShop ? ErrorCodes.UnreadableResponse : ErrorCodes.ConnectionFailed],
            VendorFault.Status429 => [isShop ? "TooManyRequests" : ErrorCodes.RateLimited],
            VendorFault.Status500 => [isShop ? "General" : ErrorCodes.ServerError],
            VendorFault.Status502 => [ErrorCodes.ServerError],
            VendorFault.Status503 => [isShop ? "OverCapacity" : ErrorCodes.ServerError],
            _ => [ErrorCodes.UnreadableResponse]
        };
    }
}
