using System.Buffers.Binary;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Connector.Tests.Simulators.ShipStation.Labels;
using Connector.Tests.Simulators.ShipStation.V2;
using Xunit;

namespace Connector.Tests.Simulators.ShipStation.Documents;

public sealed class DocumentTests
{
    [Theory]
    [InlineData("4x6", "0 0 288 432")]
    [InlineData("letter", "0 0 612 792")]
    public async Task A_label_is_one_page_that_can_be_read(string layout, string box)
    {
        await using var account = await LabelledAccount.StartAsync();
        var id = await account.OrderAsync("D-1", change: static order => order["shipTo"]!["name"] = "Zoë (Lab) Łódź");
        var label = LabelledAccount.Ok(await account.BuyV2Async(id, $$"""{ "label_layout": "{{layout}}" }""")).Json;
        // The link is public: no key at all.
        using var stranger = new HttpClient();
        var file = new PdfReader(await stranger.GetByteArrayAsync(new Uri((string)label["label_download"]!["pdf"]!)));
        var page = Assert.Single(file.Pages);
        Assert.Equal(box, file.Box);
        Assert.Contains("Zoë (Lab) ?ód?", page);
        Assert.Contains($"Tracking {label["tracking_number"]}", page);
        Assert.Contains("Order D-1", page);
    }

    [Fact]
    public async Task The_document_of_v1_comes_with_the_purchase_and_again_by_v2()
    {
        await using var account = await LabelledAccount.StartAsync();
        var made = LabelledAccount.Ok(await account.BuyV1Async(await account.OrderAsync("D-1"))).Json;
        var once = new PdfReader(Convert.FromBase64String((string)made["labelData"]!));
        Assert.Null(made["formData"]);
        var link = (string)(await account.GetV2Async($"/v2/labels/se-{made["shipmentId"]}")).Json["label_download"]!["href"]!;
        var again = new PdfReader(await account.Account.Client.GetByteArrayAsync(new Uri(link)));
        Assert.Equal(once.Pages, again.Pages);
    }

    [Fact]
    public async Task A_label_abroad_has_a_form()
    {
        await using var account = await LabelledAccount.StartAsync();
        var id = await account.OrderAsync("D-1", change: static order =>
        {
            (order["shipTo"]!["country"], order["shipTo"]!["state"], order["shipTo"]!["postalCode"]) = ("CA", "ON", "M5V 2T6");
            order["internationalOptions"] = JsonNode.Parse("""
                { "contents": "merchandise", "nonDelivery": "return_to_sender", "customsItems": [{ "description": "Mug", "quantity": 2, "value": 11.95, "countryOfOrigin": "US" }] }
                """);
        });
        var made = LabelledAccount.Ok(await account.BuyV1Async(id, static body => body["serviceCode"] = "usps_priority_mail_international")).Json;
        Assert.Contains("2 x Mug, 11.95 each, , US", Assert.Single(new PdfReader(Convert.FromBase64String((string)made["formData"]!)).Pages));
        var shown = (await account.GetV2Async($"/v2/labels/se-{made["shipmentId"]}")).Json;
        Assert.True((bool)shown["is_international"]!);
        Assert.Single(new PdfReader(await account.Account.Client.GetByteArrayAsync(new Uri((string)shown["form_download"]!["href"]!))).Pages);
    }

    [Fact]
    public async Task Zpl_and_png_are_what_they_say()
    {
        await using var account = await LabelledAccount.StartAsync();
        var zpl = Encoding.UTF8.GetString(await FileAsync(account, LabelledAccount.Ok(await account.BuyV2Async(await account.OrderAsync("D-1"), """{ "label_format": "zpl" }""")).Json, "zpl"));
        Assert.StartsWith("^XA", zpl, StringComparison.Ordinal);
        Assert.EndsWith("^XZ\n", zpl, StringComparison.Ordinal);
        Assert.Contains("^FDOrder D-1^FS", zpl, StringComparison.Ordinal);

        var png = await FileAsync(account, LabelledAccount.Ok(await account.BuyV2Async(await account.OrderAsync("D-2"), """{ "label_format": "png" }""")).Json, "png");
        Assert.Equal<byte>([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], png[..8]);
        Assert.Equal("IHDR", Encoding.ASCII.GetString(png, 12, 4));
        // The known checksum of the last chunk, which is always the same.
        Assert.Equal(0xae426082, BinaryPrimitives.ReadUInt32BigEndian(png.AsSpan(png.Length - 4)));
    }

