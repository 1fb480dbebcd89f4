using Connector.Simulators.ShipStation.Account;
using Connector.Simulators.ShipStation.Http;
using Connector.Simulators.ShipStation.Labels;
using Connector.Simulators.ShipStation.Orders;
using Connector.Simulators.ShipStation.Quotes;

namespace Connector.Simulators.ShipStation.V2;

/// <summary>Rates. What carriers refuse is no error of the call: the response is 200 and says so inside.</summary>
internal static class V2RateRoutes
{
    private static readonly QuoteResult s_none = new([], [], []);

    /// <summary>POST /v2/rates: for a shipment that exists, or for one inside of the body, which is stored as pending.</summary>
    public static Response Create(ApiCall call)
    {
        var (body, refusal) = V2Body.Read(call, "shipment_id", "shipment", "rate_options");
        if (refusal is not null) return refusal;
        var (isStored, isInline) = (body.Has("shipment_id"), body.Has("shipment"));
        if (isStored && isInline) return V2Refusals.Clash("shipment");
        if (!isStored && !isInline) return V2Refusals.Missing("shipment_id");
        var options = body.Part("rate_options");
        if (options.WrongWord() is { } word) return word;
        if (Carriers(call, options.Texts("carrier_ids"), "rate_options.carrier_ids", out var carriers) is { } wrong) return wrong;
        var (services, packages) = (options.Texts("service_codes") ?? [], options.Texts("package_types") ?? []);
        var isQuick = options.View.Text("rate_type") == "quick";
        if (options.Unreadable is { } unreadable) return unreadable;

        OrderRecord? order;
        DateOnly? shipDate = null;
        if (isInline)
        {
            var (shipment, refused) = V2InlineShipment.Read(call, body.Part("shipment"));
            if (shipment is null) return refused!;
            shipDate = shipment.ShipDate;
            order = OrphanOrders.Create(call.Account, shipment.Draft, isListed: !isQuick);
        }
        else
        {
            if (V2Routes.ReadId(body.View.Text("shipment_id")) is not { } id) return V2Refusals.BadId();
            order = call.Account.Orders.Find(id);
            if (order is null) return V2Refusals.NotFound();
            if (order.Status == OrderStatus.Cancelled) return V2Refusals.WrongStatus("The shipment is cancelled.");
        }
        return Quote(call, order, new(isQuick ? null : order, ShipmentContent.From(order), carriers, shipDate ?? call.Account.Today) { Services = services, Packages = packages });
    }

    /// <summary>POST /v2/rates/estimate: a bare array, and nothing in it can be bought.</summary>
    public static Response Estimate(ApiCall call)
    {
        var (body, refusal) = V2Body.Read(call, "carrier_id", "carrier_ids", "from_country_code", "from_postal_code", "from_city_locality", "from_state_province", "to_country_code",
            "to_postal_code", "to_city_locality", "to_state_province", "weight", "dimensions", "confirmation", "address_residential_indicator", "ship_date");
        if (refusal is not null) return refusal;
        var view = body.View;
        var asked = body.Texts("carrier_ids") ?? (view.Text("carrier_id") is { } one ? [one] : null);
        if (Carriers(call, asked, "carrier_ids", out var carriers) is { } wrong) return wrong;
        foreach (var name in new[] { "from_country_code", "from_postal_code", "to_country_code", "to_postal_code", "weight", "ship_date" })
            if (!body.Has(name)) return V2Refusals.Missing(name);
        if (V2InlineShipment.Weight(view.Object("weight")) is not { Value: > 0 } weight) return V2Refusals.Wrong("weight");
        if (!V2InlineShipment.Day(view.Text("ship_date"), call.Account.Today, out var day)) return V2Refusals.Wrong("ship_date");
        var to = new Address { Country = view.Text("to_country_code"), PostalCode = view.Text("to_postal_code"), State = view.Text("to_state_province"), City = view.Text("to_city_locality") };
        var content = new ShipmentContent(to, view.Text("from_postal_code"), [new Parcel(weight, V2InlineShipment.Dimensions(view.Object("dimensions")))], view.Text("confirmation") ?? "none",
            IsHome: view.Text("address_residential_indicator") == "yes");
        if (body.Unreadable is { } unreadable) return unreadable;
        var result = new QuoteMaker(call.Account).Make(new(Order: null, content, carriers, day!.Value));
        if (result.Valid.Count == 0) return V2Refusals.Rule("no_rates_returned", result.Failed[0].Reason);
        return Response.Json(writer =>
        {
            writer.WriteStartArray();
            foreach (var quote in result.Valid) V2RateJson.Write(writer, quote);
            writer.WriteEndArray();
        });
    }

    public static Response Get(ApiCall call) => call.Account.Quotes.Find(call.Id) is { } quote ? Response.Json(writer => V2RateJson.Write(writer, quote)) : V2Refusals.NotFound();

    /// <summary>GET /v2/shipments/{id}/rates: what was computed before; computes nothing.</summary>
    public static Response ForShipment(ApiCall call)
    {
        if (call.Account.Orders.Find(call.Id) is null) return V2Refusals.NotFound();
        var from = V2Page.Instant(call.Query, "created_at_start");
        if (call.Query.Errors.Any) return V2Refusals.Wrong("created_at_start");
        var quotes = call.Account.Quotes.ListOrder(call.Id).Where(quote => from is null || quote.CreatedAt >= from).ToList();
        var isWorking = quotes.Count > 0 && call.Account.Quotes.IsWorking(call.Id, call.Account.Switches.RatesWorkingPolls);
        return Response.Json(writer =>
        {
            writer.WriteStartObject();
            V2RateJson.WriteResponse(call.Account, writer, call.Id, new([.. quotes.Where(static quote => quote.Error is null)], [.. quotes.Where(static quote => quote.Error is not null)], []), isWorking);
            writer.WriteEndObject();
        });
    }

    private static Response Quote(ApiCall call, OrderRecord order, QuoteRequest request)
    {
        // What the service would still change by itself is changed first: a rate is for what will be bought.
        call.Account.Maintenance.LookNow(order);
        request = request with { Content = ShipmentContent.From(order) };
        var weightless = request.Content.Parcels.Any(static parcel => parcel.Weight.Value <= 0);
        var result = weightless ? s_none with { Failed = [.. request.Carriers.Select(static carrier => (carrier, "A shipping carrier error occurred: the weight is missing."))] } : new QuoteMaker(call.Account).Make(request);
        var isWorking = call.Account.Quotes.IsWorking(order.OrderId, call.Account.Switches.RatesWorkingPolls);
        return Response.Json(writer =>
        {
            writer.WriteStartObject();
            if (request.Order is not null) V2ShipmentJson.WriteMembers(call.Account, writer, order);
            V2RateJson.WriteResponse(call.Account, writer, request.Order?.OrderId, result, isWorking);
            writer.WriteEndObject();
        });
    }

    private static Response? Carriers(ApiCall call, IReadOnlyList<string>? ids, string field, out List<CarrierData> carriers)
    {
        carriers = [];
        if (ids is not { Count: > 0 }) return V2Refusals.Missing(field);
        foreach (var id in ids)
        {
            if (V2Routes.ReadId(id) is not { } number || call.Account.Carriers.Connected(number) is not { } carrier) return V2Refusals.BadId();
            if (!carriers.Contains(carrier)) carriers.Add(carrier);
        }
        return null;
    }
}
