using Connector.Core.Engine.Watch;
using Connector.Core.Model.Shipping;
using Connector.ShipStation.Wire;

namespace Connector.ShipStation.Mapping;

/// <summary>Finds each sent order's result by its key; the response's order and <c>hasErrors</c> are not depended on.</summary>
internal static class UpsertResponses
{
    /// <summary>One result for each order sent, in the order sent. An order that the response does not mention has failed: "no result".</summary>
    /// <param name="personal">What the sent orders say about people; no refusal repeats it.</param>
    public static List<UpsertResult> Match(IReadOnlyList<ShippingOrder> sent, IReadOnlyList<WireBulkResult?> results, PersonalValues? personal = null)
    {
        var reported = results.OfType<WireBulkResult>().ToList();
        var byKey = reported.Where(result => !string.IsNullOrEmpty(result.OrderKey)).ToLookup(result => result.OrderKey!, StringComparer.Ordinal);
        // A failed result may come without its key; the number is enough when only one order sent has it.
        var byNumber = reported.Where(result => string.IsNullOrEmpty(result.OrderKey)).ToLookup(result => result.OrderNumber ?? "", StringComparer.Ordinal);
        var sentPerNumber = sent.CountBy(order => order.OrderNumber, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        return
        [
            .. sent.Select(order =>
            {
                var found = byKey[order.OrderKey].ToList();
                if (found.Count == 0 && sentPerNumber[order.OrderNumber] == 1) found = [.. byNumber[order.OrderNumber]];
                return Result(order.OrderKey, found, personal);
            })
        ];
    }

    private static UpsertResult Result(string orderKey, List<WireBulkResult> found, PersonalValues? personal)
    {
        if (found.Count == 0) return new UpsertResult(orderKey, null, Success: false, "no result");
        if (found.Find(result => !Succeeded(result)) is { } failed)
        {
            var words = VendorMessage.Clean(failed.ErrorMessage ?? "", personal) ?? "failed without a message";
            return new UpsertResult(orderKey, null, Success: false, words);
        }
        return new UpsertResult(orderKey, WireReader.Id(found[0].OrderId), Success: true, null);
    }

    private static bool Succeeded(WireBulkResult result) =>
        result.Success ?? (string.IsNullOrWhiteSpace(result.ErrorMessage) && WireReader.Id(result.OrderId) is not null);
}
