using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;
using Connector.TestSupport.Http;
using Connector.Tests.ShipStation.Doubles;
using Xunit;

namespace Connector.Tests.ShipStation;

public class UpsertTests
{
    private readonly Rig _rig = new();

    [Fact]
    public async Task One_call_carries_all_orders_as_an_array_with_basic_authorization()
    {
        _rig.Http.Then(HttpStatusCode.OK, Results(Ok(1, 900), Ok(2, 901)));
        var results = await Push(A.Order(1), A.Order(2));

        Assert.Equal([new UpsertResult(A.Key(1), 900, true, null), new UpsertResult(A.Key(2), 901, true, null)], results);
        var sent = Assert.Single(_rig.Http.Requests);
        Assert.Equal(("POST", "https://ssapi.shipstation.com/orders/createorders"), (sent.Method, sent.Address.ToString()));
        Assert.Equal("Basic a2V5LTE6c2VjcmV0LTE=", sent.Authorization);
        Assert.Equal("application/json; charset=utf-8", sent.ContentType);
        Assert.Equal([A.Key(1), A.Key(2)], JsonNode.Parse(sent.Body)!.AsArray().Select(order => order!["orderKey"]!.GetValue<string>()));
        Assert.Equal([("default", RateLane.Normal)], _rig.Budget.Taken);
    }

    [Fact]
    public async Task A_single_order_goes_as_an_array_too()
    {
        _rig.Http.Then(HttpStatusCode.Created, Results(Ok(1, 900)));
        Assert.True((await Push(A.Order(1)))[0].Success);
        Assert.Single(JsonNode.Parse(_rig.Http.Requests[0].Body)!.AsArray());
    }

    [Fact]
    public async Task Nothing_to_send_sends_nothing()
    {
        Assert.Empty(await Push());
        Assert.Empty(_rig.Http.Requests);
        Assert.Empty(_rig.Budget.Taken);
    }

    [Fact]
    public async Task Results_are_found_by_key_whatever_their_order()
    {
        _rig.Http.Then(HttpStatusCode.OK, Results(Ok(3, 903), "null", Failed(1, "The order is shipped."), Ok(99, 999), Ok(2, 902)));
        var results = await Push(A.Order(1), A.Order(2), A.Order(3));
        Assert.Equal(
            [new(A.Key(1), null, false, "The order is shipped."), new(A.Key(2), 902, true, null), new(A.Key(3), 903, true, null)], results);
    }

    [Theory]
    [InlineData("Order T-1 cannot be saved.", true)]
    [InlineData("Order T-12 cannot be saved.", false)]
    [InlineData("Object reference not set to an instance of an object.", false)]
    public async Task A_server_error_that_names_the_one_order_is_its_refusal(string words, bool refused)
    {
        _rig.Http.Then(HttpStatusCode.InternalServerError, $$"""{"ExceptionMessage":"{{words}}"}""");

        if (refused) Assert.Equal((false, words), (await _rig.Account.UpsertAsync([A.Order(1)], RateLane.Normal, default)).Select(r => (r.Success, r.Error)).Single());
        else Rig.Is(await Rig.FailureOf(() => _rig.Account.UpsertAsync([A.Order(1)], RateLane.Normal, default)), FailureKind.Unknown, ErrorCodes.ServerError);
    }

    [Fact]
    public async Task An_order_that_the_response_does_not_mention_has_failed()
    {
        _rig.Http.Then(HttpStatusCode.OK, Results(Ok(2, 902)));
        Assert.Equal([new(A.Key(1), null, false, "no result"), new(A.Key(2), 902, true, null)], await Push(A.Order(1), A.Order(2)));
    }

    public static TheoryData<string, bool, long?, string?> ResultForms => new()
    {
        { """{"orderKey":"KEY","orderId":900,"success":true}""", true, 900, null },
        { """{"orderKey":"KEY","orderId":"3000000000","success":"true","errorMessage":""}""", true, 3_000_000_000, null },
        { """{"orderKey":"KEY","orderId":0,"success":true}""", true, null, null },
        { """{"OrderKey":"KEY","OrderId":900.0,"Success":true,"more":[{}]}""", true, 900, null },
        { """{"orderKey":"KEY","orderId":900,"success":false,"errorMessage":null}""", false, null, "failed without a message" },
        { """{"orderKey":"KEY","orderId":null,"success":false,"errorMessage":"No."}""", false, null, "No." },
        { """{"orderKey":"KEY","orderId":900}""", true, 900, null },
        { """{"orderKey":"KEY","errorMessage":"No."}""", false, null, "No." },
        { """{"orderKey":null,"orderNumber":"T-1","orderId":0,"success":false,"errorMessage":"No key."}""", false, null, "No key." },
        { """{"orderKey":"KEY","orderId":900,"success":true},{"orderKey":"KEY","orderId":0,"success":false,"errorMessage":"Twice."}""", false, null, "Twice." }
    };

