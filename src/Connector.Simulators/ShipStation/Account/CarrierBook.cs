namespace Connector.Simulators.ShipStation.Account;

/// <summary>The carrier accounts that are connected: those of <see cref="AccountData"/>, and a second account of one of them where the switch for it is on.</summary>
internal sealed class CarrierBook(ShipStationAccount account)
{
    private static readonly CarrierData s_second = AccountData.Carrier("stamps_com")! with { ProviderId = 601105, Primary = false, Balance = 100m, Nickname = "Second account" };

    public IEnumerable<CarrierData> All => account.Switches.SecondAccount ? AccountData.Carriers.Append(s_second) : AccountData.Carriers;

    public static CarrierData? ById(long carrierId) => carrierId == s_second.ProviderId ? s_second : AccountData.Carriers.FirstOrDefault(carrier => carrier.ProviderId == carrierId);

    /// <summary>Only what is connected now.</summary>
    public CarrierData? Connected(long carrierId) => All.FirstOrDefault(carrier => carrier.ProviderId == carrierId);

    public bool IsDown(CarrierData carrier) => account.Switches.CarriersDown.Contains(carrier.Code);
}
