using System.Globalization;

namespace Connector.Tests.Journeys.Labels;

/// <summary>By which way labels are bought, and under which rules; everything follows from the seed.</summary>
internal sealed record LabelSeason(int Seed, LabelWay Way, bool Shops, string Mode, bool OnSqlite,
    decimal DayMoney, int? DayLabels, decimal? HourMoney, int? HourLabels, decimal MaxPrice, string WhenAbsent, string Voids)
{
    public bool IsV2 => Way is LabelWay.V2 or LabelWay.V2Batches;

    public bool HasV2Key => Way != LabelWay.V1;

    /// <summary>A batch needs ten that are due together, and some of them are taken out of it by people.</summary>
    public int Orders => Way == LabelWay.V2Batches ? 16 : 10;

    public static LabelSeason Draw(int seed)
    {
        var random = new Random(seed);
        var way = Pick(random, Enum.GetValues<LabelWay>());
        var season = new LabelSeason(
            seed, way, random.Next(3) == 0, Pick(random, "Buy", "Buy", "Propose"), random.Next(5) == 0, Pick(random, 20m, 35.5m, 60m, 500m), Pick<int?>(random, null, 3, 6),
            Pick<decimal?>(random, null, 17.25m, 30m),
            Pick<int?>(random, null, null, 2), Pick(random, 50m, 50m, 6.5m), Pick(random, "Propose", "Buy", "Off"), Pick(random, "Automatic", "Propose"));
        // Caps that let a few labels through leave nothing to buy together.
        return way == LabelWay.V2Batches ? season with { DayMoney = Pick(random, 90m, 500m), DayLabels = Pick<int?>(random, null, 13), HourMoney = null, HourLabels = null, MaxPrice = 50m } : season;
    }

    public (string Key, string? Value)[] Settings()
    {
        var all = new List<(string, string?)>
        {
            ("Labels:Route", IsV2 ? "V2" : "V1"), ("Labels:Guards:MaxPrice", Text(MaxPrice)), ("Labels:UnknownPurchases:WhenAbsent", WhenAbsent), ("Labels:Voids:Mode", Voids),
            ("Labels:Guards:Caps:0:Money", Text(DayMoney)), ("Labels:Guards:Caps:0:Labels", DayLabels?.ToString(CultureInfo.InvariantCulture))
        };
        if (HourMoney is not null || HourLabels is not null)
            all.AddRange(
            [
                ("Labels:Guards:Caps:1:Per", "Hour"), ("Labels:Guards:Caps:1:Money", HourMoney is { } money ? Text(money) : null),
                ("Labels:Guards:Caps:1:Labels", HourLabels?.ToString(CultureInfo.InvariantCulture))
            ]);
        // So many are due together.
        if (Way == LabelWay.V2Batches) all.AddRange([("Labels:Times:When", "AtCutOffs"), ("Labels:Times:CutOffs:0", "*/20 * * * *")]);
        if (Shops)
            all.AddRange(
            [
                ("Labels:Services:By", "Cheapest"), ("Labels:Services:Allowed:0:Carrier", "stamps_com"), ("Labels:Services:Allowed:0:Service", "usps_ground_advantage"),
                ("Labels:Services:Allowed:1:Carrier", "ups_walleted"), ("Labels:Services:Allowed:1:Service", "ups_ground")
            ]);
        return [.. all];
    }

    private static T Pick<T>(Random random, params T[] of) => of[random.Next(of.Length)];

    private static string Text(decimal amount) => amount.ToString("0.00", CultureInfo.InvariantCulture);
}

/// <summary>By which calls labels are quoted and bought.</summary>
internal enum LabelWay { V1, V1WithV2Quotes, V2, V2Batches }