    [Theory]
    [MemberData(nameof(ResultForms))]
    public async Task A_result_is_read_in_every_form(string result, bool success, long? id, string? error)
    {
        _rig.Http.Then(HttpStatusCode.OK, Results(result.Replace("KEY", A.Key(1), StringComparison.Ordinal)));
        Assert.Equal([new(A.Key(1), id, success, error)], await Push(A.Order(1)));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"hasErrors":false,"results":null}""")]
    [InlineData("""{"hasErrors":false,"results":[{"orderKey":"a"}""")]
    [InlineData("<html><title>Maintenance</title></html>")]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    public async Task A_response_without_results_leaves_the_outcome_unknown(string body)
    {
        _rig.Http.Then(HttpStatusCode.OK, body);
        Rig.Is(await Rig.FailureOf(() => Push(A.Order(1))), FailureKind.Transient, ErrorCodes.UnreadableResponse);
    }

    [Fact]
    public async Task A_key_or_number_over_fifty_characters_is_refused_alone_and_never_sent()
    {
        _rig.Http.Then(HttpStatusCode.OK, Results(Ok(2, 902)));
        var longNumber = A.Order(1) with { OrderNumber = new string('9', 51) };
        var longKey = A.Order(3) with { OrderKey = new string('k', 51) };
        var results = await Push(longNumber, A.Order(2), longKey, A.Order(4) with { OrderNumber = "" });

        Assert.Equal([false, true, false, false], results.Select(result => result.Success));
        Assert.Equal("FieldTooLong: orderNumber has 51 characters, 50 are possible.", results[0].Error);
        Assert.Equal("FieldTooLong: orderKey has 51 characters, 50 are possible.", results[2].Error);
        Assert.Equal("FieldInvalid: orderNumber is empty.", results[3].Error);
        Assert.Single(JsonNode.Parse(_rig.Http.Requests[0].Body)!.AsArray());
    }

    [Fact]
    public async Task With_every_order_refused_no_call_is_made()
    {
        Assert.False((await Push(A.Order(1) with { OrderNumber = new string('9', 51) }))[0].Success);
        Assert.Empty(_rig.Http.Requests);
    }

    [Theory]
    [InlineData(ShippingOrderStatus.Other)]
    [InlineData(ShippingOrderStatus.PendingFulfillment)]
    [InlineData(ShippingOrderStatus.RejectedFulfillment)]
    public async Task A_status_that_nobody_may_set_is_refused(ShippingOrderStatus status) =>
        Assert.StartsWith(ErrorCodes.FieldInvalid, (await Push(A.Order(1) with { Status = status }))[0].Error, StringComparison.Ordinal);

    [Fact]
    public async Task More_than_a_hundred_orders_or_a_key_twice_is_a_mistake_of_the_caller()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Push([.. Enumerable.Range(1, 101).Select(A.Order)]));
        await Assert.ThrowsAsync<ArgumentException>(() => Push(A.Order(1), A.Order(1)));
        Assert.Empty(_rig.Http.Requests);
    }

    [Fact]
    public async Task A_hundred_orders_of_five_hundred_lines_go_out_in_one_call()
    {
        var lines = Enumerable.Range(1, 500).Select(line => new ShippingItem { LineItemKey = $"l{line}", Name = "Nail", Quantity = 1, UnitPrice = 0.01m }).ToList();
        _rig.Http.Then(sent => StubHttp.Response(
            HttpStatusCode.OK, Results([.. JsonNode.Parse(sent.Body)!.AsArray().Select(order => $$"""{"orderKey":{{order!["orderKey"]!.ToJsonString()}},"orderId":7,"success":true}""")])));
        var results = await Push([.. Enumerable.Range(1, 100).Select(number => A.Order(number) with { Items = lines })]);
        Assert.Equal(100, results.Count(result => result.Success));
        Assert.Single(_rig.Http.Requests);
    }

    private Task<IReadOnlyList<UpsertResult>> Push(params ShippingOrder[] orders) => _rig.Account.UpsertAsync(orders, RateLane.Normal, default);

    private static string Results(params string[] results) => $$"""{"hasErrors":true,"results":[{{string.Join(',', results)}}]}""";

    private static string Ok(int number, long id) => JsonSerializer.Serialize(new { orderId = id, orderNumber = $"T-{number}", orderKey = A.Key(number), success = true, errorMessage = (string?)null });

    private static string Failed(int number, string error) =>
        JsonSerializer.Serialize(new { orderId = 0, orderNumber = $"T-{number}", orderKey = A.Key(number), success = false, errorMessage = error });
}
