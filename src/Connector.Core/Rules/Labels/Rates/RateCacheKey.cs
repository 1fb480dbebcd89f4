using Connector.Core.Model.Labels;
using Connector.Core.Rules.Mapping.Units;

namespace Connector.Core.Rules.Labels.Rates;

/// <summary>Parcels that cost the same: account, lane, weight class, size and what is bought besides. Holds no name and no street.</summary>
/// <param name="Text">Equal keys have equal texts.</param>
public sealed record RateCacheKey(string Text)
{
    /// <summary>Null for a request that is never cached: without address, weight or size.</summary>
    public static RateCacheKey? Compute(RateRequest request, string account, string locationKey, DateOnly shipDate, QuoteRules rules)
    {
        if (request is not { Weight: { Value: > 0m } weight, Dimensions: { } size, To: { Country: { } country, PostalCode: { } postalCode } to }) return null;
        var code = postalCode.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();
        if (rules.PostalPrefix is { } length && code.Length > length) code = code[..length];
        var carriers = request.Carriers.Select(static c => FormattableString.Invariant($"{c.Code}:{c.AccountId}")).Order(StringComparer.Ordinal);
        var residential = request.IsResidential ?? to.Residential;
        return new RateCacheKey(FormattableString.Invariant(
            $"{account}|{request.Api}|{locationKey}|{country.ToUpperInvariant()}|{to.State?.ToUpperInvariant()}|{code}|{residential}|{string.Join(',', carriers)}|{string.Join(',', request.ServiceCodes.Order(StringComparer.Ordinal))}|{request.PackageCode}|{request.Confirmation ?? "none"}|{shipDate:yyyy-MM-dd}|{WeightClass(WeightReader.Grams(weight), rules)}|{size.Length:0.##}x{size.Width:0.##}x{size.Height:0.##} {size.Unit}"));
    }

    /// <summary>The greatest weight of the class in grams; the weight itself without classes.</summary>
    public static decimal WeightClass(decimal grams, QuoteRules rules) =>
        rules.WeightStepGrams <= 0 ? decimal.Round(grams, 2, MidpointRounding.ToPositiveInfinity) : decimal.Ceiling(grams / rules.WeightStepGrams) * rules.WeightStepGrams;
}
