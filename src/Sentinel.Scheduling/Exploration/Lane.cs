namespace Sentinel.Scheduling;

/// <summary>Runs schedules one after the other on its own pool of workers, against one shadow copy of the code.</summary>
/// <remarks>Not thread-safe: one controller at a time. Two lanes on one shadow copy would share its statics.</remarks>
internal sealed class Lane(StaticState? statics) : IDisposable
{
    private readonly WorkerPool _pool = new();

    private (bool[]? Members, bool EveryAccess, IReadOnlyList<string> Names) _named = (null, false, []);

    // Until it blocks for real: that costs a thread, and would again.
    private bool _cleansUp = true;

    /// <summary>OS threads lost to code that would not be unwound.</summary>
    public int Abandoned => _pool.Abandoned;

    /// <summary>The calling thread is about to run schedules, until the result is disposed of.</summary>
    public SharedCore.Driver Drive() => _pool.Core.Enter();

    public ControlledRun Run(Func<IControlledProgram> factory, IChooser chooser, RunSettings settings, out IReadOnlySet<int> promotions)
    {
        statics?.Restore();
        var recorder = new RecordingChooser(chooser);
        var execution = new Execution(_pool, recorder, settings);
        var runner = new ProgramRunner(execution, factory);
        var lost = _pool.Abandoned;
        execution.Run(runner.Main);
        if (execution.Finding is not (null or Finding.Escape) && _cleansUp && _pool.Abandoned == lost)
        {
            CleanUp(execution.Settings, runner.Cleanup);
        }

        promotions = execution.NewPromotions;
        var schedule = new Schedule(recorder.Deviations, Points(settings))
        {
            Seed = settings.WorldSeed,
            TimersAsChoices = settings.TimersAsChoices,
            InlineContinuationsAsChoices = settings.InlineContinuationsAsChoices,
            MakesUnmodelledCalls = !settings.FailOnUnmodelled,
        };
        return new ControlledRun(runner.Records, execution.Finding, schedule, execution) { Preemptions = recorder.Preemptions };
    }

    public void Dispose() => _pool.Dispose();

    /// <summary>What a run that ended early leaves behind, in a run of its own: the first one's scheduler throws at every point by now.</summary>
    private void CleanUp(RunSettings ended, IReadOnlyList<ControlledStep> steps)
    {
        if (steps.Count > 0)
        {
            var settings = new RunSettings { Sites = ended.Sites, Promoted = [], DetectRaces = false, HangMs = ended.HangMs, GraceMs = 0, WorldSeed = ended.WorldSeed };
            var execution = new Execution(_pool, new ReplayChooser([]), settings);
            var lost = _pool.Abandoned;
            execution.Run(() => ProgramRunner.CleanUp(execution, steps));
            _cleansUp = _pool.Abandoned == lost;
        }
    }

    /// <summary>The names of what is a point, for a schedule: the same from one run to the next, nearly always.</summary>
    private IReadOnlyList<string> Points(RunSettings settings)
    {
        if (_named.Members != settings.Promoted || _named.EveryAccess != settings.EveryAccess)
        {
            string[] all = settings.EveryAccess ? ["*"] : [];
            _named = (settings.Promoted, settings.EveryAccess, [.. all, .. Promoted(settings).Order(StringComparer.Ordinal)]);
        }

        return _named.Names;
    }

    private static IEnumerable<string> Promoted(RunSettings settings)
    {
        for (var member = 0; member < settings.Promoted.Length; member++)
        {
            if (settings.Promoted[member])
            {
                yield return settings.Sites.MemberName(member);
            }
        }
    }
}
