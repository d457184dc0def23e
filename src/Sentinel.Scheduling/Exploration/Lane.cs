namespace Sentinel.Scheduling;

/// <summary>Runs schedules one after the other on its own pool of workers, against one shadow copy of the code.</summary>
/// <remarks>Not thread-safe: one controller at a time. Two lanes on one shadow copy would share its statics.</remarks>
internal sealed class Lane(StaticState? statics) : IDisposable
{
    private WorkerPool _pool = new();

    /// <summary>OS threads lost to code that would not be unwound.</summary>
    public int Abandoned => _pool.Abandoned;

    public ControlledRun Run(Func<IControlledProgram> factory, IChooser chooser, RunSettings settings, out IReadOnlySet<int> promotions)
    {
        statics?.Restore();
        var recorder = new RecordingChooser(chooser);
        var execution = new Execution(_pool, recorder, settings);
        var runner = new ProgramRunner(execution, factory);
        execution.Run(runner.Main);
        promotions = execution.NewPromotions;
        IReadOnlyList<string> points = [.. (settings.EveryAccess ? ["*"] : Array.Empty<string>()), .. Promoted(settings).Order(StringComparer.Ordinal)];
        return new ControlledRun(runner.Records, execution.Finding, new Schedule(recorder.Deviations, points), execution, points) { Preemptions = recorder.Preemptions };
    }

    public void Dispose() => _pool.Dispose();

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
