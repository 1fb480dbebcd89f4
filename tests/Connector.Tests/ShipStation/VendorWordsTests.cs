using System.Net;
using System.Text.Json;
using Connector.Core.Engine.Watch;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Http;
using Connector.ShipStation;
using Connector.Tests.ShipStation.Doubles;
using Microsoft.Extensions.Options;
using Xunit;

namespace Connector.Tests.ShipStation;

/// <summary>What ShipStation says in its own words, before it becomes a message, a result or a line of the journal.</summary>
public class VendorWordsTests
{
    private static readonly ShippingOrder Sent = A.Order(1) with
    {
        CustomerEmail = "john.public@example.org",
        GiftMessage = "From your aunt",
        ShipTo = new ShippingAddress { Name = "John Q. Public", Company = "Widgets & Sons", Street1 = "12 Secret Lane", City = "Salem", Country = "US", Phone = "+1 555 010 0199" }
    };

    private const string Words =
        "shipTo.street1 'john q. public, 12 SECRET  lane (Widgets & Sons), 555.010.0199 / +1(555)0100199, john.public@example.org, From your aunt' is invalid; Authorization: Bearer abcDEF123456";

    private readonly Rig _rig = new() { Redaction = new JournalHandler.PolicyRedaction(new Redaction(Options.Create(new RedactionOptions { RedactionSalt = "key of this test" }))) };

    [Fact]
    public async Task A_refusal_of_one_record_names_the_field_and_no_person()
    {
        _rig.Http.Then(HttpStatusCode.OK, JsonSerializer.Serialize(new { hasErrors = true, results = new[] { new { orderKey = A.Key(1), success = false, errorMessage = Words } } }));

        var result = Assert.Single(await _rig.Account.UpsertAsync([Sent], RateLane.Normal, default));

        AssertClean(result.Error!);
        AssertClean(Assert.Single(_rig.Journal.Exchanges).ResponseBody!);
    }

    [Fact]
    public async Task A_refusal_of_the_whole_call_names_the_field_and_no_person()
    {
        _rig.Http.Then(HttpStatusCode.BadRequest, JsonSerializer.Serialize(new { Message = Words }));

        var failure = await Rig.FailureOf(() => _rig.Account.UpsertAsync([Sent, A.Order(2)], RateLane.Normal, default));

        AssertClean(failure.VendorMessage!);
        AssertClean(failure.ToString());
        AssertClean(Assert.Single(_rig.Journal.Exchanges).ResponseBody!);
    }

    [Fact]
    public async Task A_refusal_that_is_no_JSON_is_treated_alike()
    {
        _rig.Http.Then(HttpStatusCode.BadRequest, Words);

        AssertClean((await Rig.FailureOf(() => _rig.Account.UpsertAsync([Sent], RateLane.Normal, default))).VendorMessage!);
        AssertClean(Assert.Single(_rig.Journal.Exchanges).ResponseBody!);
    }

    [Fact]
    public async Task Where_no_order_is_known_addresses_phones_and_credentials_go_all_the_same()
    {
        _rig.Http.Then(HttpStatusCode.BadRequest, """{"Message":"orderId 12345: ada@example.com, +49 30 1234567, Authorization: Basic a2V5LTE6c2VjcmV0LTE= of 2026-03-03 is invalid"}""");

        var failure = await _rig.FailureOfRead();

        foreach (var text in (string[])[failure.ToString(), _rig.Journal.Exchanges[0].ResponseBody!])
        {
            Assert.Contains("orderId 12345", text, StringComparison.Ordinal);
            Assert.Contains("of 2026-03-03 is invalid", text, StringComparison.Ordinal);
            foreach (var value in (string[])["ada@example.com", "1234567", "a2V5LTE6"]) Assert.DoesNotContain(value, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_long_refusal_is_cut_only_after_it_was_cleaned()
    {
        // The name lies across the cut.
        var words = new string('x', 490) + " John Q. Public is no name. " + new string('y', 5000);
        _rig.Http.Then(HttpStatusCode.OK, JsonSerializer.Serialize(new { results = new[] { new { orderKey = A.Key(1), success = false, errorMessage = words } } }))
            .Then(HttpStatusCode.BadRequest, JsonSerializer.Serialize(new { Message = words }));

        var one = Assert.Single(await _rig.Account.UpsertAsync([Sent], RateLane.Normal, default)).Error!;
        var all = (await Rig.FailureOf(() => _rig.Account.UpsertAsync([Sent], RateLane.Normal, default))).VendorMessage!;

        foreach (var text in (string[])[one, all])
        {
            Assert.InRange(text.Length, 400, 500);
            Assert.DoesNotContain("John", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Plain_refusals_stay_word_for_word()
    {
        const string plain = "Order T-1 (awaiting_shipment) cannot be changed: storeId 410001 is inactive. Authorization has been denied for this request; basic authentication failed.";
        _rig.Http.Then(HttpStatusCode.BadRequest, JsonSerializer.Serialize(new { Message = plain }));
        Assert.Equal(plain, (await Rig.FailureOf(() => _rig.Account.UpsertAsync([Sent], RateLane.Normal, default))).VendorMessage);
    }

    private static void AssertClean(string text)
    {
        Assert.Contains("shipTo.street1", text, StringComparison.Ordinal);
        Assert.Contains("is invalid", text, StringComparison.Ordinal);
        foreach (var value in (string[])["john", "public", "secret", "widgets", "555", "0199", "aunt", "abcDEF123456", "example.org"])
            Assert.DoesNotContain(value, text, StringComparison.OrdinalIgnoreCase);
    }
}
