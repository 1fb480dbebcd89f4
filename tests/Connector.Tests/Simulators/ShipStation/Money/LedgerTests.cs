using System.Text.Json.Nodes;
using Connector.Tests.Simulators.ShipStation.Labels;
using Xunit;

namespace Connector.Tests.Simulators.ShipStation.Money;

/// <summary>Money in is money out: every amount has a row, and the rows of a wallet are its balance.</summary>
public sealed class LedgerTests
{
    private const int Day = 86400;

    [Fact]
    public async Task The_rows_of_a_wallet_are_its_balance_through_everything()
    {
        await using var account = await LabelledAccount.StartAsync();
        var labels = new List<long>();
        for (var i = 0; i < 6; i++) labels.Add((long)LabelledAccount.Ok(await account.BuyV1Async(await account.OrderAsync($"L-{i}"))).Json["shipmentId"]!);
        var cost = Purchases(await account.LedgerAsync()).Values.Sum();
        await account.Account.ControlAsync("/funds", """{ "carrier": "stamps_com", "amount": 40.5 }""");
        await account.Account.ControlAsync("/scan", $$"""{ "shipmentId": {{labels[0]}}, "adjustment": 3.21 }""");
        await account.Account.ControlAsync("/scan", $$"""{ "shipmentId": {{labels[1]}}, "adjustment": -0.4 }""");
        await account.Account.PostAsync("/shipments/voidlabel", $$"""{ "shipmentId": {{labels[2]}} }""");
        Assert.Equal(250m + 40.5m - cost, await account.BalanceAsync());
        Consistent(await account.LedgerAsync());

        // The adjustments after three days, the refund after fourteen, Refund Assist after twenty-one.
        account.Account.Advance(3 * Day);
        Assert.Equal(250m + 40.5m - cost - 3.21m + 0.4m, await account.BalanceAsync());
        account.Account.Advance(11 * Day);
        var refund = Purchases(await account.LedgerAsync())[labels[2]];
        Assert.Equal(250m + 40.5m - cost - 2.81m + refund, await account.BalanceAsync());
        account.Account.Advance(7 * Day);
        var assisted = labels[3..].Sum(id => decimal.Round(Purchases(account.LedgerAsync().GetAwaiter().GetResult())[id] * 0.7m, 2));
        Assert.Equal(250m + 40.5m - cost - 2.81m + refund + assisted, await account.BalanceAsync());
        Consistent(await account.LedgerAsync());
        Assert.Equal("refund_assist", (string?)(await account.GetV2Async($"/v2/labels/se-{labels[4]}")).Json["void_type"]);
    }

    [Fact]
    public async Task A_balance_is_the_same_in_both_apis_and_in_the_ledger()
    {
        await using var account = await LabelledAccount.StartAsync();
        LabelledAccount.Ok(await account.BuyV1Async(await account.OrderAsync("L-1")));
        var balance = await account.BalanceAsync();
        Assert.Equal(balance, (decimal)(await account.Account.GetAsync("/carriers/getcarrier?carrierCode=stamps_com")).Json["balance"]!);
        Assert.Equal(balance, (decimal)(await account.GetV2Async($"/v2/carriers/{LabelledAccount.Stamps}")).Json["balance"]!);
    }

    [Theory]
    [InlineData(LabelledAccount.Stamps, "usps_ground_advantage", 14)]
    [InlineData(LabelledAccount.Ups, "ups_ground", 0)]
    public async Task A_refund_takes_the_days_of_its_carrier(string carrier, string service, int days)
    {
        await using var account = await LabelledAccount.StartAsync();
        var id = await account.OrderAsync("L-1");
        var label = (string)LabelledAccount.Ok(await account.PostV2Async($"/v2/labels/rates/{await account.RateIdAsync(id, service, carrier)}")).Json["label_id"]!;
        await account.V2Async(HttpMethod.Put, $"/v2/labels/{label}/void");
        for (var day = 0; day < days; day++)
        {
            Assert.Equal("pending", await StatusAsync());
            account.Account.Advance(Day);
        }
        Assert.Equal("approved", await StatusAsync());
        Assert.Equal(250m, await account.BalanceAsync(carrier == LabelledAccount.Ups ? "ups_walleted" : "stamps_com"));

        async Task<string?> StatusAsync() => (string?)(await account.GetV2Async($"/v2/labels/{label}")).Json["refund_details"]!["refund_status"];
    }

