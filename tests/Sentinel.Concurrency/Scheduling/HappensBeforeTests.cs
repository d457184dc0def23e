using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Sentinel.Scheduling;

namespace Sentinel.Concurrency.Scheduling;

/// <summary>The race detector against a reference that keeps, for each thread, the set of all that happens before what it does next.</summary>
/// <remarks>The reference knows no clock, no time that stands still and no slot that serves twice: the three things that may go wrong.</remarks>
public class HappensBeforeTests
{
    private enum Act
    {
        Read,
        Write,
        VolatileRead,
        VolatileWrite,
        Interlocked,
        Enter,
        Exit,
        Start,
        End,
        Await,
        Post,
        Deliver,
    }

    [Fact]
    public void The_detector_reports_the_accesses_that_race_and_no_others()
    {
        var steps = Gen.Choose(0, 11).SelectMany(act => Gen.Choose(0, 7).SelectMany(who => Gen.Choose(0, 2).Select(what => ((Act)act, who, what))));
        var runs = Arb.From(steps.ArrayOf(60), run => Enumerable.Range(0, run.Length).Select(i => run.Where((_, j) => j != i).ToArray()));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(3_000), Prop.ForAll(runs, run =>
        {
            var (expected, reported) = new Run(run).Play();
            return expected.SetEquals(reported).Label($"expected {string.Join(' ', expected)}, reported {string.Join(' ', reported)}");
        }));
    }

    /// <summary>Plays the same steps to both. Each step is a place of its own, so that no two races are one.</summary>
    private sealed class Run
    {
        private static readonly object[] Objects = [new(), new(), new()];

        private readonly (Act Act, int Who, int What)[] _steps;
        private readonly Execution _execution;
        private readonly List<(LogicalThread Thread, HashSet<int> Known)> _live = [];
        private readonly List<(LogicalThread Thread, HashSet<int> Known)> _ended = [];
        private readonly Queue<(VectorClock Clock, HashSet<int> Known)> _posted = [];
        private readonly Dictionary<(string, int), HashSet<int>> _released = [];
        private readonly HashSet<int> _played = [];
        private int _threads;

        public Run((Act Act, int Who, int What)[] steps)
        {
            _steps = steps;
            var sites = new SiteTable();
            sites.Add(1, [.. steps.Select((step, i) => new RewrittenSite(Kind(step.Act), "Cell.Value", "", $"{i}", "", 0, false, "", ""))]);
            _execution = new Execution(new WorkerPool(), null!, new RunSettings { Sites = sites, Promoted = [] }) { InParallel = true };
        }

        private RaceDetector Detector => _execution.Races!;

        public (HashSet<int> Expected, HashSet<int> Reported) Play()
        {
            HashSet<int> expected = [];
            Begin(null, null, []);
            Begin(_live[0].Thread, null, []);
            for (var i = 0; i < _steps.Length && _live.Count > 0; i++)
            {
                var (act, who, what) = _steps[i];
                var (thread, known) = _live[who % _live.Count];
                Step(i, act, thread, known, who, what, expected);
            }

            return (expected, [.. Detector.Reports.Select(race => int.Parse(race.Second.Place, CultureInfo.InvariantCulture))]);
        }

        private void Step(int i, Act act, LogicalThread thread, HashSet<int> known, int who, int what, HashSet<int> expected)
        {
            switch (act)
            {
                case Act.Enter:
                    Detector.Acquire(thread, Objects[what]);
                    known.UnionWith(Released("lock", what));
                    break;
                case Act.Exit:
                    Detector.Release(thread, Objects[what]);
                    Released("lock", what).UnionWith(known);
                    break;
                case Act.Start:
                    Begin(thread, null, known);
                    break;
                case Act.End:
                    thread.Body!.RunSynchronously();
                    Detector.Ended(thread);
                    _live.Remove((thread, known));
                    _ended.Add((thread, known));
                    break;
                case Act.Await when _ended.Count > 0:
                    var (awaited, all) = _ended[who % _ended.Count];
                    Detector.SawCompletion(thread, awaited.Body);
                    known.UnionWith(all);
                    break;
                case Act.Post:
                    _posted.Enqueue((Detector.Snapshot(thread), [.. known]));
                    break;
                case Act.Deliver when _posted.TryDequeue(out var posted):
                    Begin(null, posted.Clock, posted.Known);
                    break;
                case < Act.Enter:
                    Access(i, act, thread, known, what, expected);
                    break;
                default:
                    break;
            }
        }

        private void Access(int i, Act act, LogicalThread thread, HashSet<int> known, int what, HashSet<int> expected)
        {
            if (act is Act.VolatileRead or Act.Interlocked)
            {
                known.UnionWith(Released("cell", what));
            }

            if (_played.Any(j => !known.Contains(j) && Conflict(_steps[j], _steps[i])))
            {
                expected.Add(i);
            }

            known.Add(i);
            _played.Add(i);
            if (act is Act.VolatileWrite or Act.Interlocked)
            {
                Released("cell", what).UnionWith(known);
            }

            Detector.Access(thread, Objects[what], 0, _execution.Settings.Sites[SiteTable.IdOf(1, i)]);
        }

        private static bool Conflict((Act Act, int Who, int What) one, (Act Act, int Who, int What) other) =>
            one.What == other.What && (IsWrite(one.Act) || IsWrite(other.Act)) && (one.Act <= Act.Write || other.Act <= Act.Write);

        private static bool IsWrite(Act act) => act is Act.Write or Act.VolatileWrite or Act.Interlocked;

        private static SiteKind Kind(Act act) => act < Act.Enter ? (SiteKind)((int)act + 1) : SiteKind.Control;

        private HashSet<int> Released(string kind, int what) =>
            _released.TryGetValue((kind, what), out var all) ? all : _released[(kind, what)] = [];

        private void Begin(LogicalThread? creator, VectorClock? clock, HashSet<int> known)
        {
            var thread = new LogicalThread(_threads++, _execution, new Task(static () => { }), _execution.Scheduler);
            LogicalThread.Current = creator;
            try
            {
                Detector.Started(thread, clock ?? creator?.Clock);
            }
            finally
            {
                LogicalThread.Current = null;
            }

            _live.Add((thread, [.. known]));
        }
    }
}
