using Connector.Core.Model.Labels;
using Connector.Core.Model.Messages;
using Connector.Core.Rules.Labels;
using Xunit;

namespace Connector.Tests.Journeys.Labels;

/// <summary>What carriers, rules and ShipStation get wrong: the right end each, told, and never a second purchase.</summary>
public sealed class When_the_input_is_bad
{
    private const string Buys = LabelWorld.Buys;
    private const string NoPdf = """{\"shipmentCost\":7.11,\"insuranceCost\":0,\"trackingNumber\":\"9400\",\"labelData\":\"aGVsbG8=\"}""";

    [Theory]
    [InlineData("the service is not offered for the lane", LabelState.Waiting, LabelCodes.NoRate, 0, 0)]
    [InlineData("no weight", LabelState.Waiting, LabelCodes.WeightMissing, 0, 0)]
    [InlineData("no dimensions", LabelState.Waiting, LabelCodes.DimensionsMissing, 0, 0)]
    [InlineData("no funds in the wallet", LabelState.Waiting, LabelCodes.LowBalance, 0, 0)]
    [InlineData("above the cap for a label", LabelState.Refused, LabelCodes.LabelCap, 0, 1)]
    [InlineData("a document of 20 MB", LabelState.Bought, null, 1, 0)]
    [InlineData("a document that is no PDF", LabelState.Bought, null, 1, 0)]
    [InlineData("500 after buying", LabelState.Bought, null, 1, 0)]
    [InlineData("504 after buying", LabelState.Bought, null, 1, 0)]
    [InlineData("half a response", LabelState.Bought, null, 1, 0)]
    [InlineData("an empty response", LabelState.Bought, null, 1, 0)]
    [InlineData("the carrier is down", LabelState.Bought, null, 1, 0)]
    public async Task It_ends_as_it_must(string what, LabelState state, string? code, int purchases, int errors)
    {
        await using var it = await LabelWorld.StartAsync(more: Settings(what));
        if (Fault(what) is { } fault) await it.FaultAsync(fault);
        if (what == "no funds in the wallet") await it.ControlAsync("/funds", """{ "carrier": "stamps_com", "balance": 1 }""");

        await it.PlaceAsync("US-1");
        await it.LaterAsync(TimeSpan.FromMinutes(1));
        await it.LaterAsync(TimeSpan.FromMinutes(20));

        var label = await it.LabelAsync("US-1");
        Assert.Equal((state, code), (label.State, label.Code));
        Assert.Equal(purchases, (await it.SpentAsync()).Labels);
        Assert.Equal((await it.PaidAsync()).Sum(), (await it.SpentAsync()).Money);
        Assert.Equal(errors, (await it.World.ErrorsAsync()).Count);
        Assert.All(await it.World.ErrorsAsync(), error => Assert.Equal(ErrorCodes.LabelRefused, error.Info.Code));
        if (state != LabelState.Bought) Assert.False(string.IsNullOrWhiteSpace(label.Reason));
        await it.IsCleanAsync(purchases);
    }

    private static (string, string?)[] Settings(string what) => what switch
    {
        "the service is not offered for the lane" => [("Services:Rules:0:Service", "usps_first_class_mail_international")],
        "no weight" => [("Mapping:Package:Weight:Constant", null), ("Mapping:Package:Weight:Unit", null)],
        "no dimensions" =>
        [
            ("Mapping:Package:Length:Constant", null), ("Mapping:Package:Length:Unit", null), ("Mapping:Package:Width:Constant", null), ("Mapping:Package:Width:Unit", null),
            ("Mapping:Package:Height:Constant", null), ("Mapping:Package:Height:Unit", null)
        ],
        "above the cap for a label" => [("Labels:Guards:MaxPrice", "1")],
        _ => []
    };

    private static string? Fault(string what) => what switch
    {
        "a document of 20 MB" => $$"""{ "route": "{{Buys}}", "apply": "after", "padTo": 20971520 }""",
        "a document that is no PDF" => $$"""{ "route": "{{Buys}}", "apply": "after", "status": 200, "body": "{{NoPdf}}" }""",
        "500 after buying" => $$"""{ "route": "{{Buys}}", "apply": "after", "status": 500 }""",
        "504 after buying" => $$"""{ "route": "{{Buys}}", "apply": "after", "status": 504 }""",
        "half a response" => $$"""{ "route": "{{Buys}}", "apply": "after", "truncateAt": 200 }""",
        "an empty response" => $$"""{ "route": "{{Buys}}", "apply": "after", "status": 200, "body": "" }""",
        "the carrier is down" => $$"""{ "route": "{{Buys}}", "status": 429, "retryAfterSeconds": 5 }""",
        _ => null
    };
}
