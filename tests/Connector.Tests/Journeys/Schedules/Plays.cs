namespace Connector.Tests.Journeys.Schedules;

/// <summary>The plays by their names.</summary>
internal static class Plays
{
    private static readonly TimeSpan s_minutes = TimeSpan.FromMinutes(7);

    /// <summary>All writes of an order one after the other: a schedule is the order of steps, and nothing else.</summary>
    private static readonly Dictionary<string, string?> s_settings = new()
    {
        ["Connector:ParallelWrites"] = "1", ["Writeback:ShipmentState"] = "true"
    };

    private static readonly Lazy<EnginePlant> s_plain = new(static () => new EnginePlant(s_settings));
    /// <summary>No mark on the shop order shows that it was changed meanwhile.</summary>
    private static readonly Lazy<EnginePlant> s_unmarked = new(static () => new EnginePlant(new Dictionary<string, string?>(s_settings) { ["Connector:SyncInfo"] = "false" }));
    private static readonly Lazy<EnginePlant> s_v1 = new(static () => new EnginePlant(WithLabels("V1")));
    private static readonly Lazy<EnginePlant> s_v2 = new(static () => new EnginePlant(WithLabels("V2")));

    public static IReadOnlyDictionary<string, Func<bool, Play>> All { get; } = new Dictionary<string, Func<bool, Play>>(StringComparer.Ordinal)
    {
        ["new"] = static told => new PushPlay(s_plain.Value, told, isSent: false, isCancelled: false),
        ["new-unmarked"] = static told => New(told),
        ["changed"] = static told => new PushPlay(s_plain.Value, told, isSent: true, isCancelled: false),
        ["changed-unmarked"] = static told => new PushPlay(s_unmarked.Value, told, isSent: true, isCancelled: false) { IsMarked = false },
        ["cancelled"] = static told => new PushPlay(s_plain.Value, told, isSent: true, isCancelled: true),
        ["back"] = static told => Back(told),
        ["back-signed"] = static told => new WayBackPlay(s_plain.Value, told, isSigned: true),
        ["label-v1"] = static told => Label(told),
        ["label-v2"] = static told => new LabelPlay(s_v2.Value, told, hasV2: true, TimeSpan.Zero),
        ["label-late"] = static told => new LabelPlay(s_v1.Value, told, hasV2: false, s_minutes)
    };

    public static Play New(bool told, Func<object, object>? broken = null) => new PushPlay(s_unmarked.Value, told, isSent: false, isCancelled: false, broken) { IsMarked = false };

    public static Play Back(bool told, Func<object, object>? broken = null) => new WayBackPlay(s_plain.Value, told, isSigned: false, broken);

    public static Play Label(bool told, Func<object, object>? broken = null) => new LabelPlay(s_v1.Value, told, hasV2: false, TimeSpan.Zero, broken);

    private static Dictionary<string, string?> WithLabels(string route) => new(s_settings)
    {
        ["Services:Rules:0:Methods:0"] = "*", ["Services:Rules:0:Carrier"] = ModelLabels.Carrier, ["Services:Rules:0:Service"] = ModelLabels.Service, ["Services:Rules:0:Package"] = "package",
        ["Mapping:Package:Weight:Constant"] = "16", ["Mapping:Package:Weight:Unit"] = "oz", ["Mapping:Package:Length:Constant"] = "9", ["Mapping:Package:Length:Unit"] = "in",
        ["Mapping:Package:Width:Constant"] = "6", ["Mapping:Package:Width:Unit"] = "in", ["Mapping:Package:Height:Constant"] = "4", ["Mapping:Package:Height:Unit"] = "in",
        ["Mapping:Customs:ShipFromCountry"] = "US", ["Mapping:Customs:ShipFromPostalCode"] = "78703",
        ["Labels:Mode"] = "Buy", ["Labels:Route"] = route, ["Labels:Currency"] = "USD", ["Labels:Readiness:Address"] = "NotFailed", ["Labels:Times:OpenDaily"] = "true",
        ["Labels:Guards:MaxPrice"] = "50", ["Labels:Guards:Caps:0:Per"] = "Day", ["Labels:Guards:Caps:0:Money"] = "500", ["Labels:UnknownPurchases:WhenAbsent"] = "Buy"
    };
}
