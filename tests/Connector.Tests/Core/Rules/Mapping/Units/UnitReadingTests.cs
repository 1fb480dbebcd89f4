using Connector.Core.Model.Shipping;
using Connector.Core.Rules.Mapping.Units;
using Xunit;

namespace Connector.Tests.Core.Rules.Mapping.Units;

public sealed class UnitReadingTests
{
    [Theory]
    [InlineData("410", "g", 410, WeightUnit.Grams)]
    [InlineData("1.2", "kg", 1200, WeightUnit.Grams)]
    [InlineData("12", "oz", 12, WeightUnit.Ounces)]
    [InlineData("2.5", "lb", 2.5, WeightUnit.Pounds)]
    [InlineData("\"1.2 kg\"", "g", 1200, WeightUnit.Grams)]
    [InlineData("\"1,2kg\"", null, 1200, WeightUnit.Grams)]
    [InlineData("\"8 lbs\"", "stated", 8, WeightUnit.Pounds)]
    [InlineData("\"300\"", "g", 300, WeightUnit.Grams)]
    [InlineData("""{ "value": 1.5, "unit": "kg" }""", "stated", 1500, WeightUnit.Grams)]
    [InlineData("""{ "value": "16", "unit": { "key": "oz", "label": "Ounces" } }""", "stated", 16, WeightUnit.Ounces)]
    [InlineData("""[ { "name": "value", "value": 2 }, { "name": "unit", "value": "lb" } ]""", "stated", 2, WeightUnit.Pounds)]
    [InlineData("5e-1", "kg", 500, WeightUnit.Grams)]
    [InlineData("\"16 oz.\"", "stated", 16, WeightUnit.Ounces)]
    [InlineData("\"2 Lbs.\"", "stated", 2, WeightUnit.Pounds)]
    [InlineData("\"1 lb 4 oz\"", "stated", 20, WeightUnit.Ounces)]
    [InlineData("\"1 lb. 4.5 oz.\"", "g", 20.5, WeightUnit.Ounces)]
    [InlineData("\"2 pounds and 3 ounces\"", "g", 35, WeightUnit.Ounces)]
    [InlineData("\"1kg, 250 g\"", "stated", 1250, WeightUnit.Grams)]
    [InlineData("\"250 gr.\"", "stated", 250, WeightUnit.Grams)]
    [InlineData("""{ "key": "w16", "label": "16 oz." }""", "stated", 16, WeightUnit.Ounces)]
    [InlineData("""{ "key": "w16", "label": { "de": "0,5 kg" } }""", "stated", 500, WeightUnit.Grams)]
    [InlineData("""{ "key": "1.5 kg", "label": "heavy" }""", "stated", 1500, WeightUnit.Grams)]
    public void Weights_are_read_with_their_unit(string json, string? unit, double expected, WeightUnit expectedUnit)
    {
        Assert.True(WeightReader.TryRead(Sample.Json(json), unit, out var weight));
        Assert.Equal(new Weight((decimal)expected, expectedUnit), weight);
    }

    [Theory]
    [InlineData("410", null)]
    [InlineData("410", "stated")]
    [InlineData("\"4 oz 1 lb\"", "g")]
    [InlineData("\"1 lb 4 g\"", "g")]
    [InlineData("\"12 fl oz\"", "g")]
    [InlineData("\"1 lb 4\"", "g")]
    [InlineData("""{ "key": "large", "label": "Large" }""", "g")]
    [InlineData("\"1,200\"", "g")]
    [InlineData("\"1.2 stone\"", "g")]
    [InlineData("\"heavy\"", "g")]
    [InlineData("true", "g")]
    [InlineData("null", "g")]
    [InlineData("[]", "g")]
    [InlineData("{}", "g")]
    [InlineData("1e400", "g")]
    [InlineData("\"\\ud800\"", "g")]
    [InlineData("""{ "value": { "value": { "value": 1 } } }""", "g")]
    public void What_is_no_weight_is_not_guessed_at(string json, string? unit) => Assert.False(WeightReader.TryRead(Sample.Json(json), unit, out _));

    [Theory]
    [InlineData("120", "mm", 12, LengthUnit.Centimeters)]
    [InlineData("12", "cm", 12, LengthUnit.Centimeters)]
    [InlineData("0.5", "m", 50, LengthUnit.Centimeters)]
    [InlineData("6", "in", 6, LengthUnit.Inches)]
    [InlineData("\"30 cm\"", "in", 30, LengthUnit.Centimeters)]
    public void Lengths_are_read_with_their_unit(string json, string unit, double expected, LengthUnit expectedUnit)
    {
        Assert.True(LengthReader.TryRead(Sample.Json(json), unit, out var number, out var read));
        Assert.Equal(((decimal)expected, expectedUnit), (number, read));
    }
}
