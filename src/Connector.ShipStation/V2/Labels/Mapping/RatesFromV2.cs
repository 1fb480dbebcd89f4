using System.Globalization;
using System.Text.Json;
using Connector.Core.Engine.Watch;
using Connector.Core.Model.Labels;
using Connector.Core.Model.Messages;
using Connector.Http;
using Connector.ShipStation.Mapping;
using Connector.ShipStation.V2.Labels.Wire;
using Connector.ShipStation.V2.Mapping;
using Connector.ShipStation.Wire;

namespace Connector.ShipStation.V2.Labels.Mapping;

/// <summary>V2's offers: those that are valid and those that are not, and the carriers that gave none.</summary>
internal static class RatesFromV2
{
    public static Reading<RateQuote> Map(ReadOnlyMemory<byte> body, RateRequest request, PersonalValues personal, DateTimeOffset at)
    {
        var response = JsonSerializer.Deserialize(body.Span, V2LabelsJson.Default.WireV2Rates)?.RateResponse ?? throw new JsonException("The response has no rate_response.");
        List<ShippingRate> rates = [.. Rates(response.Rates, personal, null), .. Rates(response.InvalidRates, personal, RateValidity.Invalid)];
        var problems = response.Errors?.OfType<WireV2Error>().Select(e => Problem(e, personal)).ToList() ?? [];
        problems.AddRange(request.Carriers.Where(static c => c.AccountId is null)
            .Select(static c => new RateProblem(c.Code, null, ErrorCodes.LabelRefused, "V2 asks by account id, and this carrier came without one.")));
        var status = StatusOf(response.Status, rates.Count, problems.Count);
        return new Reading<RateQuote>(
            new RateQuote(status, rates, problems, at) { RequestId = WireReader.Text(response.RateRequestId) }, ShopOrderIds.From([request.OrderKey]),
            // The response repeats the shipment with its address.
            string.Create(CultureInfo.InvariantCulture, $"{status}: {rates.Count} rates, {problems.Count} problems"));
    }

    private static QuoteStatus StatusOf(string? word, int rates, int problems) => word?.ToLowerInvariant() switch
    {
        "working" => QuoteStatus.Working,
        "error" => QuoteStatus.Failed,
        "partial" => QuoteStatus.Partial,
        _ => problems == 0 ? QuoteStatus.Completed : rates == 0 ? QuoteStatus.Failed : QuoteStatus.Partial
    };

    /// <summary>Rows without service or price are left out: nothing could be done with them.</summary>
    private static IEnumerable<ShippingRate> Rates(IReadOnlyList<WireV2Rate?>? rows, PersonalValues personal, RateValidity? validity) =>
        rows?.OfType<WireV2Rate>().Where(static r => r is { ServiceCode.Length: > 0, CarrierCode.Length: > 0, ShippingAmount.Amount: not null })
            .Select(r => Rate(r, personal, validity)) ?? [];

    private static ShippingRate Rate(WireV2Rate row, PersonalValues personal, RateValidity? validity)
    {
        WireMoney?[] amounts = [row.ShippingAmount, row.InsuranceAmount, row.ConfirmationAmount, row.OtherAmount];
        var currencies = amounts.Where(static a => a?.Amount is not (null or 0m)).Select(static a => V2Words.Currency(a!.Currency)).Distinct(StringComparer.Ordinal).ToList();
        var errors = Lines(row.ErrorMessages, personal);
        // Amounts of two currencies have no sum.
        if (currencies.Count > 1) errors = [.. errors, "The amounts are in several currencies."];
        return new ShippingRate
        {
            CarrierCode = row.CarrierCode!,
            CarrierAccountId = V2Ids.Read(row.CarrierId),
            ServiceCode = row.ServiceCode!,
            ServiceName = row.ServiceType ?? "",
            PackageType = WireReader.Text(row.PackageType),
            ShippingAmount = row.ShippingAmount!.Amount!.Value,
            InsuranceAmount = row.InsuranceAmount?.Amount ?? 0m,
            ConfirmationAmount = row.ConfirmationAmount?.Amount ?? 0m,
            OtherAmount = row.OtherAmount?.Amount ?? 0m,
            Currency = currencies.Count > 1 ? null : V2Words.Currency(row.ShippingAmount.Currency),
            DeliveryDays = row.DeliveryDays is > 0 ? row.DeliveryDays : null,
            EstimatedDelivery = Instant(row.EstimatedDeliveryDate),
            ShipDate = Instant(row.ShipDate),
            IsGuaranteed = row.GuaranteedService ?? false,
            IsTrackable = row.Trackable,
            RateId = V2Ids.IsName(row.RateId) ? row.RateId : null,
            Validity = currencies.Count > 1 ? RateValidity.Invalid : validity ?? V2Words.ValidityOf(row.ValidationStatus),
            Warnings = Lines(row.WarningMessages, personal),
            Errors = errors,
            Attributes = [.. row.RateAttributes?.OfType<string>() ?? []]
        };
    }

    private static RateProblem Problem(WireV2Error error, PersonalValues personal) => new(
        WireReader.Text(error.CarrierCode), V2Ids.Read(error.CarrierId), WireReader.Text(error.ErrorCode) ?? ErrorCodes.LabelRefused,
        VendorMessage.Clean(error.Message ?? "", personal) ?? "no explanation");

    private static List<string> Lines(IReadOnlyList<string?>? lines, PersonalValues personal) =>
        [.. lines?.Select(line => VendorMessage.Clean(line ?? "", personal)).OfType<string>() ?? []];

    /// <summary>A date that is none counts as not stated: the offer is still one.</summary>
    private static DateTimeOffset? Instant(string? text)
    {
        try
        {
            return V2Words.Instant(text, "date");
        }
        catch (UnreadableRowException)
        {
            return null;
        }
    }
}
