using System.Text.RegularExpressions;
using Connector.Core.Model.Messages;
using Connector.Simulators.Control;

namespace Connector.Tests.Journeys.Reliability;

/// <summary>A route as the simulators count it, of one vendor.</summary>
internal readonly record struct VendorRoute(string Vendor, string Route)
{
    public const string Shop = "commercetools";
    public const string Shipping = "ShipStation";

    /// <summary>Quotes and tokens are asked for with a POST as well.</summary>
    public bool IsWrite => !Route.StartsWith("GET ", StringComparison.Ordinal);

    public FaultPlan FaultsIn(Lane lane) => Vendor == Shop ? lane.Shop.Faults : lane.Shipping.Faults;

    public long CallsIn(Lane lane) => (Vendor == Shop ? lane.Shop.Stats : lane.Shipping.Stats).ByRoute.GetValueOrDefault(Route);

    public static IEnumerable<VendorRoute> CountedIn(Lane lane) =>
        lane.Shop.Stats.ByRoute.Keys.Select(static r => new VendorRoute(Shop, r)).Concat(lane.Shipping.Stats.ByRoute.Keys.Select(static r => new VendorRoute(Shipping, r)));
}

/// <summary>One work, one route that it calls, one fault.</summary>
internal sealed record Cell(Work Work, VendorRoute Route, VendorFault Fault)
{
    public override string ToString() => $"{Work.Name}, {Route.Vendor} {Route.Route}, {Fault.Words()}";
}

/// <param name="Code">Of the failed call in the journal; null where the call did not fail.</param>
/// <param name="Once">What happens when the fault comes once.</param>
/// <param name="Calls">Of the route, from the failed one to the one that succeeds; 1: it is not made again.</param>
/// <param name="Lasting">What happens while the fault lasts; null where that was not played.</param>
/// <param name="Problems">What is wrong in the end; empty when all is well.</param>
internal sealed record CellOutcome(Cell Cell, string? Code, string Once, int Calls, string? Lasting, IReadOnlyList<string> Problems);

/// <summary>What a work looks like without a fault.</summary>
internal sealed record CalmRun(Work Work, IReadOnlyList<VendorRoute> Routes, string EndState);

/// <summary>Plays one cell: the fault once, and the fault for as long as anything is tried.</summary>
internal static partial class CellRun
{
    /// <summary>The journal keeps nothing of a link to a document.</summary>
    private const string Document = "/(document)";
    public const string Downloads = "GET /v2/downloads/{text}/{text}/{text}";
    private static readonly TimeSpan s_afterwards = TimeSpan.FromHours(6);
    private static readonly TimeSpan s_lasting = TimeSpan.FromMinutes(40);

    public static async Task<CalmRun> CalmAsync(Lane lane, Work work)
    {
        await using var world = await CellWorld.StartAsync(lane, work);
        await work.ArrangeAsync(world);
        var before = VendorRoute.CountedIn(lane).ToDictionary(static r => r, r => r.CallsIn(lane));
        await work.ActAsync(world);
        var routes = VendorRoute.CountedIn(lane).Where(r => r.CallsIn(lane) > before.GetValueOrDefault(r) && work.Covers(r.Route))
            .OrderBy(static r => r.Vendor, StringComparer.Ordinal).ThenBy(static r => r.Route, StringComparer.Ordinal).ToList();
        await world.LiveAsync(s_afterwards);
        return new CalmRun(work, routes, await EndState.ReadAsync(world));
    }

    /// <param name="lasting">Whether the fault that lasts is played as well.</param>
    public static async Task<CellOutcome> PlayAsync(Lane lane, Cell cell, string calm, bool lasting)
    {
        var problems = new List<string>();
        try
        {
            var (code, once, calls) = await OnceAsync(lane, cell, calm, problems);
            return new CellOutcome(cell, code, once, calls, lasting ? await LastingAsync(lane, cell, calm, problems) : null, problems);
        }
        catch (Exception e)
        {
            problems.Add($"{e.GetType().Name}: {e.Message}");
            return new CellOutcome(cell, null, "", 0, null, problems);
        }
    }

    private static async Task<(string? Code, string Once, int Calls)> OnceAsync(Lane lane, Cell cell, string calm, List<string> problems)
    {
        await using var world = await CellWorld.StartAsync(lane, cell.Work);
        await cell.Work.ArrangeAsync(world);
        var story = new CellStory(world, cell);
        cell.Route.FaultsIn(lane).Add(cell.Fault.On(cell.Route.Route, 1));
        await cell.Work.ActAsync(world);
        await story.SeeAsync();
        await world.LiveAsync(s_afterwards);
        var words = await story.OnceAsync();
        if ((await world.ErrorsAsync()).Count > 0)
        {
            await world.RetryErrorsAsync();
            await world.LiveAsync(s_afterwards);
        }
        var end = await EndState.ReadAsync(world);
        words += EndState.MissingNote(calm, end);
        Compare(calm, end, "once", problems);
        if (cell.Route.FaultsIn(lane).Count > 0) problems.Add("once: the fault was not met");
        return (story.Code, words, story.Calls);
    }

    private static async Task<string> LastingAsync(Lane lane, Cell cell, string calm, List<string> problems)
    {
        await using var world = await CellWorld.StartAsync(lane, cell.Work);
        await cell.Work.ArrangeAsync(world);
        var story = new CellStory(world, cell);
        cell.Route.FaultsIn(lane).Add(cell.Fault.On(cell.Route.Route, int.MaxValue));
        await cell.Work.ActAsync(world);
        await world.LiveAsync(s_lasting);
        var words = await story.LastingAsync();
        cell.Route.FaultsIn(lane).Clear();
        for (var i = 0; i < 3; i++)
        {
            await world.RetryErrorsAsync();
            await world.LiveAsync(s_afterwards);
            if ((await world.ErrorsAsync()).Count == 0) break;
        }
        var end = await EndState.ReadAsync(world);
        Compare(calm, end, "lasting", problems);
        return words + EndState.MissingNote(calm, end);
    }

    private static void Compare(string calm, string end, string when, List<string> problems)
    {
        var (expected, actual) = (EndState.WithoutNote(calm).Split('\n'), EndState.WithoutNote(end).Split('\n'));
        problems.AddRange(expected.Except(actual, StringComparer.Ordinal).Select(line => $"{when}: missing: {line}"));
        problems.AddRange(actual.Except(expected, StringComparer.Ordinal).Select(line => $"{when}: instead: {line}"));
        if (expected.Length != actual.Length) problems.Add($"{when}: {actual.Length} lines, not {expected.Length}");
    }

    /// <summary>The route of a call in the journal, with what varies as in the simulators' names.</summary>
    public static string RouteOf(Exchange call)
    {
        var path = call.Path.Split('?')[0];
        if (path.EndsWith(Document, StringComparison.Ordinal)) return Downloads;
        if (call.Vendor == VendorRoute.Shop && path.StartsWith("/demo/", StringComparison.Ordinal)) path = path["/demo".Length..];
        return $"{call.Method} {Keyed().Replace(Varying().Replace(path, "/{id}"), "key={key}")}";
    }

    [GeneratedRegex("/((se-)?[0-9]+|[0-9a-f]{8}-[0-9a-f-]{27})(?=/|$)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Varying();

    [GeneratedRegex("key=[^/]+", RegexOptions.None, 1000)]
    private static partial Regex Keyed();
}
