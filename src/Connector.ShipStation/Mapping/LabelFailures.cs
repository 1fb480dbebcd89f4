using Connector.Core.Model.Labels;
using Connector.Core.Model.Messages;
using Connector.Http;

namespace Connector.ShipStation.Mapping;

/// <summary>
/// What the failure of a call that spends or returns money proves (<see cref="FailureTable"/> says what it means for any other call). Only what is certain is a refusal:
/// a status with which nothing is ever done, or a 500 that brings the carrier's or the program's own words. All else may have been done.
/// </summary>
internal static class LabelFailures
{
    /// <summary>Whether a failure says something about the call: false for what went wrong on our side before anything was sent.</summary>
    public static bool Concerns(ApiCall call, Exception failure) => call.At != default || failure is ShipStationException { Kind: FailureKind.RateLimited };

    public static WriteFailure From(ApiCall call, Exception thrown)
    {
        // When what follows a response fails (the journal, the budget), the response still counts.
        var failure = thrown as ShipStationException ?? call.Failure as ShipStationException;
        if (failure is { Kind: FailureKind.RateLimited }) return new Postponement(failure.RetryAt, ErrorCodes.RateLimited, failure.Message) { Status = failure.Status };
        if (failure?.InnerException is HttpRequestException { HttpRequestError: var error } && WasNeverConnected(error))
            return new Postponement(null, ErrorCodes.ConnectionFailed, failure.Message);
        if (call.Response is not { } response)
        {
            return failure is null
                ? Unknown(UnknownReason.Interrupted, 0, $"{call.Method} {call.Path} was given up before a response came.")
                : Unknown(UnknownReason.NoResponse, call.Status, failure.Message);
        }
        if (response.TooLarge) return Unknown(UnknownReason.TooLarge, response.Status, $"The response to {call.Method} {call.Path} is longer than {call.MaxBytes} bytes.");
        if (response.IsSuccess)
        {
            return failure is null
                ? Unknown(UnknownReason.Interrupted, response.Status, $"The response to {call.Method} {call.Path} was not noted.")
                : Unknown(UnknownReason.Unreadable, response.Status, failure.Message);
        }
        return Classify(response.Status, LabelErrorBody.Read(response.Body), failure?.VendorMessage, call.Path);
    }

    /// <summary>What a status without success proves.</summary>
    /// <param name="words">The vendor's, clean; null when it gave none.</param>
    internal static WriteFailure Classify(int status, LabelErrorBody body, string? words, string path)
    {
        var text = $"ShipStation returned {status} for {path}: {words ?? "no explanation"}";
        // Something took too long behind them: it may still end well.
        if (!IsDefinite(status, body) || VendorMessage.IsTimeout(words)) return Unknown(UnknownReason.ServerError, status, text);
        var kind = KindOf(status, body.Code, words ?? "", path);
        return new Refusal(kind, CodeOf(kind), text) { Status = status, VendorCode = body.Code, VerifyFirst = status == 500 && IsAccident(words) };
    }

    /// <summary>Our code for a refusal.</summary>
    internal static string CodeOf(RefusalKind kind) => kind switch
    {
        RefusalKind.Funds => ErrorCodes.LabelFundsMissing,
        RefusalKind.CarrierAccount or RefusalKind.AccountPlan => ErrorCodes.LabelCarrierRefused,
        RefusalKind.CarrierUnavailable => ErrorCodes.LabelCarrierUnavailable,
        RefusalKind.RateExpired => ErrorCodes.LabelRateExpired,
        RefusalKind.Unauthorized => ErrorCodes.Unauthorized,
        _ => ErrorCodes.LabelRefused
    };

    private static bool WasNeverConnected(HttpRequestError error) =>
        error is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError;

    private static bool IsDefinite(int status, LabelErrorBody body) => status switch
    {
        400 or 401 or 402 or 403 or 404 or 405 or 415 or 422 => true,
        500 => body.HasException || body.IsFromCarrier,
        _ => false
    };

    private static RefusalKind KindOf(int status, string? code, string words, string path) => code switch
    {
        "insufficient_funds" or "funding_source_error" or "funding_source_missing_configuration" or "funding_source_registration_in_progress" or "meter_failure" => RefusalKind.Funds,
        "carrier_disconnected" or "carrier_not_connected" => RefusalKind.CarrierAccount,
        "invalid_billing_plan" or "subscription_inactive" or "trial_expired" or "terms_not_accepted" => RefusalKind.AccountPlan,
        "unauthorized" or "forbidden" => RefusalKind.Unauthorized,
        "invalid_address" => RefusalKind.Address,
        "customs_items_required" => RefusalKind.Customs,
        "no_rates_returned" or "service_not_determined" or "confirmation_not_supported" or "carrier_not_supported" => RefusalKind.Service,
        "invalid_status" or "batch_cannot_be_modified" => RefusalKind.OrderState,
        "invalid_identifier" when path.Contains("/labels/rates/", StringComparison.Ordinal) => RefusalKind.RateExpired,
        "not_found" => path.Contains("/labels/rates/", StringComparison.Ordinal) ? RefusalKind.RateExpired : RefusalKind.NotFound,
        "field_value_required" or "invalid_field_value" or "invalid_string_length" or "invalid_identifier" or "request_body_required" or "field_conflict" => RefusalKind.InvalidRequest,
        _ => KindOf(status, path) ?? KindOf(words) ?? (status == 400 ? RefusalKind.InvalidRequest : RefusalKind.Carrier)
    };

    private static RefusalKind? KindOf(int status, string path) => status switch
    {
        401 or 403 => RefusalKind.Unauthorized,
        402 => RefusalKind.Funds,
        404 => path.Contains("/labels/rates/", StringComparison.Ordinal) ? RefusalKind.RateExpired : RefusalKind.NotFound,
        405 or 415 => RefusalKind.InvalidRequest,
        _ => null
    };

    /// <summary>V1 and carriers have nothing but words. They only say who can help; whether it was refused is decided before.</summary>
    private static RefusalKind? KindOf(string words)
    {
        return Has("insufficient funds", "insufficient balance", "balance does not cover") ? RefusalKind.Funds
            : Has("authentication failed", "carrier account", "not connected") ? RefusalKind.CarrierAccount
            : Has("test labels are not supported") ? RefusalKind.TestLabel
            : Has("unavailable", "try again later", "is down") ? RefusalKind.CarrierUnavailable
            : Has("no applicable services", "service is not available", "service not available", "not offered", "invalid servicecode") ? RefusalKind.Service
            : Has("packagecode", "package code", "package type") ? RefusalKind.Package
            : Has("customs", "tariff") ? RefusalKind.Customs
            : Has("order is cancelled", "on hold", "already shipped", "awaiting payment") ? RefusalKind.OrderState
            : Has("shipto", "address", "postal code", "state code", "receiver", "recipient", "120203") ? RefusalKind.Address
            : Has("weight", "dimension", "girth") ? RefusalKind.Measures
            : null;

        bool Has(params ReadOnlySpan<string> texts)
        {
            foreach (var text in texts)
                if (words.Contains(text, StringComparison.OrdinalIgnoreCase)) return true;
            return false;
        }
    }

    private static bool IsAccident(string? words) => words?.Contains("object reference", StringComparison.OrdinalIgnoreCase) == true;

    private static UnknownOutcome Unknown(UnknownReason reason, int status, string text) => new(reason, ErrorCodes.LabelOutcomeUnknown, text) { Status = status };
}
