using System.Text.Json;
using Connector.Simulators.ShipStation.Http;
using Connector.Simulators.ShipStation.Money;
using Connector.Simulators.ShipStation.Orders;

namespace Connector.Simulators.ShipStation.Account;

/// <summary>Carriers with their services and packages.</summary>
internal static class CarrierRoutes
{
    public static Response Carriers(ApiCall call) => AccountRoutes.Array(call.Account.Carriers.All, (writer, carrier) => WriteCarrier(call, writer, carrier));

    public static Response Carrier(ApiCall call) => Asked(call) is { } carrier ? AccountRoutes.One(carrier, (writer, row) => WriteCarrier(call, writer, row)) : Unknown();

    public static Response Services(ApiCall call) => Asked(call) is not { } carrier ? Unknown() : AccountRoutes.Array(carrier.Services, (writer, service) =>
    {
        writer.WriteString("carrierCode", carrier.Code);
        writer.WriteString("code", service.Code);
        writer.WriteString("name", service.Name);
        writer.WriteBoolean("domestic", service.Domestic);
        writer.WriteBoolean("international", !service.Domestic);
    });

    public static Response Packages(ApiCall call) => Asked(call) is not { } carrier ? Unknown() : AccountRoutes.Array(carrier.Packages, (writer, package) =>
    {
        writer.WriteString("carrierCode", carrier.Code);
        writer.WriteString("code", package);
        writer.WriteString("name", package.Replace('_', ' '));
        writer.WriteBoolean("domestic", value: true);
        writer.WriteBoolean("international", value: true);
    });

    /// <summary>POST /carriers/addfunds would charge a card: it is refused, whatever was sent.</summary>
    public static Response AddFunds(ApiCall call)
    {
        call.Account.Money.Violate(ViolationKind.AddFunds, order: null, refused: true);
        return Refusals.Message(403, "Adding funds is not allowed: it would charge a card.");
    }

    private static CarrierData? Asked(ApiCall call) => AccountData.Carrier(call.Query.Text("carrierCode"));

    private static Response Unknown() => Refusals.BadRequest("Invalid carrierCode");

    private static void WriteCarrier(ApiCall call, Utf8JsonWriter writer, CarrierData carrier)
    {
        writer.WriteString("name", carrier.Name);
        writer.WriteString("code", carrier.Code);
        writer.WriteNull("accountNumber");
        writer.WriteBoolean("requiresFundedAccount", carrier.RequiresFundedAccount);
        writer.WriteNumber("balance", PartsJson.Fraction(call.Account.Money.Balance(carrier)));
        writer.WriteString("nickname", carrier.Nickname);
        writer.WriteNumber("shippingProviderId", carrier.ProviderId);
        writer.WriteBoolean("primary", carrier.Primary);
    }
}
