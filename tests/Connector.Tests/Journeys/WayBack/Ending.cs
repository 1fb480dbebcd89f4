using System.Collections.Concurrent;

namespace Connector.Tests.Journeys.WayBack;

/// <summary>What a situation came to in one mode.</summary>
/// <param name="Picture">What a person sees of the orders.</param>
/// <param name="Document">The shop's orders as they are, less what no two runs have in common.</param>
internal sealed record Ending(string Picture, string Document)
{
    private static readonly ConcurrentDictionary<string, Lazy<IReadOnlyDictionary<NotificationMode, Task<Ending>>>> s_played = new(StringComparer.Ordinal);

    /// <summary>Plays the situation in every mode at once, each in a world of its own; only once however often it is asked for.</summary>
    public static Task<Ending> OfAsync(Situation situation, NotificationMode mode) => s_played.GetOrAdd(situation.Name, _ => new(() => PlayAll(situation))).Value[mode];

    private static Dictionary<NotificationMode, Task<Ending>> PlayAll(Situation situation) =>
        Enum.GetValues<NotificationMode>().ToDictionary(mode => mode, mode => Task.Run(() => PlayAsync(situation, mode)));

    private static async Task<Ending> PlayAsync(Situation situation, NotificationMode mode)
    {
        await using var stage = await Stage.SetAsync(situation.Plan, mode);
        await situation.Play(stage);
        await stage.EndAsync();
        await situation.Also(stage);
        return new Ending(await OrderPicture.DrawAsync(stage), await PlainOrders.WriteAsync(stage));
    }
}
