using Connector.Simulators.ShipStation.Account;
using Connector.Simulators.ShipStation.Orders;

namespace Connector.Simulators.ShipStation.Quotes;

/// <summary>What is to be quoted.</summary>
/// <param name="Order">Null for an estimate.</param>
internal sealed record QuoteRequest(OrderRecord? Order, ShipmentContent Content, IReadOnlyList<CarrierData> Carriers, DateOnly ShipDate)
{
    public IReadOnlyList<string> Services { get; init; } = [];
    public IReadOnlyList<string> Packages { get; init; } = [];
}

/// <param name="Failed">Carriers that gave no rate, with the reason.</param>
internal sealed record QuoteResult(IReadOnlyList<Quote> Valid, IReadOnlyList<Quote> Invalid, IReadOnlyList<(CarrierData Carrier, string Reason)> Failed);

/// <summary>Quotes every service of the carriers in every package that fits, and makes some of it strange where switches say so.</summary>
internal sealed class QuoteMaker(ShipStationAccount account)
{
    /// <summary>Quotes for a shipment; they are kept and can be bought.</summary>
    public QuoteResult Make(QuoteRequest request)
    {
        var valid = new List<Quote>();
        var failed = new List<(CarrierData, string)>();
        foreach (var carrier in request.Carriers)
        {
            var (rows, reason) = Rows(carrier, request);
            valid.AddRange(rows);
            if (reason is not null) failed.Add((carrier, reason));
        }
        var invalid = Odd(valid);
        if (request.Order is not null) foreach (var quote in valid.Concat(invalid)) account.Quotes.Add(quote);
        return new(valid, invalid, failed);
    }

    private (List<Quote> Rows, string? Reason) Rows(CarrierData carrier, QuoteRequest request)
    {
        if (account.Carriers.IsDown(carrier)) return ([], "A shipping carrier error occurred: the carrier is not available.");
        var content = request.Content;
        if (LabelRules.Address(carrier.Code, content.To) is { } wrong && request.Order is not null) return ([], wrong);
        var rows = new List<Quote>();
        string? reason = null;
        foreach (var service in carrier.Services.Where(service => ServiceOffer.Goes(carrier, service, content.To.Country)))
        {
            if (request.Services.Count > 0 && !request.Services.Contains(service.Code)) continue;
            reason = LabelRules.Measures(carrier.Code, service.Code, content.Parcels) ?? reason;
            if (LabelRules.Measures(carrier.Code, service.Code, content.Parcels) is not null) continue;
            foreach (var package in carrier.Packages.Where(package => ServiceOffer.Fits(service.Code, package)))
                if (request.Packages.Count == 0 || request.Packages.Contains(package)) rows.Add(One(carrier, service, package, request));
        }
        return rows.Count > 0 ? (rows, null) : (rows, reason ?? "A shipping carrier error occurred: service not offered to this address.");
    }

    private Quote One(CarrierData carrier, ServiceData service, string package, QuoteRequest request)
    {
        var content = request.Content;
        var zone = PriceList.Zone(content.FromPostalCode, content.To.PostalCode, content.To.Country);
        var days = TransitTimes.Days(service.Code, zone);
        return new()
        {
            RateId = request.Order is null ? 0 : account.Quotes.NextId(),
            Order = request.Order,
            Carrier = carrier,
            Service = service,
            Package = package,
            Price = PriceList.Compute(carrier.Code, service.Code, package, zone, content.Parcels, content.Confirmation, content.IsHome).Times(account.Switches.PriceFactor * Second(carrier)),
            Zone = zone,
            Days = days,
            Arrival = TransitTimes.Arrival(request.ShipDate, days),
            ShipDate = TransitTimes.Departure(request.ShipDate),
            CreatedAt = account.Clock.GetUtcNow(),
            Content = content.Digest
        };
    }

    /// <summary>The second account has worse terms.</summary>
    public static decimal Second(CarrierData carrier) => carrier.Nickname is null ? 1m : 1.1m;

    /// <summary>Applies the oddities to the rows; returns those that are invalid.</summary>
    private List<Quote> Odd(List<Quote> rows)
    {
        var invalid = new List<Quote>();
        foreach (var oddity in account.Switches.RateOddities)
        {
            if (rows.Count == 0) break;
            var cheapest = rows.MinBy(static quote => quote.Price.Total)!;
            var at = rows.IndexOf(cheapest);
            switch (oddity)
            {
                case "null_delivery_days": rows[at] = cheapest with { Days = null }; break;
                case "null_date": rows[at] = cheapest with { Arrival = null }; break;
                case "foreign_currency": rows[at] = cheapest with { Currency = "cad" }; break;
                case "zero_amount": rows[at] = cheapest with { Price = new Price(0m, 0m, 0m, 0m) }; break;
                case "invalid_cheapest":
                    rows.RemoveAt(at);
                    rows.Insert(0, cheapest with { Price = cheapest.Price.Times(0.5m), Error = "The service is not available for this package." });
                    break;
            }
        }
        if (rows.FindIndex(static quote => quote.Error is not null) is var first and >= 0)
        {
            // It is in both lists: a caller that reads only the first must look at its status.
            invalid.Add(rows[first] with { RateId = account.Quotes.NextId() });
        }
        return invalid;
    }
}
