using System.Net;
using System.Text;
using Connector.Core.Engine.Watch;
using Connector.Core.Model.Labels;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.Http;
using Connector.Tests.ShipStation.Doubles;
using Connector.Tests.ShipStation.Labels.Doubles;
using Microsoft.Extensions.Options;
using Xunit;

namespace Connector.Tests.ShipStation.Labels;

/// <summary>Documents and the links to them show names and addresses: nothing of them gets into the journal or a text, whatever the response is.</summary>
public sealed class LabelSecrecyTests
{
    private const string Token = "Tk3nSecretToken";
    private readonly Rig _rig = new() { Options = { V2ApiKey = "v2-key-1" }, Redaction = new MerchantsPolicy() };

    public static TheoryData<PurchaseRoute, string> Purchases => new()
    {
        { PurchaseRoute.ByOrder, Sample.V1Label },
        { PurchaseRoute.ByOrder, Sample.V1Label[..^10] },
        { PurchaseRoute.ByOrder, Sample.V1Label.Replace("455100777", "0", StringComparison.Ordinal) },
        { PurchaseRoute.ByOrder, $$"""{ "formData": "{{Sample.PdfText}}", "shipmentId": {} }""" },
        { PurchaseRoute.ByRate, Sample.V2Label },
        { PurchaseRoute.ByRate, Sample.V2Label[..^4] },
        { PurchaseRoute.ByShipment, Sample.V2Label.Replace("completed", "processing", StringComparison.Ordinal) }
    };

    [Theory]
    [MemberData(nameof(Purchases))]
    public async Task A_purchase_leaves_nothing_of_its_document(PurchaseRoute route, string body)
    {
        _rig.Http.Then(HttpStatusCode.OK, body);
        var result = await _rig.Labels.Purchases.BuyAsync(Sample.Purchase(route), default);
        NothingIn(Assert.Single(_rig.Journal.Exchanges).ToString());
        NothingIn(result.ToString());
    }

    [Fact]
    public async Task A_list_of_labels_leaves_no_link()
    {
        _rig.Http.Then(HttpStatusCode.OK, $$"""{ "labels": [ {{Sample.V2Label}} ], "pages": 1 }""");
        var labels = await _rig.Labels.Readings.ListOfOrderAsync(812000451, LabelApi.V2, RateLane.Normal, default);
        var kept = Assert.Single(_rig.Journal.Exchanges);
        Assert.Contains(Sample.Tracking, kept.ResponseBody, StringComparison.Ordinal);
        Assert.Contains("\"label_download\":\"removed\"", kept.ResponseBody, StringComparison.Ordinal);
        NothingIn(kept.ToString());
        NothingIn(labels[0].ToString() + labels[0].Documents[0]);
    }

    [Fact]
    public async Task One_label_leaves_a_summary()
    {
        _rig.Http.Then(HttpStatusCode.OK, Sample.V2Label);
        await _rig.Labels.Readings.FindAsync("se-455100777", RateLane.Normal, default);
        Assert.Equal("label se-455100777, Completed", Assert.Single(_rig.Journal.Exchanges).ResponseBody);
    }

    [Theory]
    [InlineData("labelData", "\"JVBERi0xLjQK\"")]
    [InlineData("formData", "\"JVBERi0xLjQK\"")]
    [InlineData("label_download", """{ "href": "https://x.example/JVBERi0xLjQK" }""")]
    [InlineData("form_download", """{ "href": "https://x.example/JVBERi0xLjQK" }""")]
    [InlineData("paperless_download", """{ "href": "https://x.example/JVBERi0xLjQK" }""")]
    [InlineData("qr_code_download", """{ "href": "https://x.example/JVBERi0xLjQK" }""")]
    public void The_merchants_policy_removes_them_wherever_they_are(string member, string value)
    {
        var kept = new MerchantsPolicy().Redact(Encoding.UTF8.GetBytes($$"""{ "rows": [ { "{{member}}": {{value}}, "id": 7 } ] }"""));
        Assert.Equal($$"""{"rows":[{"{{member}}":"removed","id":7}]}""", kept);
    }

    private static void NothingIn(string? text)
    {
        Assert.NotNull(text);
        foreach (var secret in new[] { Token, "JVBERi0", "%PDF", "v2-key-1" }) Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
    }

    private sealed class MerchantsPolicy : IBodyRedaction
    {
        private readonly Redaction _policy = new(Options.Create(new RedactionOptions()));

        public string? Redact(ReadOnlyMemory<byte> utf8, PersonalValues? personal = null) => _policy.Json(utf8.Span, personal);
    }
}
