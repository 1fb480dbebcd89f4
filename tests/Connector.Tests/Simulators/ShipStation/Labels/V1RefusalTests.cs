using System.Net;
using System.Text.Json.Nodes;
using Connector.Simulators.ShipStation;
using Xunit;

namespace Connector.Tests.Simulators.ShipStation.Labels;

/// <summary>What V1 refuses at a purchase, row by row, and that nothing is bought by it.</summary>
public sealed class V1RefusalTests
{
    private const string Reference = "Object reference not set to an instance of an object.";
    private const string NoServices = "No applicable services were available for the configured shipment.";

    public static TheoryData<string, string, int, string> Bodies => new()
    {
        { "a type", """{ "weight": "heavy" }""", 400, "request.weight" },
        { "a flag", """{ "testLabel": 0 }""", 400, "request.testLabel" },
        { "a day", """{ "shipDate": "soon" }""", 400, "request.shipDate" },
        { "a confirmation that is none", """{ "confirmation": "by_pigeon" }""", 400, "request.confirmation" },
        { "no carrier", """{ "carrierCode": null }""", 500, Reference },
        { "no confirmation", """{ "confirmation": null }""", 500, Reference },
        { "no carrier comes before no service", """{ "carrierCode": null, "serviceCode": null }""", 500, Reference },
        { "no service", """{ "serviceCode": null }""", 400, "request.serviceCode" },
        { "no day", """{ "shipDate": null }""", 400, "request.shipDate" },
        { "no order", """{ "orderId": null }""", 400, "request.orderId" },
        { "an unknown order", """{ "orderId": 17 }""", 404, "Order not found." },
        { "an unknown carrier", """{ "carrierCode": "pigeon" }""", 500, NoServices },
        { "another carrier's service", """{ "serviceCode": "fedex_2day" }""", 500, NoServices },
        { "a service for abroad", """{ "serviceCode": "usps_priority_mail_international" }""", 500, NoServices },
        { "no package", """{ "packageCode": null }""", 500, "Invalid packageCode" },
        { "another carrier's package", """{ "packageCode": "fedex_pak" }""", 500, "Invalid packageCode" },
        { "a sample of another carrier", """{ "carrierCode": "fedex", "serviceCode": "fedex_ground", "testLabel": true }""", 500, "Test labels are not supported for this carrier." },
        { "a weight of nothing", """{ "weight": { "value": 0, "units": "ounces" } }""", 500, "the weight must be more than 0" },
        { "too heavy a parcel", """{ "weight": { "value": 71, "units": "pounds" } }""", 500, "over the limit of the service" },
        { "too long a parcel", """{ "carrierCode": "ups_walleted", "serviceCode": "ups_ground", "dimensions": { "units": "inches", "length": 109, "width": 2, "height": 2 } }""", 500, "maximum size" },
        { "too thick a parcel", """{ "carrierCode": "ups_walleted", "serviceCode": "ups_ground", "dimensions": { "units": "inches", "length": 90, "width": 20, "height": 20 } }""", 500, "maximum size" },
        { "a signature of another carrier", """{ "confirmation": "direct_signature" }""", 500, "the confirmation is not supported" }
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task A_body_is_refused(string name, string change, int status, string says)
    {
        await using var account = await LabelledAccount.StartAsync();
        var id = await account.OrderAsync("V-1");
        var reply = await account.BuyV1Async(id, body =>
        {
            foreach (var (member, value) in JsonNode.Parse(change)!.AsObject()) body[member] = value?.DeepClone();
        });
        await NothingBought(account, name, reply, status, says);
    }

    public static TheoryData<string, string, string, int, string> Orders => new()
    {
        { "no street", """{ "shipTo": { "street1": null } }""", "stamps_com usps_ground_advantage", 500, "the street is missing" },
        { "no postal code", """{ "shipTo": { "postalCode": null } }""", "stamps_com usps_ground_advantage", 500, "the postal code is missing" },
        { "no state", """{ "shipTo": { "state": null } }""", "ups_walleted ups_ground", 500, "the state code is missing" },
        { "a long second line", """{ "shipTo": { "street2": "Building seventeen, second entrance, left" } }""", "ups_walleted ups_ground", 500, "120203" },
        { "a PO box", """{ "shipTo": { "street1": "PO Box 12" } }""", "ups_walleted ups_ground", 500, "a PO box is not served" },
        { "the military", """{ "shipTo": { "city": "APO", "state": "AE", "postalCode": "09021" } }""", "fedex fedex_ground", 500, "military addresses are not served" },
        { "abroad without a phone", """{ "shipTo": { "country": "CA", "state": "ON", "postalCode": "M5V 2T6", "phone": null } }""", "fedex fedex_international_priority", 500, "phone is missing" },
        { "abroad without customs lines", """{ "shipTo": { "country": "CA", "state": "ON", "postalCode": "M5V 2T6" } }""", "fedex fedex_international_priority", 500, "Customs items are required" },
        { "the military without customs lines", """{ "shipTo": { "city": "APO", "state": "AE", "postalCode": "09021" } }""", "stamps_com usps_priority_mail", 500, "Customs items are required" },
        {
            "customs lines worth nothing",
            """
            { "shipTo": { "country": "CA", "state": "ON", "postalCode": "M5V 2T6" }, "internationalOptions": { "contents": "merchandise", "nonDelivery": "return_to_sender",
              "customsItems": [{ "description": "Mug", "quantity": 2, "value": 0, "countryOfOrigin": "US" }] } }
            """,
            "fedex fedex_international_priority", 500, "must be more than 0"
        },
        {
            "a description that says nothing",
            """
            { "shipTo": { "country": "CA", "state": "ON", "postalCode": "M5V 2T6" }, "internationalOptions": { "contents": "merchandise", "nonDelivery": "return_to_sender",
              "customsItems": [{ "description": "merchandise", "quantity": 2, "value": 5, "countryOfOrigin": "US" }] } }
            """,
            "stamps_com usps_priority_mail_international", 500, "'merchandise' describes no goods"
        },
        {
            "home from abroad without customs lines", """{ "advancedOptions": { "warehouseId": 88003 } }""", "stamps_com usps_priority_mail", 500, "Customs items are required"
        },
        { "a country that no carrier knows", """{ "shipTo": { "country": "UK", "state": null, "postalCode": "SW1A 1AA" } }""", "fedex fedex_international_priority", 500, "the country code UK is not known" },
        { "a state that is none", """{ "shipTo": { "state": "Oregon" } }""", "stamps_com usps_ground_advantage", 500, "the state code OREGON is not known" },
        { "a province is missing", """{ "shipTo": { "country": "CA", "state": null, "postalCode": "M5V 2T6" } }""", "fedex fedex_international_priority", 500, "the state code is missing" },
        { "a ZIP code of four digits", """{ "shipTo": { "postalCode": "2134", "state": "MA" } }""", "stamps_com usps_ground_advantage", 500, "not one of the United States" },
        { "a postal code that is not Canada's", """{ "shipTo": { "country": "CA", "state": "ON", "postalCode": "97301" } }""", "fedex fedex_international_priority", 500, "not one of Canada" },
        { "the military in a town", """{ "shipTo": { "state": "AE", "postalCode": "09021" } }""", "stamps_com usps_priority_mail", 500, "APO, FPO or DPO" },
        { "a long city for USPS", """{ "shipTo": { "city": "Llanfairpwllgwyngyllgogerychwyrn" } }""", "stamps_com usps_ground_advantage", 500, "more than 28" },
        { "a long line for USPS", """{ "shipTo": { "street1": "Building seventeen of the northern industrial estate, left" } }""", "stamps_com usps_ground_advantage", 500, "more than 50" },
        { "a long company for UPS", """{ "shipTo": { "company": "The Northern Company for Cups and Saucers" } }""", "ups_walleted ups_ground", 500, "more than 35" },
        { "Guam by its ZIP code without customs lines", """{ "shipTo": { "city": "Hagatna", "state": "GU", "postalCode": "96910" } }""", "stamps_com usps_priority_mail", 500, "Customs items are required" },
        { "the Virgin Islands by their ZIP code", """{ "shipTo": { "city": "Charlotte Amalie", "state": "VI", "postalCode": "00802" } }""", "stamps_com usps_priority_mail", 500, "Customs items are required" },
        { "Puerto Rico by UPS", """{ "shipTo": { "city": "San Juan", "state": "PR", "postalCode": "00901" } }""", "ups_walleted ups_2nd_day_air", 500, "Customs items are required" },
        { "a cancelled order", """{ "orderStatus": "cancelled" }""", "stamps_com usps_ground_advantage", 500, "the order is cancelled" }
    };

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task An_order_is_refused(string name, string merge, string with, int status, string says)
    {
        await using var account = await LabelledAccount.StartAsync();
        var id = await account.OrderAsync("V-1");
        await account.Account.ControlAsync("/edit", $$"""{ "orderId": {{id}}, "merge": {{merge}} }""");
        var reply = await account.BuyV1Async(id, body => (body["carrierCode"], body["serviceCode"]) = (with.Split(' ')[0], with.Split(' ')[1]));
        await NothingBought(account, name, reply, status, says);
    }

    public static TheoryData<string, string, int, string> Switches => new()
    {
        { "no manual store", """{ "manualStore": false }""", 500, Reference },
        { "an order whose address is still looked at", """{ "addressSettlingSeconds": 60 }""", 400, "request.shipTo" },
        { "a carrier that is down", """{ "carriersDown": ["stamps_com"] }""", 500, """{"Message":"An error has occurred."}""" },
        { "a price over the balance", """{ "priceFactor": 1000 }""", 400, "Insufficient funds" },
        { "a price over the balance, otherwise", """{ "priceFactor": 1000, "fundsAsException": true }""", 500, "ExceptionMessage\":\"Insufficient funds" }
    };

    [Theory]
    [MemberData(nameof(Switches))]
    public async Task The_account_refuses(string name, string switches, int status, string says)
    {
        await using var account = await LabelledAccount.StartAsync();
        var id = await account.OrderAsync("V-1");
        await account.SwitchAsync(switches);
        await NothingBought(account, name, await account.BuyV1Async(id), status, says);
    }

    [Fact]
    public async Task Key_and_rate_come_before_all_else()
    {
        await using var account = await SimulatedAccount.StartAsync(new ShipStationSimulatorOptions { RequestsPerMinute = 1 });
        Assert.Equal(HttpStatusCode.InternalServerError, (await account.PostAsync("/orders/createlabelfororder", "{}")).Status);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await account.PostAsync("/orders/createlabelfororder", "{}")).Status);
        account.Client.DefaultRequestHeaders.Authorization = null;
        Assert.Equal(HttpStatusCode.Unauthorized, (await account.PostAsync("/orders/createlabelfororder", "{}")).Status);
    }

    [Theory]
    [InlineData("POST", "/orders/createlabel", 404)]
    [InlineData("GET", "/orders/createlabelfororder", 405)]
    [InlineData("PUT", "/shipments/voidlabel", 405)]
    public async Task Paths_and_verbs_that_are_none(string verb, string path, int status)
    {
        await using var account = await LabelledAccount.StartAsync();
        Assert.Equal(status, (int)(await account.Account.SendAsync(new HttpMethod(verb), path, verb == "GET" ? null : "{}")).Status);
    }

    [Theory]
    [InlineData("shipFrom", 400, "request.shipFrom")]
    [InlineData("shipTo", 400, "request.shipTo")]
    [InlineData("weight", 400, "request.weight")]
    [InlineData("serviceCode", 400, "request.serviceCode")]
    [InlineData("carrierCode", 500, Reference)]
    [InlineData("packageCode", 500, "Invalid packageCode")]
    public async Task A_label_without_an_order_needs_addresses_too(string without, int status, string says)
    {
        await using var account = await LabelledAccount.StartAsync();
        var body = Orphan();
        body.Remove(without);
        await NothingBought(account, without, await account.Account.PostAsync("/shipments/createlabel", body), status, says);
    }

    [Theory]
    [InlineData("""{ "weight": null }""", 400, "request.weight")]
    [InlineData("""{ "toPostalCode": null }""", 400, "request.toPostalCode")]
    [InlineData("""{ "weight": 3 }""", 400, "request.weight")]
    [InlineData("""{ "carrierCode": "pigeon" }""", 500, NoServices)]
    [InlineData("""{ "serviceCode": "usps_priority_mail" }""", 500, NoServices)]
    [InlineData("""{ "packageCode": "letter" }""", 500, "Invalid packageCode")]
    [InlineData("""{ "weight": { "value": 151, "units": "pounds" } }""", 500, "over the limit")]
    [InlineData("""{ "toState": null }""", 500, "the state code is missing")]
    public async Task A_quote_is_refused(string change, int status, string says)
    {
        await using var account = await LabelledAccount.StartAsync();
        var body = JsonNode.Parse("""
            { "carrierCode": "ups_walleted", "packageCode": "package", "fromPostalCode": "43004", "toState": "OR", "toCountry": "US", "toPostalCode": "97301", "weight": { "value": 21, "units": "ounces" } }
            """)!.AsObject();
        foreach (var (member, value) in JsonNode.Parse(change)!.AsObject()) body[member] = value?.DeepClone();
        var reply = await account.Account.PostAsync("/shipments/getrates", body);
        Assert.Equal(status, (int)reply.Status);
        Assert.Contains(says, reply.Body, StringComparison.Ordinal);
    }

    /// <summary>A label without an order, complete.</summary>
    internal static JsonObject Orphan() => JsonNode.Parse("""
        { "carrierCode": "stamps_com", "serviceCode": "usps_ground_advantage", "packageCode": "package", "confirmation": "none", "shipDate": "2026-03-04", "weight": { "value": 21, "units": "ounces" },
          "shipFrom": { "name": "Northfield Goods", "street1": "100 Depot Road", "city": "Columbus", "state": "OH", "postalCode": "43004", "country": "US" },
          "shipTo": { "name": "Mira Holt", "street1": "14 Birch Lane", "city": "Salem", "state": "OR", "postalCode": "97301", "country": "US" } }
        """)!.AsObject();

    private static async Task NothingBought(LabelledAccount account, string name, Reply reply, int status, string says)
    {
        Assert.True(status == (int)reply.Status, $"{name}: {reply.Status} {reply.Body}");
        Assert.Contains(says, reply.Body, StringComparison.Ordinal);
        Assert.Equal(0, (int)(await account.Account.GetAsync("/__sim/stats")).Json["shipments"]!);
        Assert.Equal(250m, await account.BalanceAsync());
        Assert.Empty(await account.ViolationsAsync());
    }
}
