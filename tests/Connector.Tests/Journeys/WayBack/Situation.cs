namespace Connector.Tests.Journeys.WayBack;

/// <summary>Something that happens to goods on their way, and what the shop's orders show when it is over.</summary>
/// <param name="Name">The key of its row in docs/way-back.md.</param>
/// <param name="Play">What people do, and when time passes.</param>
/// <param name="Shows">The picture of all orders at the end (<see cref="OrderPicture"/>), line by line.</param>
internal sealed record Situation(string Name, Func<Stage, Task> Play, string Shows)
{
    /// <summary>What is special about the world.</summary>
    public WorldPlan Plan { get; init; } = new();

    /// <summary>What else must hold at the end.</summary>
    public Func<Stage, Task> Also { get; init; } = _ => Task.CompletedTask;

    /// <summary>Every situation there is.</summary>
    public static IReadOnlyList<Situation> All { get; } =
    [
        .. LabelSituations.All, .. MatchingSituations.All, .. SplitSituations.All, .. VoidSituations.All, .. OrderShapeSituations.All, .. FulfillmentSituations.All,
        .. HoldSituations.All, .. CancellationSituations.All, .. AddressSituations.All, .. EditSituations.All, .. OddSituations.All
    ];
}
