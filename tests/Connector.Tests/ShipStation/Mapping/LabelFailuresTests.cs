using System.Text;
using Connector.Core.Model.Labels;
using Connector.Core.Model.Messages;
using Connector.ShipStation.Mapping;
using Xunit;

namespace Connector.Tests.ShipStation.Mapping;

public sealed class LabelFailuresTests
{
    private const string V1Path = "orders/createlabelfororder";
    private const string V2Path = "v2/labels/rates/se-1";

    public static TheoryData<int, string, string, RefusalKind, string> Refusals => new()
    {
        { 400, V1Path, """{"Message":"The request is invalid.","ModelState":{"request.shipDate":["The value is not a date."]}}""", RefusalKind.InvalidRequest, ErrorCodes.LabelRefused },
        { 400, V1Path, """{"Message":"The request is invalid.","ModelState":{"request.shipTo":["Required."]}}""", RefusalKind.Address, ErrorCodes.LabelRefused },
        { 400, V1Path, """{"Message":"Insufficient funds in the account."}""", RefusalKind.Funds, ErrorCodes.LabelFundsMissing },
        { 400, V1Path, "", RefusalKind.InvalidRequest, ErrorCodes.LabelRefused },
        { 401, V1Path, "", RefusalKind.Unauthorized, ErrorCodes.Unauthorized },
        { 402, V1Path, "", RefusalKind.Funds, ErrorCodes.LabelFundsMissing },
        { 403, V1Path, """{"Message":"Access denied"}""", RefusalKind.Unauthorized, ErrorCodes.Unauthorized },
        { 404, V1Path, """{"Message":"Order not found."}""", RefusalKind.NotFound, ErrorCodes.LabelRefused },
        { 405, V1Path, "", RefusalKind.InvalidRequest, ErrorCodes.LabelRefused },
        { 415, V1Path, "", RefusalKind.InvalidRequest, ErrorCodes.LabelRefused },
        { 422, V1Path, "", RefusalKind.Carrier, ErrorCodes.LabelRefused },
        { 500, V1Path, Exception("No applicable services were available for the configured shipment."), RefusalKind.Service, ErrorCodes.LabelRefused },
        { 500, V1Path, Exception("Invalid packageCode"), RefusalKind.Package, ErrorCodes.LabelRefused },
        { 500, V1Path, Exception("Insufficient funds"), RefusalKind.Funds, ErrorCodes.LabelFundsMissing },
        { 500, V1Path, Exception("UPS 120203: ship-to line 2"), RefusalKind.Address, ErrorCodes.LabelRefused },
        { 500, V1Path, Exception("The parcel is over the weight limit of the service."), RefusalKind.Measures, ErrorCodes.LabelRefused },
        { 500, V1Path, Exception("Customs items are missing"), RefusalKind.Customs, ErrorCodes.LabelRefused },
        { 500, V1Path, Exception("The order is cancelled."), RefusalKind.OrderState, ErrorCodes.LabelRefused },
        { 500, V1Path, Exception("Stamps.com: Authentication failed"), RefusalKind.CarrierAccount, ErrorCodes.LabelCarrierRefused },
        { 500, V1Path, Exception("The carrier's system is temporarily unavailable. Please try again later."), RefusalKind.CarrierUnavailable, ErrorCodes.LabelCarrierUnavailable },
        { 500, V1Path, Exception("Test labels are not supported"), RefusalKind.TestLabel, ErrorCodes.LabelRefused },
        { 500, V1Path, Exception("Invalid Customer Reference 1"), RefusalKind.Carrier, ErrorCodes.LabelRefused },
        { 500, V2Path, V2("carrier", "business_rules", "unspecified", "A shipping carrier error occurred: no."), RefusalKind.Carrier, ErrorCodes.LabelRefused },
        { 400, V2Path, V2("carrier", "account_status", "insufficient_funds", "The balance does not cover this label."), RefusalKind.Funds, ErrorCodes.LabelFundsMissing },
        { 400, V2Path, V2("ShipStation", "account_status", "funding_source_missing_configuration", "No."), RefusalKind.Funds, ErrorCodes.LabelFundsMissing },
        { 400, V2Path, V2("ShipStation", "account_status", "meter_failure", "No."), RefusalKind.Funds, ErrorCodes.LabelFundsMissing },
        { 400, V2Path, V2("ShipStation", "business_rules", "carrier_disconnected", "No."), RefusalKind.CarrierAccount, ErrorCodes.LabelCarrierRefused },
        { 400, V2Path, V2("ShipStation", "account_status", "invalid_billing_plan", "No."), RefusalKind.AccountPlan, ErrorCodes.LabelCarrierRefused },
        { 400, V2Path, V2("ShipStation", "validation", "invalid_identifier", "No."), RefusalKind.RateExpired, ErrorCodes.LabelRateExpired },
        { 404, V2Path, "", RefusalKind.RateExpired, ErrorCodes.LabelRateExpired },
        { 404, "v2/labels/shipment/se-1", "", RefusalKind.NotFound, ErrorCodes.LabelRefused },
        { 400, "v2/labels/shipment/se-1", V2("ShipStation", "validation", "invalid_identifier", "No."), RefusalKind.InvalidRequest, ErrorCodes.LabelRefused },
        { 400, V2Path, V2("ShipStation", "business_rules", "invalid_status", "No."), RefusalKind.OrderState, ErrorCodes.LabelRefused },
        { 400, V2Path, V2("carrier", "validation", "invalid_address", "No."), RefusalKind.Address, ErrorCodes.LabelRefused },
        { 400, V2Path, V2("ShipStation", "business_rules", "customs_items_required", "No."), RefusalKind.Customs, ErrorCodes.LabelRefused },
        { 400, V2Path, V2("ShipStation", "business_rules", "service_not_determined", "No."), RefusalKind.Service, ErrorCodes.LabelRefused },
        { 400, V2Path, V2("ShipStation", "validation", "field_value_required", "No."), RefusalKind.InvalidRequest, ErrorCodes.LabelRefused },
        { 401, V2Path, V2("shipengine", "security", "unauthorized", "Access denied."), RefusalKind.Unauthorized, ErrorCodes.Unauthorized }
    };

