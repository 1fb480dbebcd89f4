using System.Globalization;
using Connector.Core.Engine.Watch;
using Connector.Core.Model.Orders;
using Connector.Core.Ports;
using Connector.Operations.Api;
using Connector.Operations.Page.Parts;
using Microsoft.Extensions.Options;

namespace Connector.Operations.Page.Views;

/// <summary>The first view: numbers that lead to lists, what needs attention, the newest orders, charts of two weeks.</summary>
internal sealed class OverviewPage(
    IOrderIndex index, OrderStatistics statistics, ErrorReview review, IErrorCases cases, OrdersApi orders, IOptions<OperationsOptions> options, IOptions<PromiseOptions> promises) : IPageView
{
    private const int MostGroups = 5;
    private const int MostOrders = 10;
    private const int ClosedPage = 500;
    private const int MostClosed = 5000;

    public string Path => "";

    public async Task<PageContent> ReadAsync(PageRequest request, CancellationToken cancellationToken)
    {
        var now = request.Clock.Now;
        var counts = await index.CountAsync(now, now.AddMinutes(promises.Value.SoonMinutes), cancellationToken);
        var days = await statistics.ReadAsync(cancellationToken);
        var groups = await review.GroupAsync(ErrorTab.Open, new ErrorFilter(), cancellationToken);
        var failed = await FailedAsync(groups, days, cancellationToken);
        return PageContent.Create<OverviewView>("Overview", "overview", new OverviewModel(
            OverviewModel.TilesFrom(groups.Total, counts, days, failed), [.. groups.Groups.Take(MostGroups).Select(group => ErrorGroupView.From(group, options.Value))], groups.Groups.Count,
            await orders.NewestAsync(MostOrders, cancellationToken), [.. days.Select(static d => d.Date.ToString("d MMM", CultureInfo.InvariantCulture))], OverviewModel.ChartsFrom(days, failed)));
    }

    /// <summary>Errors by the day on which they failed first: those that are open, and those that were closed since.</summary>
    private async Task<IReadOnlyList<long>> FailedAsync(ErrorGroupList groups, IReadOnlyList<OrderDay> days, CancellationToken cancellationToken)
    {
        var counts = new Dictionary<DateOnly, long>();
        foreach (var (day, count) in groups.Days) counts[day] = count;
        string? after = null;
        for (var seen = 0; seen < MostClosed; seen += ClosedPage)
        {
            var page = await cases.ListClosedAsync(after, ClosedPage, cancellationToken);
            foreach (var closed in page.Cases)
            {
                var day = DateOnly.FromDateTime(closed.FirstFailedAt.UtcDateTime);
                counts[day] = counts.GetValueOrDefault(day) + 1;
            }
            after = page.Next;
            // Closed last first: what was closed before the first day failed before it as well.
            if (after is null || page.Cases is [.., { ClosedAt: { } at }] && DateOnly.FromDateTime(at.UtcDateTime) < days[0].Date) break;
        }
        return [.. days.Select(day => counts.GetValueOrDefault(day.Date))];
    }
}

/// <param name="GroupCount">All groups, also those that are not among <paramref name="Groups"/>.</param>
/// <param name="Days">Names of the days of the charts.</param>
internal sealed record OverviewModel(
    IReadOnlyList<Tile> Tiles, IReadOnlyList<ErrorGroupView> Groups, int GroupCount, IReadOnlyList<OrderView> Orders, IReadOnlyList<string> Days, IReadOnlyList<OverviewChart> Charts)
{
    public static IReadOnlyList<Tile> TilesFrom(int attention, OrderIndexCounts counts, IReadOnlyList<OrderDay> days, IReadOnlyList<long> failed)
    {
        var today = days[^1];
        var (waiting, held) = (Open(OrderProgress.Waiting), Open(OrderProgress.OnHold));
        var (sending, inside, partly) = (Open(OrderProgress.Sending), Open(OrderProgress.InShipStation), Open(OrderProgress.PartlyShipped));
        return
        [
            new("Needs attention", attention, PageAddress.Create("attention"), attention == 0 ? "nothing to do" : "errors, grouped by cause", "First failures", failed, attention == 0 ? "good" : "bad"),
            new("Late", counts.Breached, PageAddress.Create("orders", ("promise", "breached")), counts.Soon == 0 ? "a promise is broken" : $"{Words.Count(counts.Soon)} more soon", "Missed ship-by days",
                [.. days.Select(static d => d.Missed)], counts.Breached == 0 ? "good" : "bad"),
            new("Waiting", waiting + held, PageAddress.Create("orders", ("status", "waiting,onHold")), $"{Words.Count(waiting)} not sent yet, {Words.Count(held)} on hold", "Orders placed",
                [.. days.Select(static d => d.Placed)], "plain"),
            new("In ShipStation", inside + partly, PageAddress.Create("orders", ("status", "inShipStation,partlyShipped")), sending == 0 ? $"{Words.Count(partly)} partly shipped" : $"{Words.Count(sending)} being sent", "Orders sent",
                [.. days.Select(static d => d.Sent)], "plain"),
            new("Labelled today", today.Labelled, PageAddress.Create("orders", ("status", "partlyShipped,shipped,delivered")), today.DueToLabel is { } time ? $"half of them within {PageClock.Length(time < TimeSpan.FromMinutes(1) ? TimeSpan.FromMinutes(1) : time)}" : "no label yet",
                "Orders labelled", [.. days.Select(static d => d.Labelled)], "plain")
        ];

        long Open(OrderProgress progress) => counts.Open.GetValueOrDefault(progress);
    }

    public static IReadOnlyList<OverviewChart> ChartsFrom(IReadOnlyList<OrderDay> days, IReadOnlyList<long> failed) =>
    [
        new("Orders per day", [new DaySeries("placed", [.. days.Select(static d => d.Placed)]), new DaySeries("sent", [.. days.Select(static d => d.Sent)]), new DaySeries("labelled", [.. days.Select(static d => d.Labelled)])], false),
        new("From due (paid) to label, middle value", [new DaySeries("time", [.. days.Select(static d => (long)(d.DueToLabel?.TotalMinutes ?? 0))])], true),
        new("Errors per day, by first failure", [new DaySeries("errors", failed)], false)
    ];
}

/// <param name="Href">The list that the number counts.</param>
/// <param name="SparkName">What the small bars count.</param>
internal sealed record Tile(string Name, long Count, string Href, string Detail, string SparkName, IReadOnlyList<long> Spark, string Tone);

internal sealed record OverviewChart(string Title, IReadOnlyList<DaySeries> Series, bool IsTime);
