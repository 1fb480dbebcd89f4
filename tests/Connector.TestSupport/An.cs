using System.Text.Json;
using Connector.Core.Model.Orders;

namespace Connector.TestSupport;

/// <summary>
/// Test data that is valid as it stands; a test states only what matters to it: <c>An.Order(o =&gt; o with { State = OrderState.Cancelled })</c>.
/// </summary>
public static class An
{
    /// <summary>
    /// A paid, confirmed US order with its own id and number: two product lines (2 x 12.50 and 1 x 30.00 USD), shipping 5.95, total 60.95, nothing taxed,
    /// nothing delivered yet.
    /// </summary>
    public static Order Order(Func<Order, Order>? with = null) => Order([A.Line("MUG-BLUE", 2, 12.50m), A.Line("TRAY-OAK", 1, 30.00m)], with);

    /// <summary>The same order with these lines; its total follows them.</summary>
    public static Order Order(IReadOnlyList<OrderLine> lines, Func<Order, Order>? with = null)
    {
        var id = Ids.OrderId();
        var number = Ids.OrderNumber();
        var shipping = A.Shipping();
        var order = new Order
        {
            Id = id,
            Version = 3,
            Number = number,
            CreatedAt = ManualTimeProvider.Start.AddHours(-2),
            LastModifiedAt = ManualTimeProvider.Start.AddHours(-1),
            PlacedAt = ManualTimeProvider.Start.AddHours(-2),
            State = OrderState.Confirmed,
            PaymentState = PaymentState.Paid,
            ShipmentState = ShipmentState.Pending,
            CustomerEmail = "buyer@example.com",
            Locale = "en-US",
            Country = "US",
            Total = A.Usd(lines.Sum(static l => l.Total?.Amount ?? 0m) + shipping.Price.Amount),
            ShippingAddress = Address(),
            BillingAddress = Address(static a => a with { Key = "billing" }),
            Lines = lines,
            Shippings = [shipping],
            PaymentMethod = "card",
            Document = OrderDocument.From(JsonSerializer.SerializeToElement(new Dictionary<string, string> { ["id"] = id, ["orderNumber"] = number }))
        };
        return with is null ? order : with(order);
    }

    /// <summary>A complete US address.</summary>
    public static PostalAddress Address(Func<PostalAddress, PostalAddress>? with = null)
    {
        var address = new PostalAddress
        {
            Key = "shipping",
            FirstName = "Test",
            LastName = "Buyer",
            StreetName = "Example Street",
            StreetNumber = "12",
            City = "Springfield",
            State = "IL",
            PostalCode = "62701",
            Country = "US",
            Phone = "+1 555 0100",
            Email = "buyer@example.com"
        };
        return with is null ? address : with(address);
    }
}
