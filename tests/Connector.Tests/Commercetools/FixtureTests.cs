using System.Text.Json;
using Connector.Commercetools;
using Connector.Commercetools.Notifications;
using Connector.TestSupport;
using Xunit;

namespace Connector.Tests.Commercetools;

/// <summary>Documents of real shops: each reads, or says clearly why not.</summary>
public sealed class FixtureTests
{
    [FixtureTheory("commercetools/orders/*.json")]
    public void An_order_document_reads_unless_it_is_a_fragment_or_a_cart(string file)
    {
        var reading = CommerceOrderReader.Read(JsonDocument.Parse(FixtureFolder.Read(file)).RootElement);

        if (file.Contains("fragment", StringComparison.Ordinal) || file.Contains("cart", StringComparison.Ordinal))
        {
            Assert.Matches("^(id: missing|type: the document is a cart, not an order)$", reading.Unreadable!.Problem);
            return;
        }

        var order = reading.Order!;
        Assert.Null(reading.Unreadable);
        var root = order.Document!.Root;
        Assert.Equal(Count(root, "lineItems") + Count(root, "customLineItems"), order.Lines.Count);
        Assert.Equal(order.Lines.Count, order.Lines.Select(line => line.Id).Distinct().Count());
        Assert.Equal(root.TryGetProperty("shippingInfo", out _), order.Shippings.Count == 1);
        Assert.Equal(root.TryGetProperty("shippingAddress", out _), order.ShippingAddress is not null);
        Assert.Equal(root.TryGetProperty("taxedPrice", out _), order.Taxed is not null);
        Assert.All(order.Lines, line => Assert.NotEmpty(line.Names));
        Assert.Matches("^[A-Z]{3}$", order.Total.Currency);
    }

    [FixtureTheory("commercetools/messages/*.json")]
    public void A_delivery_reads_as_what_it_is(string file)
    {
        var root = JsonDocument.Parse(FixtureFolder.Read(file)).RootElement;
        foreach (var one in root.ValueKind == JsonValueKind.Array ? [.. root.EnumerateArray()] : new[] { root })
        {
            var read = CommerceNotificationReader.Read(JsonSerializer.SerializeToUtf8Bytes(one));

            if (file.EndsWith("invalid-notification.json", StringComparison.Ordinal)) Assert.IsType<CommerceNotification.Unreadable>(read);
            else if (one.TryGetProperty("resource", out var resource) && resource.GetProperty("typeId").GetString() == "order")
                Assert.Equal(resource.GetProperty("id").GetString(), Assert.IsType<CommerceNotification.Order>(read).Id);
            else Assert.IsType<CommerceNotification.Ignored>(read);
        }
    }

    private static int Count(JsonElement root, string member) => root.TryGetProperty(member, out var list) ? list.GetArrayLength() : 0;
}
