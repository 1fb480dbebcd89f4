using System.Globalization;
using System.Text.Json;
using Connector.Core.Rules.Labels;
using Connector.Core.Rules.Labels.Times;
using Connector.TestSupport;
using Xunit;

namespace Connector.Tests.Core.Rules.Labels.Times;

public sealed class PromisedDayTests
{
    /// <summary>Value of the field, days of the rule, and the promise; the ship date is 2026-03-04.</summary>
    [Theory]
    [InlineData("2026-03-09", null, "2026-03-09")]
    [InlineData("2026-03-09", 2, "2026-03-09")]
    [InlineData("2026-03-10T02:00:00Z", null, "2026-03-09")]
    [InlineData("soon", 2, "2026-03-06")]
    [InlineData("soon", null, "")]
    [InlineData(null, 5, "2026-03-09")]
    [InlineData(null, null, "")]
    public void The_field_counts_then_the_days(string? field, int? days, string expected)
    {
        var rules = new ServiceSelectionRules { PromiseField = "promisedOn", PromiseDays = days };
        var fields = new Dictionary<string, JsonElement>();
        if (field is not null) fields["promisedOn"] = JsonSerializer.SerializeToElement(field);
        var day = PromisedDay.Compute(rules, An.Order(o => o with { CustomFields = fields }), new LabelCalendar(new LabelTimes { TimeZone = "America/New_York" }), LabelSample.Now);
        Assert.Equal(expected, day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "");
    }
}
