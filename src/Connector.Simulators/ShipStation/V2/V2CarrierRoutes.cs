using System.Text.Json;
using Connector.Simulators.ShipStation.Account;
using Connector.Simulators.ShipStation.Http;
using Connector.Simulators.ShipStation.Money;
using Connector.Simulators.ShipStation.Orders;

namespace Connector.Simulators.ShipStation.V2;

/// <summary>Carrier accounts as V2 shows them, services and packages inside.</summary>
internal static class V2CarrierRoutes
{
    public static Response List(ApiCall call) => Response.Json(writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray("carriers");
        foreach (var carrier in call.Account.Carriers.All) Write(call, writer, carrier);
        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    public static Response Get(ApiCall call) => Asked(call, (writer, carrier) => Write(call, writer, carrier));

    public static Response Services(ApiCall call) => Asked(call, static (writer, carrier) =>
    {
        writer.WriteStartObject();
        WriteServices(writer, carrier);
        writer.WriteEndObject();
    });

    public static Response Packages(ApiCall call) => Asked(call, static (writer, carrier) =>
    {
        writer.WriteStartObject();
        WritePackages(writer, carrier);
        writer.WriteEndObject();
    });

    public static Response Options(ApiCall call) => Asked(call, static (writer, _) =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray("options");
        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    /// <summary>It would charge a card: refused, whatever was sent.</summary>
    public static Response AddFunds(ApiCall call)
    {
        call.Account.Money.Violate(ViolationKind.AddFunds, order: null, refused: true);
        return V2Refusals.Forbidden("Adding funds is not allowed: it would charge a card.");
    }

    private static Response Asked(ApiCall call, Action<Utf8JsonWriter, CarrierData> write) =>
        call.Account.Carriers.Connected(call.Id) is { } carrier ? Response.Json(writer => write(writer, carrier)) : V2Refusals.NotFound();

    private static void Write(ApiCall call, Utf8JsonWriter writer, CarrierData carrier)
    {
        writer.WriteStartObject();
        writer.WriteId("carrier_id", carrier.ProviderId);
        writer.WriteString("carrier_code", carrier.Code);
        writer.WriteString("account_number", "");
        writer.WriteBoolean("requires_funded_amount", carrier.RequiresFundedAccount);
        writer.WriteNumber("balance", PartsJson.Fraction(call.Account.Money.Balance(carrier)));
        writer.WriteString("nickname", carrier.Nickname ?? carrier.DisplayName);
        writer.WriteString("friendly_name", carrier.Name);
        writer.WriteId("funding_source_id", carrier.RequiresFundedAccount ? 1 : null);
        writer.WriteBoolean("primary", carrier.Primary);
        writer.WriteBoolean("disabled_by_billing_plan", value: false);
        writer.WriteBoolean("send_rates", value: true);
        writer.WriteBoolean("supports_label_messages", value: true);
        writer.WriteBoolean("has_multi_package_supporting_services", carrier.Code is "ups_walleted" or "fedex");
        WriteServices(writer, carrier);
        WritePackages(writer, carrier);
        writer.WriteStartArray("options");
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteServices(Utf8JsonWriter writer, CarrierData carrier)
    {
        writer.WriteStartArray("services");
        foreach (var service in carrier.Services)
        {
            writer.WriteStartObject();
            writer.WriteId("carrier_id", carrier.ProviderId);
            writer.WriteString("carrier_code", carrier.Code);
            writer.WriteString("service_code", service.Code);
            writer.WriteString("name", service.Name);
            writer.WriteBoolean("domestic", service.Domestic);
            writer.WriteBoolean("international", !service.Domestic);
            writer.WriteBoolean("is_multi_package_supported", TakesManyBoxes(carrier));
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    public static bool TakesManyBoxes(CarrierData carrier) => carrier.Code is "ups_walleted" or "fedex";

    private static void WritePackages(Utf8JsonWriter writer, CarrierData carrier)
    {
        writer.WriteStartArray("packages");
        foreach (var package in carrier.Packages)
        {
            writer.WriteStartObject();
            writer.WriteNull("package_id");
            writer.WriteString("package_code", package);
            writer.WriteString("name", package.Replace('_', ' '));
            writer.WriteString("description", package.Replace('_', ' '));
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }
}