    [Fact]
    public async Task Several_boxes_are_several_pages()
    {
        await using var account = await LabelledAccount.StartAsync();
        var label = LabelledAccount.Ok(await account.PostV2Async("/v2/labels", InlineLabel.Body(boxes: 3, carrier: LabelledAccount.Ups, service: "ups_ground"))).Json;
        Assert.Equal(["Parcel 1 of 3", "Parcel 2 of 3", "Parcel 3 of 3"],
            new PdfReader(await FileAsync(account, label, "pdf")).Pages.Select(static page => page.Single(static line => line.StartsWith("Parcel", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task Inline_is_the_document_itself()
    {
        await using var account = await LabelledAccount.StartAsync();
        var label = LabelledAccount.Ok(await account.BuyV2Async(await account.OrderAsync("D-1"), """{ "label_download_type": "inline" }""")).Json;
        var link = (string)label["label_download"]!["href"]!;
        Assert.StartsWith("data:application/pdf;base64,", link, StringComparison.Ordinal);
        Assert.Single(new PdfReader(Convert.FromBase64String(link["data:application/pdf;base64,".Length..])).Pages);
    }

    [Fact]
    public async Task A_link_lives_for_90_days_and_a_fresh_one_is_made_on_request()
    {
        await using var account = await LabelledAccount.StartAsync();
        var label = LabelledAccount.Ok(await account.BuyV2Async(await account.OrderAsync("D-1"))).Json;
        var old = new Uri((string)label["label_download"]!["href"]!);
        account.Account.Advance(90 * 86400);
        Assert.Equal(HttpStatusCode.OK, (await account.Account.GetAsync(old.PathAndQuery)).Status);
        account.Account.Advance(1);
        Assert.Equal(HttpStatusCode.NotFound, (await account.Account.GetAsync(old.PathAndQuery)).Status);
        await account.SwitchAsync("""{ "expiredLinkStatus": 403 }""");
        Assert.Equal(HttpStatusCode.Forbidden, (await account.Account.GetAsync(old.PathAndQuery)).Status);
        var fresh = (await account.GetV2Async($"/v2/labels/{label["label_id"]}")).Json;
        Assert.Single(new PdfReader(await FileAsync(account, fresh, "pdf")).Pages);
    }

    [Fact]
    public async Task Documents_can_be_late_redirected_cut_or_have_a_slip()
    {
        await using var account = await LabelledAccount.StartAsync();
        var label = LabelledAccount.Ok(await account.BuyV2Async(await account.OrderAsync("D-1"))).Json;
        var path = new Uri((string)label["label_download"]!["href"]!).PathAndQuery;
        await account.SwitchAsync("""{ "downloadMissingSeconds": 5 }""");
        Assert.Equal(HttpStatusCode.NotFound, (await account.Account.GetAsync(path)).Status);
        account.Account.Advance(5);
        await account.SwitchAsync("""{ "pdfPages": 2 }""");
        Assert.Equal(2, new PdfReader(await FileAsync(account, label, "pdf")).Pages.Count);
        await account.SwitchAsync("""{ "downloadTruncateAt": 300 }""");
        Assert.Throws<InvalidDataException>(() => new PdfReader(account.Account.Client.GetByteArrayAsync(path).GetAwaiter().GetResult()));

        await account.SwitchAsync("""{ "downloadTruncateAt": null, "downloadRedirect": "https://elsewhere.example/x.pdf" }""");
        using var still = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = account.Account.Simulator.Address };
        using var away = await still.GetAsync(path);
        Assert.Equal((HttpStatusCode.Redirect, "https://elsewhere.example/x.pdf"), (away.StatusCode, away.Headers.Location?.ToString()));
        await account.SwitchAsync("""{ "downloadRedirect": "self" }""");
        Assert.Equal(2, new PdfReader(await FileAsync(account, label, "pdf")).Pages.Count);
        Assert.Equal(HttpStatusCode.NotFound, (await account.Account.GetAsync(path.Replace("label-", "other-", StringComparison.Ordinal))).Status);
    }

    private static Task<byte[]> FileAsync(LabelledAccount account, JsonNode label, string format) =>
        account.Account.Client.GetByteArrayAsync(new Uri((string)label["label_download"]![format]!));
}
