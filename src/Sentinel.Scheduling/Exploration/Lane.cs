namespace Sentinel.Scheduling;

/// <summary>Runs schedules one after the other on its own pool of workers, against one shadow copy of the code.</summary>
/// <remarks>Not thread-safe: one controller at a time. Two lanes on one shadow copy would share its statics.</remarks>
internal sealed class Lane(StaticState? statics) : IDisposable
{
    private readonly WorkerPool _pool = new();

    // Until it blocks for real: that costs a thread, and would again.
    private bool _cleansUp = true;

    /// <summary>OS threads lost to code that would not be unwound.</summary>
    public int Abandoned => _pool.Abandoned;

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
        IReadOnlyList<string> points = [.. (settings.EveryAccess ? ["*"] : Array.Empty<string>()), .. Promoted(settings).Order(StringComparer.Ordinal)];
        return new ControlledRun(runner.Records, execution.Finding, new Schedule(recorder.Deviations, points), execution, points) { Preemptions = recorder.Preemptions };
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
