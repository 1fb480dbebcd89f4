using System.Globalization;
using Connector.Core.Model.Labels;

namespace Connector.Tests.Journeys.Labels;

/// <summary>By which way labels are bought, and under which rules; everything follows from the seed.</summary>
internal sealed record LabelSeason(int Seed, LabelApi Route, string Mode, bool OnSqlite,
    decimal DayMoney, int? DayLabels, decimal? HourMoney, int? HourLabels, decimal MaxPrice, string WhenAbsent, string Voids)
{
    /// <summary>What is drawn from.</summary>
    private static readonly LabelApi[] s_routes = [LabelApi.V1];

    public static LabelSeason Draw(int seed)
    {
        var random = new Random(seed);
        return new LabelSeason(
            seed, Pick(random, s_routes), Pick(random, "Buy", "Buy", "Propose"), random.Next(5) == 0, Pick(random, 20m, 35.5m, 60m, 500m), Pick<int?>(random, null, 3, 6),
            Pick<decimal?>(random, null, 17.25m, 30m),
            Pick<int?>(random, null, null, 2), Pick(random, 50m, 50m, 6.5m), Pick(random, "Propose", "Buy", "Off"), Pick(random, "Automatic", "Propose"));
    }

    public (string Key, string? Value)[] Settings()
    {
        var all = new List<(string, string?)>
        {
            ("Labels:Route", Route.ToString()), ("Labels:Guards:MaxPrice", Text(MaxPrice)), ("Labels:UnknownPurchases:WhenAbsent", WhenAbsent), ("Labels:Voids:Mode", Voids),
            ("Labels:Guards:Caps:0:Money", Text(DayMoney)), ("Labels:Guards:Caps:0:Labels", DayLabels?.ToString(CultureInfo.InvariantCulture))
        };
        if (HourMoney is not null || HourLabels is not null)
            all.AddRange(
            [
                ("Labels:Guards:Caps:1:Per", "Hour"), ("Labels:Guards:Caps:1:Money", HourMoney is { } money ? Text(money) : null),
                ("Labels:Guards:Caps:1:Labels", HourLabels?.ToString(CultureInfo.InvariantCulture))
            ]);
        return [.. all];
    }

    private static T Pick<T>(Random random, params T[] of) => of[random.Next(of.Length)];

    private static string Text(decimal amount) => amount.ToString("0.00", CultureInfo.InvariantCulture);
}
