namespace Connector.Tests.Journeys.Schedules;

/// <summary>Something that several actors do at the same time, from its beginning on.</summary>
internal abstract class Play
{
    public abstract IReadOnlyList<Actor> Actors { get; }

    /// <summary>Calls whose callers gave up and that are applied later.</summary>
    public Queue<(string Call, Action Apply)> Pending { get; } = new();

    /// <summary>Each step takes a little time.</summary>
    public virtual void Tick() { }

    /// <summary>The actor's process has the turn.</summary>
    public virtual void Resume(Actor actor) { }

    /// <summary>Minutes go by for everything but this actor.</summary>
    public virtual void Stall(Actor actor) { }

    /// <summary>Lets everything come to rest and says what must not be.</summary>
    public abstract IReadOnlyList<string> End();
}

/// <summary>
/// Plays a play again and again, each time in another order: first all ways that differ from the straight one in a single step, then those that differ in two, and random ones beyond.
/// The straight way lets each actor run to its end. Which schedules are played depends on the seed alone.
/// </summary>
internal sealed class Explorer(string name, Func<bool, Play> begin)
{
    /// <summary>A play that does not end in so many steps goes round in circles.</summary>
    private const int MostSteps = 2000;

    /// <summary>A random schedule leaves the straight way at every so many steps, and fails so many times at most.</summary>
    private const int TurnEvery = 6;
    private const int MostFaults = 3;

    /// <summary>Random tries that show nothing new before the play counts as exhausted.</summary>
    private const int MostRepeats = 2000;

    private readonly HashSet<UInt128> _seen = [];

    /// <summary>How many distinct schedules were played.</summary>
    public int Distinct => _seen.Count;

    /// <summary>Plays so many distinct schedules, or all there are, and returns those that went wrong: at most so many.</summary>
    public IReadOnlyList<Played> Explore(int count, int seed, int mostFailures = 3)
    {
        var (random, failures) = (new Random(seed), new List<Played>());
        var straight = Take(Run(static (_, _) => 0));
        var single = Singles(straight, [], random).ToList();
        var parents = new List<(int[] Counts, List<(int Step, int Index)> Turns)>();
        foreach (var turn in single.Take(Share(count, 0.5)))
        {
            if (IsOver()) return failures;
            var played = Take(Run([turn]));
            parents.Add(([.. played.Steps.Select(static s => s.Options)], [turn]));
        }
        foreach (var turns in Doubles(parents, random).Take(Share(count, 0.6)))
        {
            if (IsOver()) return failures;
            Take(Run(turns));
        }
        for (var repeats = 0; repeats < MostRepeats && !IsOver();)
        {
            var before = Distinct;
            Take(RunAtRandom(random));
            repeats = Distinct == before ? repeats + 1 : 0;
        }
        return failures;

        Played Take(Played played)
        {
            if (_seen.Add(played.Fingerprint) && played.Problems.Count > 0) failures.Add(Shorten(played));
            return played;
        }

        bool IsOver() => Distinct >= count || failures.Count >= mostFailures;

        int Share(int of, double part) => (int)Math.Ceiling(Math.Max(0, of - Distinct) * part);
    }

    /// <summary>Plays one schedule, with a trace that says more.</summary>
    public Played Replay(Schedule schedule)
    {
        var turns = schedule.Turns.ToDictionary();
        return Run((step, options) =>
        {
            if (!turns.Remove(step, out var wanted)) return 0;
            var index = options.FindIndex(o => o.ToString() == wanted);
            return index >= 0 ? index : throw new InvalidOperationException($"Step {step} of {schedule} knows no '{wanted}', only {string.Join(", ", options)}.");
        }, isTold: true);
    }

    /// <summary>The same failure with fewer turns, where there is one.</summary>
    private Played Shorten(Played failed)
    {
        for (var i = failed.Schedule.Turns.Count - 1; i >= 0; i--)
        {
            try
            {
                var shorter = Replay(failed.Schedule with { Turns = [.. failed.Schedule.Turns.Where((_, at) => at != i)] });
                if (shorter.Problems.Count > 0) failed = shorter;
            }
            catch (InvalidOperationException)
            {
                // Without this turn the others do not fit.
            }
        }
        return Replay(failed.Schedule);
    }