    [Fact]
    public async Task An_account_of_ones_own_is_invoiced_and_a_void_ends_the_invoice()
    {
        await using var account = await LabelledAccount.StartAsync();
        var id = await account.OrderAsync("L-1");
        var label = LabelledAccount.Ok(await account.PostV2Async($"/v2/labels/rates/{await account.RateIdAsync(id, "fedex_ground", LabelledAccount.FedEx)}")).Json;
        var invoice = Assert.Single((await account.LedgerAsync())["entries"]!.AsArray(), static row => (string?)row!["kind"] == "invoice")!;
        Assert.Equal((-(decimal)label["shipment_cost"]!["amount"]!, false), ((decimal)invoice["amount"]!, (bool)invoice["wallet"]!));
        await account.V2Async(HttpMethod.Put, $"/v2/labels/{label["label_id"]}/void");
        Assert.Equal(0m, (await account.LedgerAsync())["entries"]!.AsArray().Where(static row => !(bool)row!["wallet"]!).Sum(static row => (decimal)row!["amount"]!));
    }

    [Fact]
    public async Task A_return_that_is_paid_on_acceptance_costs_nothing_before_its_first_scan()
    {
        await using var account = await LabelledAccount.StartAsync();
        var id = await account.OrderAsync("L-1");
        var outbound = (string)LabelledAccount.Ok(await account.BuyV2Async(id)).Json["label_id"]!;
        var before = await account.BalanceAsync();
        var back = LabelledAccount.Ok(await account.PostV2Async($"/v2/labels/{outbound}/return", """{ "charge_event": "on_carrier_acceptance" }""")).Json;
        Assert.Equal(before, await account.BalanceAsync());
        for (var scan = 0; scan < 2; scan++) await account.Account.ControlAsync("/scan", $$"""{ "shipmentId": {{((string)back["label_id"]!)[3..]}} }""");
        Assert.Equal(before - (decimal)back["shipment_cost"]!["amount"]!, await account.BalanceAsync());
        await account.PostV2Async($"/v2/labels/{outbound}/return");
        Assert.True(await account.BalanceAsync() < before - (decimal)back["shipment_cost"]!["amount"]!);
    }

    [Fact]
    public async Task A_wallet_that_is_low_is_filled_some_minutes_later()
    {
        await using var account = await LabelledAccount.StartAsync();
        await account.SwitchAsync("""{ "autoFundBelow": 50, "autoFundAmount": 200 }""");
        await account.Account.ControlAsync("/funds", """{ "carrier": "stamps_com", "balance": 1 }""");
        var id = await account.OrderAsync("L-1");
        Assert.Contains("Insufficient funds", (await account.BuyV1Async(id)).Body, StringComparison.Ordinal);
        Assert.Contains("Insufficient funds", (await account.BuyV1Async(id)).Body, StringComparison.Ordinal);
        account.Account.Advance(15 * 60 - 1);
        Assert.Equal(1m, await account.BalanceAsync());
        account.Account.Advance(1);
        Assert.Equal(201m, await account.BalanceAsync());
        LabelledAccount.Ok(await account.BuyV1Async(id));
        Consistent(await account.LedgerAsync());
    }

    [Fact]
    public async Task Insurance_is_part_of_what_is_taken()
    {
        await using var account = await LabelledAccount.StartAsync();
        var label = LabelledAccount.Ok(await account.BuyV1Async(await account.OrderAsync("L-1"),
            static body => body["insuranceOptions"] = JsonNode.Parse("""{ "provider": "carrier", "insureShipment": true, "insuredValue": 300 }"""))).Json;
        Assert.Equal(3.00m, (decimal)label["insuranceCost"]!);
        Assert.Equal(250m - (decimal)label["shipmentCost"]! - 3.00m, await account.BalanceAsync());
    }

    /// <summary>What was taken for each label.</summary>
    private static Dictionary<long, decimal> Purchases(JsonNode ledger) => ledger["entries"]!.AsArray().Where(static row => (string?)row!["kind"] == "purchase")
        .ToDictionary(static row => (long)row!["shipmentId"]!, static row => -(decimal)row!["amount"]!);

    private static void Consistent(JsonNode ledger)
    {
        foreach (var wallet in ledger["balances"]!.AsArray())
        {
            var rows = ledger["entries"]!.AsArray().Where(row => (bool)row!["wallet"]! && (long)row["carrierId"]! == (long)wallet!["carrierId"]!);
            Assert.Equal((decimal)wallet!["balance"]!, rows.Sum(static row => (decimal)row!["amount"]!));
        }
    }
}
