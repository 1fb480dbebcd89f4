using System.Net;
using System.Text.Json.Nodes;
using Xunit;
using static Connector.Tests.Simulators.ShipStation.Labels.LabelledAccount;

namespace Connector.Tests.Simulators.ShipStation.Labels;

/// <summary>PUT /v2/shipments/{id}: the whole is replaced.</summary>
public sealed class PreparedShipmentTests
{
    [Fact]
    public async Task Several_packages_are_stored_priced_and_bought_as_one_label()
    {
        await using var account = await StartAsync();
        var id = await account.OrderAsync("S-1");
        var stored = Ok(await account.GetV2Async($"/v2/shipments/se-{id}")).Json.AsObject();
        Prepare(stored);

        var reply = Ok(await account.V2Async(HttpMethod.Put, $"/v2/shipments/se-{id}", stored.ToJsonString()));

        Assert.Equal((Ups, "ups_ground", 2), ((string)reply.Json["carrier_id"]!, (string)reply.Json["service_code"]!, reply.Json["packages"]!.AsArray().Count));
        var rate = await account.RateIdAsync(id, "ups_ground", Ups);
        Assert.Equal(2, Ok(await account.PostV2Async($"/v2/labels/rates/{rate}")).Json["packages"]!.AsArray().Count);
        Assert.Empty(await account.ViolationsAsync());
    }

    [Fact]
    public async Task A_write_of_V1_makes_one_package_again()
    {
        await using var account = await StartAsync();
        var id = await account.OrderAsync("S-1");
        var stored = Ok(await account.GetV2Async($"/v2/shipments/se-{id}")).Json.AsObject();
        Prepare(stored);
        Ok(await account.V2Async(HttpMethod.Put, $"/v2/shipments/se-{id}", stored.ToJsonString()));
        await account.OrderAsync("S-1");
        Assert.Single(Ok(await account.GetV2Async($"/v2/shipments/se-{id}")).Json["packages"]!.AsArray());
    }

    [Theory]
    [InlineData("packages", "field_value_required")]
    [InlineData("items", "field_value_required")]
    [InlineData("ship_to", "field_value_required")]
    [InlineData("+ship_from", "field_conflict")]
    public async Task What_is_left_out_of_a_replacement_is_missed(string member, string code)
    {
        await using var account = await StartAsync();
        var id = await account.OrderAsync("S-1");
        var stored = Ok(await account.GetV2Async($"/v2/shipments/se-{id}")).Json.AsObject();
        var sender = stored["ship_from"]!.DeepClone();
        Prepare(stored);
        if (member == "+ship_from") stored["ship_from"] = sender;
        else stored.Remove(member);
        var reply = await account.V2Async(HttpMethod.Put, $"/v2/shipments/se-{id}", stored.ToJsonString());
        Assert.Equal((HttpStatusCode.BadRequest, code), (reply.Status, Code(reply)));
    }

    [Fact]
    public async Task A_shipment_that_is_labelled_is_not_replaced()
    {
        await using var account = await StartAsync();
        var id = await account.OrderAsync("S-1");
        var stored = Ok(await account.GetV2Async($"/v2/shipments/se-{id}")).Json.AsObject();
        Prepare(stored);
        Ok(await account.BuyV2Async(id));
        Assert.Equal("invalid_status", Code(await account.V2Async(HttpMethod.Put, $"/v2/shipments/se-{id}", stored.ToJsonString())));
        Assert.Equal(HttpStatusCode.NotFound, (await account.V2Async(HttpMethod.Put, "/v2/shipments/se-1", stored.ToJsonString())).Status);
    }

    private static void Prepare(JsonObject stored)
    {
        stored.Remove("ship_from");
        (stored["carrier_id"], stored["service_code"]) = (Ups, "ups_ground");
        stored["packages"] = JsonNode.Parse("""[ { "package_code": "package", "weight": { "value": 2, "unit": "pound" } }, { "package_code": "package", "weight": { "value": 300, "unit": "gram" } } ]""");
    }
}
