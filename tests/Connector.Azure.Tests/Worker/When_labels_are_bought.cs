using System.Text;
using Azure.Storage.Blobs;
using Connector.Azure.Blobs;
using Connector.Azure.Tables;
using Connector.Azure.Tests.Azurite;
using Connector.Core.Model.Labels;
using Connector.Core.Ports.Labels;
using Connector.Tests.Journeys;
using Xunit;

namespace Connector.Azure.Tests.Worker;

/// <summary>Labels that the connector buys itself, in the real worker.</summary>
[NeedsAzurite]
public sealed class When_labels_are_bought
{
    [Fact]
    public async Task The_shop_order_shows_the_label_and_its_document_is_kept_in_a_blob()
    {
        await using var world = await WorkerWorld.StartAsync(new WorldOptions { Settings = s_rules });
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1"));

        await world.PassAsync();
        await world.Host.FireAsync("BuyLabels");
        await world.DrainAsync();

        Assert.Equal("Shipped", world.ShopOrder("US-1").Text("shipmentState"));
        Assert.Single(world.ShopOrder("US-1").Deliveries());
        Assert.Equal(0, world.DeadLettered);
        var label = Assert.Single(await new TableLabelStore(world.Tables(), TimeProvider.System).GetAsync([world.ShopOrder("US-1").Text("id")!], default));
        Assert.Equal(LabelState.Bought, label.State);
        var archive = new BlobLabelArchive(new BlobServiceClient(world.Settings["Storage__ConnectionString"]));
        var document = (await archive.FindAsync(label.Purchase!.DocumentId!, default))!;
        Assert.Equal("pdf", document.Format);
        Assert.StartsWith("%PDF", Encoding.ASCII.GetString(document.Content.Span[..5]), StringComparison.Ordinal);
    }

    /// <summary>One pound of mugs in a box, by the service that the rules name.</summary>
    private static readonly (string Key, string? Value)[] s_rules =
    [
        ("Services__Rules__0__Methods__0", "*"), ("Services__Rules__0__Carrier", "stamps_com"), ("Services__Rules__0__Service", "usps_ground_advantage"),
        ("Services__Rules__0__Package", "package"),
        ("Mapping__Package__Weight__Constant", "16"), ("Mapping__Package__Weight__Unit", "oz"), ("Mapping__Package__Length__Constant", "9"), ("Mapping__Package__Length__Unit", "in"),
        ("Mapping__Package__Width__Constant", "6"), ("Mapping__Package__Width__Unit", "in"), ("Mapping__Package__Height__Constant", "4"), ("Mapping__Package__Height__Unit", "in"),
        ("Mapping__Customs__ShipFromCountry", "US"), ("Mapping__Customs__ShipFromPostalCode", "78703"),
        ("Labels__Mode", "Buy"), ("Labels__Currency", "USD"), ("Labels__Readiness__Address", "NotFailed"), ("Labels__Times__OpenDaily", "true"),
        ("Labels__Guards__MaxPrice", "50"), ("Labels__Guards__Caps__0__Per", "Day"), ("Labels__Guards__Caps__0__Money", "500")
    ];
}