    public static TheoryData<int, string, string> Unknowns => new()
    {
        { 408, V1Path, "" },
        { 409, V1Path, "" },
        { 409, V2Path, V2("ShipStation", "business_rules", "invalid_status", "No.") },
        { 425, V1Path, "" },
        { 418, V1Path, "" },
        { 302, V1Path, "" },
        { 500, V1Path, "" },
        { 500, V1Path, """{"Message":"An error has occurred."}""" },
        { 500, V1Path, """{"Message":"An error has occurred.","ExceptionMessage":" "}""" },
        { 500, V1Path, """{"Message":"An error has occurred.","ExceptionMessage":"cut""" },
        { 500, V1Path, Exception("Execution Timeout Expired.") },
        { 500, V1Path, "<html><title>Error</title></html>" },
        { 500, V2Path, V2("ShipStation", "system", "unspecified", "An error occurred.") },
        { 500, V2Path, V2("carrier", "business_rules", "unspecified", "A shipping carrier error occurred: the operation has timed out.") },
        { 400, V2Path, V2("carrier", "business_rules", "unspecified", "A shipping carrier error occurred: the request timed out.") },
        { 502, V1Path, Exception("No applicable services were available for the configured shipment.") },
        { 503, V1Path, "" },
        { 504, V2Path, V2("carrier", "business_rules", "unspecified", "No.") }
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void A_definite_no_is_a_refusal_with_its_kind_and_code(int status, string path, string body, RefusalKind kind, string code)
    {
        var refusal = Assert.IsType<Refusal>(Classify(status, path, body));
        Assert.Equal((kind, code, status, false), (refusal.Kind, refusal.Code, refusal.Status, refusal.VerifyFirst));
    }

    [Theory]
    [MemberData(nameof(Unknowns))]
    public void What_proves_nothing_is_unknown(int status, string path, string body)
    {
        var outcome = Assert.IsType<UnknownOutcome>(Classify(status, path, body));
        Assert.Equal((UnknownReason.ServerError, ErrorCodes.LabelOutcomeUnknown, status), (outcome.Reason, outcome.Code, outcome.Status));
    }

    [Fact]
    public void A_refusal_that_looks_like_an_accident_is_to_be_verified() =>
        Assert.True(Assert.IsType<Refusal>(Classify(500, V1Path, Exception("Object reference not set to an instance of an object."))).VerifyFirst);

    [Fact]
    public void Every_kind_of_refusal_has_a_code() =>
        Assert.All(Enum.GetValues<RefusalKind>(), kind => Assert.Contains(LabelFailures.CodeOf(kind), typeof(ErrorCodes).GetFields().Select(f => f.GetRawConstantValue())));

    private static WriteFailure Classify(int status, string path, string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        return LabelFailures.Classify(status, LabelErrorBody.Read(bytes), VendorMessage.Read(bytes), path);
    }

    private static string Exception(string words) => $$"""{"Message":"An error has occurred.","ExceptionMessage":"{{words}}","ExceptionType":"System.Exception"}""";

    private static string V2(string source, string type, string code, string message) =>
        $$"""{"request_id":"x","errors":[{"error_source":"{{source}}","error_type":"{{type}}","error_code":"{{code}}","message":"{{message}}"}]}""";
}
