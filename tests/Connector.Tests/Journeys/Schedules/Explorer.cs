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

    /// <summary>A random schedule leaves the straight way at every so many steps at most, and at every second at least.</summary>
    private const int LongestWay = 12;
    private const int MostFaults = 3;

    /// <summary>Random tries that show nothing new before the play counts as exhausted.</summary>
    private const int MostRepeats = 2000;

    /// <summary>More than there are processors: now and then a play waits for a thread of the pool.</summary>
    private static readonly int Threads = 2 * Environment.ProcessorCount;

    private readonly HashSet<UInt128> _seen = [];

    /// <summary>How many distinct schedules were played.</summary>
    public int Distinct
    {
        get
        {
            lock (_seen) return _seen.Count;
        }
    }

    /// <summary>Plays so many distinct schedules, or all there are, and returns those that went wrong: at most so many, and a few more.</summary>
    public IReadOnlyList<Played> Explore(int count, int seed, int mostFailures = 3)
    {
        var (random, failed) = (new Random(seed), new List<Played>());
        var straight = Run(static (_, _) => 0);
        Take(straight);
        var parents = new List<(int[] Counts, (int Step, int Index) Turn)>();
        Each(Singles(straight, random).Take(Share(0.5)), turn =>
        {
            var played = Run([turn]);
            lock (_seen) parents.Add(([.. played.Steps.Select(static s => s.Options)], turn));
            Take(played);
        });
        parents.Sort(static (a, b) => a.Turn.CompareTo(b.Turn));
        Each(Doubles(parents, random).Take(Share(0.6)), turns => Take(Run(turns)));
        Each(Seeds(random), one => Take(RunAtRandom(new Random(one))));
        return [.. failed.Take(mostFailures).Select(Shorten)];

        void Take(Played played)
        {
            lock (_seen)
                if (_seen.Add(played.Fingerprint) && played.Problems.Count > 0) failed.Add(played);
        }

        bool IsOver()
        {
            lock (_seen) return _seen.Count >= count || failed.Count >= mostFailures;
        }

        void Each<T>(IEnumerable<T> all, Action<T> play) => OnThreads(all, play, IsOver);

        int Share(double part) => (int)Math.Ceiling(Math.Max(0, count - Distinct) * part);

        // Where nothing new comes any more, the play is exhausted.
        IEnumerable<int> Seeds(Random from)
        {
            for (var repeats = 0; repeats < MostRepeats;)
            {
                var before = Distinct;
                yield return from.Next();
                repeats = Distinct == before ? repeats + 1 : 0;
            }
        }
    }

    /// <summary>Plays are independent of each other. Each has a thread of its own, not of the pool's: what a play waits for may need one of those.</summary>
    private static void OnThreads<T>(IEnumerable<T> all, Action<T> play, Func<bool> isOver)
    {
        using var items = all.GetEnumerator();
        Exception? failure = null;
        var gate = new Lock();
        var threads = Enumerable.Range(0, Threads).Select(_ => new Thread(() =>
        {
            try
            {
                while (!isOver() && Next(out var item)) play(item);
            }
            catch (Exception e)
            {
                Volatile.Write(ref failure, e);
            }
        })).ToList();
        threads.ForEach(static thread => thread.Start());
        threads.ForEach(static thread => thread.Join());
        if (failure is not null) throw new InvalidOperationException("A play could not be played.", failure);

        bool Next(out T item)
        {
            lock (gate)
            {
                var isThere = failure is null && items.MoveNext();
                item = isThere ? items.Current : default!;
                return isThere;
            }
        }
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
        var (faults, every) = (random.Next(MostFaults + 1), random.Next(2, LongestWay + 1));
        return Run((_, options) =>
        {
            if (options.Count == 1 || random.Next(every) > 0) return 0;
            var index = random.Next(1, options.Count);
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
        var turnOf = play.Actors.ToDictionary(static actor => actor, static _ => -1);
        for (var options = Options(play, last, turnOf); options.Count > 0; options = Options(play, last, turnOf))
        {
            if (steps.Count == MostSteps) return new Played(new Schedule(name, turns), steps, [$"It goes on after {MostSteps} steps."]);
            var index = choose(steps.Count, options);
            var chosen = options[index];
            if (index > 0) turns.Add(KeyValuePair.Create(steps.Count, chosen.ToString()));
            steps.Add(new Step(index, options.Count, chosen.ToString(), chosen.Actor?.Call ?? new PortCall(play.Pending.Peek().Call, CallKind.Write)));
            if (chosen.Actor is { } actor) turnOf[actor] = steps.Count;
            play.Tick();
            last = Do(play, chosen, last);
        }
        return new Played(new Schedule(name, turns), steps, play.End());
    }

    /// <summary>Whoever went last comes first, then whoever waits longest: so one turn lets all others pass.</summary>
    private static List<Option> Options(Play play, Actor? last, Dictionary<Actor, int> turnOf)
    {
        var options = new List<Option>();
        if (last is { IsReady: true }) Add(last);
        foreach (var actor in play.Actors.Where(a => a != last && a.IsReady).OrderBy(a => turnOf[a])) Add(actor);
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
                return null;
            default:
                play.Resume(actor);
                actor.Go(chosen.Fate);
                return actor;
        }
    }

    private static (int Step, int Index)[] Singles(Played straight, Random random)
    {
        var all = straight.Steps.SelectMany(static (step, i) => Enumerable.Range(1, step.Options - 1).Select(index => (i, index))).ToArray();
        random.Shuffle(all);
        return all;
    }

    /// <summary>One more turn after that of each parent; all of them in an order of chance.</summary>
    private static IEnumerable<IReadOnlyList<(int Step, int Index)>> Doubles(List<(int[] Counts, (int Step, int Index) Turn)> parents, Random random)
    {
        var all = new List<(int Parent, int Step, int Index)>();
        for (var p = 0; p < parents.Count; p++)
            for (var step = parents[p].Turn.Step + 1; step < parents[p].Counts.Length; step++)
                for (var index = 1; index < parents[p].Counts[step]; index++) all.Add((p, step, index));
        random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(all));
        return all.Select(t => (IReadOnlyList<(int, int)>)[parents[t.Parent].Turn, (t.Step, t.Index)]);
    }
}
