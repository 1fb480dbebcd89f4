using Connector.Core.Engine.Watch;
using Connector.Core.Model.Labels;
using Connector.TestSupport;
using Connector.TestSupport.InMemory;
using Connector.Operations.Api;
using Xunit;

namespace Connector.Tests.Core.Engine.Watch;

public sealed class LabelReportTests
{
    private static readonly DateTimeOffset s_now = new ManualTimeProvider().GetUtcNow();

    [Fact]
    public void Quote_charge_purchase_refund_and_adjustment_are_kept_apart_and_summed_by_currency()
    {
        var bought = LabelRowSample.Bought(s_now);
        LabelRow[] rows =
        [
            bought,
            bought with { Id = "b/1", State = LabelState.Voided, Void = new LabelVoid(s_now, s_now, 6m, null) },
            bought with { Id = "c/1", Purchase = bought.Purchase! with { Adjusted = 1.25m } },
            bought with { Id = "d/1", Purchase = bought.Purchase! with { Currency = "CAD" } },
            bought with { Id = "e/1", State = LabelState.Voiding, Void = new LabelVoid(s_now, null, 6m, null) },
            bought with { Id = "f/1", State = LabelState.Unknown, Purchase = null },
            bought with { Id = "g/1", State = LabelState.Proposed, Purchase = null },
            bought with { Id = "h/1", Purchase = bought.Purchase! with { BoughtAt = s_now.AddDays(2) } }
        ];

        var report = LabelReport.From(rows, s_now.AddDays(-1), s_now.AddDays(1));

        Assert.Equal(["a/1", "b/1", "c/1", "d/1", "e/1", "f/1"], report.Lines.Select(l => l.Id));
        Assert.Equal([new LabelReportTotal("CAD", 1, 5m, 5.95m, 6m, 0m, 0m), new LabelReportTotal("USD", 5, 25m, 29.75m, 24m, 6m, 1.25m)], report.Totals);
        Assert.Null(report.Lines.Single(static l => l.Id == "f/1").Bought);
    }

    [Fact]
    public async Task A_label_that_waited_long_is_in_the_report_of_the_day_of_its_purchase()
    {
        var store = new InMemoryLabelStore();
        await store.WriteAsync([LabelRowSample.Bought(s_now) with { CreatedAt = s_now.AddDays(-200) }], default);

        Assert.Single((await new LabelReports(store).CreateAsync(s_now.AddHours(-1), s_now.AddHours(1), default)).Lines);
        Assert.Empty((await new LabelReports(store).CreateAsync(s_now.AddDays(-201), s_now.AddDays(-199), default)).Lines);
    }

    [Fact]
    public void As_csv_no_cell_can_end_its_line_or_become_a_formula()
    {
        var report = LabelReport.From([LabelRowSample.Bought(s_now) with { OrderNumber = "=1+1", Location = "a,\"b\"" }], s_now, s_now.AddDays(1));

        var lines = LabelCsv.Write(report).Split("\r\n");

        Assert.StartsWith("'=1+1,a/1,default,\"a,\"\"b\"\"\",Bought,", lines[1], StringComparison.Ordinal);
        Assert.EndsWith(",USD,5.00,5.95,6.00,,", lines[1], StringComparison.Ordinal);
        Assert.Equal("Total,1,,,,,,,,USD,5.00,5.95,6.00,0.00,0.00", lines[2]);
    }
}