    private Played Run(IReadOnlyList<(int Step, int Index)> turns) => Run((step, _) => turns.FirstOrDefault(t => t.Step == step).Index);

    private Played RunAtRandom(Random random)
    {
        var faults = random.Next(MostFaults + 1);
        return Run((_, options) =>
        {
            if (random.Next(TurnEvery) > 0) return 0;
            var index = random.Next(options.Count);
            if (options[index].Fate == Fate.Go) return index;
            return faults > 0 && random.Next(2) == 0 && faults-- > 0 ? index : 0;
        });
    }

    /// <param name="choose">From the number of a step and its options to the index of the one to take.</param>
    /// <param name="isTold">True for a trace with what was called.</param>
    private Played Run(Func<int, List<Option>, int> choose, bool isTold = false)
    {
        var play = begin(isTold);
        var (steps, turns) = (new List<Step>(), new List<KeyValuePair<int, string>>());
        Actor? last = null;
        for (var options = Options(play, last); options.Count > 0; options = Options(play, last))
        {
            if (steps.Count == MostSteps) return new Played(new Schedule(name, turns), steps, [$"It goes on after {MostSteps} steps."]);
            var index = choose(steps.Count, options);
            var chosen = options[index];
            if (index > 0) turns.Add(KeyValuePair.Create(steps.Count, chosen.ToString()));
            steps.Add(new Step(index, options.Count, chosen.ToString(), chosen.Actor?.Call ?? new PortCall(play.Pending.Peek().Call, CallKind.Write)));
            play.Tick();
            last = Do(play, chosen, last);
        }
        return new Played(new Schedule(name, turns), steps, play.End());
    }

    /// <summary>Whoever went last comes first.</summary>
    private static List<Option> Options(Play play, Actor? last)
    {
        var options = new List<Option>();
        if (last is { IsReady: true }) Add(last);
        foreach (var actor in play.Actors)
            if (actor != last && actor.IsReady) Add(actor);
        if (play.Pending.Count > 0) options.Add(new Option(null, Fate.Go));
        return options;

        void Add(Actor actor)
        {
            foreach (var fate in actor.Call.Fates) options.Add(new Option(actor, fate));
        }
    }

    /// <summary>Returns who goes on if nothing else is chosen.</summary>
    private static Actor? Do(Play play, Option chosen, Actor? last)
    {
        if (chosen.Actor is not { } actor)
        {
            play.Pending.Dequeue().Apply();
            return last;
        }
        switch (chosen.Fate)
        {
            case Fate.Die:
                actor.Die();
                return null;
            case Fate.Stall:
                play.Stall(actor);
                // It is not its turn before others had theirs.
                return play.Actors.FirstOrDefault(a => a != actor && a.IsReady);
            default:
                play.Resume(actor);
                actor.Go(chosen.Fate);
                return actor;
        }
    }

    private static IEnumerable<(int Step, int Index)> Singles(Played parent, IReadOnlyList<(int Step, int Index)> turns, Random random)
    {
        var all = parent.Steps.SelectMany(static (step, i) => Enumerable.Range(1, step.Options - 1).Select(index => (i, index))).Where(t => turns.Count == 0 || t.i > turns[^1].Step).ToArray();
        random.Shuffle(all);
        return all;
    }

    /// <summary>One more turn after those of each parent; all of them in an order of chance.</summary>
    private static IEnumerable<IReadOnlyList<(int Step, int Index)>> Doubles(List<(int[] Counts, List<(int Step, int Index)> Turns)> parents, Random random)
    {
        var all = new List<(int Parent, int Step, int Index)>();
        for (var p = 0; p < parents.Count; p++)
            for (var step = parents[p].Turns[^1].Step + 1; step < parents[p].Counts.Length; step++)
                for (var index = 1; index < parents[p].Counts[step]; index++) all.Add((p, step, index));
        random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(all));
        return all.Select(t => (IReadOnlyList<(int, int)>)[.. parents[t.Parent].Turns, (t.Step, t.Index)]);
    }
}
