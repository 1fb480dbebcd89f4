using System.Net;
using Connector.Core.Model.Labels;
using Connector.Core.Model.Messages;
using Connector.Tests.ShipStation.Doubles;
using Connector.Tests.ShipStation.Labels.Doubles;
using Xunit;

namespace Connector.Tests.ShipStation.Labels;

public sealed class LabelVoidsTests
{
    private readonly Rig _rig = new() { Options = { V2ApiKey = "v2-key-1" } };

    public static TheoryData<LabelApi, string, bool, string?> Approvals => new()
    {
        { LabelApi.V1, """{ "approved": true, "message": "Label voided." }""", false, "Label voided." },
        { LabelApi.V1, """{ "approved": true }""", false, null },
        { LabelApi.V2, """{ "approved": true, "message": "Refund request submitted." }""", false, "Refund request submitted." },
        { LabelApi.V2, """{ "approved": false, "message": "It was voided before.", "reason_code": "label_already_voided" }""", true, "It was voided before." }
    };

    public static TheoryData<LabelApi, string, string?, string> Refusals => new()
    {
        { LabelApi.V1, """{ "approved": false, "message": "The label has been scanned and cannot be voided." }""", null, "The label has been scanned and cannot be voided." },
        { LabelApi.V1, """{ "message": "Fine." }""", null, "Fine." },
        { LabelApi.V1, "{}", null, "not approved" },
        { LabelApi.V2, """{ "approved": false, "message": "Too old.", "reason_code": "label_not_found_within_void_period" }""", "label_not_found_within_void_period", "Too old." },
        { LabelApi.V2, """{ "approved": null, "reason_code": "label_already_used" }""", "label_already_used", "not approved" }
    };

    private Task<VoidOutcome> VoidAsync(LabelApi api) => _rig.Labels.Voids.VoidAsync(new VoidRequest(api, 455100777) { OrderKey = A.Key(1001) }, default);

    [Fact]
    public async Task V1_voids_by_number_before_everything_else()
    {
        _rig.Http.Then(HttpStatusCode.OK, """{ "approved": true }""");
        await VoidAsync(LabelApi.V1);
        var sent = Assert.Single(_rig.Http.Requests);
        Assert.Equal(("POST", "/shipments/voidlabel"), (sent.Method, sent.PathAndQuery));
        Sample.IsJson("""{ "shipmentId": 455100777 }""", sent.Body);
        Assert.Equal([("default", RateLane.Cancel)], _rig.Budget.Taken);
        Assert.Equal([A.OrderId], Assert.Single(_rig.Journal.Exchanges).OrderIds);
    }

    [Theory]
    [InlineData(null, "/v2/labels/se-455100777/void")]
    [InlineData("se-test-9", "/v2/labels/se-test-9/void")]
    public async Task V2_voids_by_name_without_a_body(string? labelId, string path)
    {
        _rig.Http.Then(HttpStatusCode.OK, """{ "approved": true }""");
        await _rig.Labels.Voids.VoidAsync(new VoidRequest(LabelApi.V2, 455100777) { LabelId = labelId }, default);
        var sent = Assert.Single(_rig.Http.Requests);
        Assert.Equal(("PUT", path, ""), (sent.Method, sent.PathAndQuery, sent.Body));
        Assert.Equal([("default/v2", RateLane.Cancel)], _rig.Budget.Taken);
    }

    [Theory]
    [MemberData(nameof(Approvals))]
    public async Task An_approval_is_one_also_where_it_was_voided_before(LabelApi api, string body, bool already, string? text)
    {
        _rig.Http.Then(HttpStatusCode.OK, body);
        Assert.Equal(new VoidOutcome.Approved(text, already), await VoidAsync(api));
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task A_success_without_an_approval_is_a_refusal(LabelApi api, string body, string? code, string text)
    {
        _rig.Http.Then(HttpStatusCode.OK, body);
        Assert.Equal(new VoidOutcome.Refused(code, text), await VoidAsync(api));
    }

    [Theory]
    [InlineData(LabelApi.V1)]
    [InlineData(LabelApi.V2)]
    public async Task A_call_that_is_refused_says_so(LabelApi api)
    {
        _rig.Http.Then(HttpStatusCode.NotFound, """{ "Message": "No such label." }""");
        Assert.Equal(RefusalKind.NotFound, Assert.IsType<VoidOutcome.Refused>(await VoidAsync(api)).Refusal!.Kind);
    }

    [Theory]
    [InlineData(LabelApi.V1)]
    [InlineData(LabelApi.V2)]
    public async Task A_lost_response_is_unknown_and_nothing_is_sent_again(LabelApi api)
    {
        _rig.Http.Then(HttpStatusCode.GatewayTimeout, "").Then(_ => throw new IOException("reset")).Then(HttpStatusCode.OK, """{ "appr""").Then(HttpStatusCode.OK, "");
        for (var i = 0; i < 4; i++) Assert.Equal(ErrorCodes.LabelOutcomeUnknown, Assert.IsType<VoidOutcome.Unknown>(await VoidAsync(api)).Outcome.Code);
        Assert.Equal(4, _rig.Http.Requests.Count);
    }

    [Fact]
    public async Task A_full_window_voided_nothing()
    {
        _rig.Http.Then(HttpStatusCode.TooManyRequests, "", ("Retry-After", "3"));
        Assert.Equal(Rig.Start.AddSeconds(4), Assert.IsType<VoidOutcome.Postponed>(await VoidAsync(LabelApi.V2)).Postponement.RetryAt);
    }

    [Theory]
    [InlineData(LabelApi.V1, 0, null)]
    [InlineData(LabelApi.V2, 0, null)]
    [InlineData(LabelApi.V2, 7, "se-1/x")]
    public async Task A_label_without_a_usable_id_is_refused_before_anything_is_sent(LabelApi api, long number, string? name)
    {
        Assert.IsType<VoidOutcome.Refused>(await _rig.Labels.Voids.VoidAsync(new VoidRequest(api, number) { LabelId = name }, default));
        Assert.Empty(_rig.Http.Requests);
    }
}
