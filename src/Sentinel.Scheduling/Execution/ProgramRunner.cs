namespace Sentinel.Scheduling;

/// <summary>Thread 0 of a run: makes the program and takes it through prefix, branches and suffix.</summary>
internal sealed class ProgramRunner(Execution execution, Func<IControlledProgram> factory)
{
    private readonly List<StepRecord> _records = [];

    public IReadOnlyList<StepRecord> Records => _records;

    /// <summary>What the program wants done if the run ends early; empty until the program is made.</summary>
    public IReadOnlyList<ControlledStep> Cleanup { get; private set; } = [];

    /// <summary>Thread 0 of the run that follows one that ended early: only these steps.</summary>
    public static void CleanUp(Execution execution, IReadOnlyList<ControlledStep> steps) =>
        new ProgramRunner(execution, static () => throw new NotSupportedException()).RunSteps(LogicalThread.Current!, ControlledRun.Suffix, [.. steps]);

    public void Main()
    {
        var main = LogicalThread.Current!;
        var program = factory();

        // Copied before anything runs in parallel: reading a list of the program's own kind would be an access of its own.
        ControlledStep[][] branches = [.. program.Branches.Select(b => b.ToArray())];
        ControlledStep[] suffix = [.. program.Suffix];
        Cleanup = [.. program.Cleanup];
        RunSteps(main, ControlledRun.Prefix, [.. program.Prefix]);
        var threads = new LogicalThread[branches.Length];
        for (var b = 0; b < threads.Length; b++)
        {
            var (number, steps) = (b, branches[b]);
            threads[b] = execution.Spawn(() => RunSteps(LogicalThread.Current!, number, steps))!;
            threads[b].Branch = number;
            threads[b].IsBranch = true;
        }

        execution.InParallel = true;

        // What the branches left behind may go on first: whether it does is a choice like any other.
        execution.Pause(main, 0, new ConditionWait("the branches", () => AllDone(threads)));
        execution.InParallel = false;
        foreach (var thread in threads)
        {
            execution.Races?.Joined(main, thread);
        }

        RunSteps(main, ControlledRun.Suffix, suffix);
    }

    private void RunSteps(LogicalThread thread, int branch, ControlledStep[] steps)
    {
        for (var i = 0; i < steps.Length; i++)
        {
            var record = new StepRecord(branch, i, steps[i]) { Thread = thread.Id };
            _records.Add(record);
            thread.Step = record;
            thread.Aliases = null;
            thread.Within = null;
            if (steps[i].AsyncBody is { } body)
            {
                RunAsync(thread, record, body);
            }
            else
            {
                Run(record, steps[i].Body!);
                Respond(thread, record);
            }
        }
    }

    private static void Run(StepRecord record, Func<object?> body)
    {
        try
        {
            record.Result = body();
        }
        catch (Exception error) when (error is not ScheduleAbortedException)
        {
            record.Error = error;
        }
    }

    private void RunAsync(LogicalThread thread, StepRecord record, Func<Task<object?>> body)
    {
        Task<object?>? task = null;
        Run(record, () => task = body());
        record.Result = null;
        if (task is null)
        {
            Respond(thread, record);
            return;
        }

        if (!task.IsCompleted)
        {
            _ = task.ContinueWith(
                (_, _) =>
                {
                    if (record.Invoked > 0)
                    {
                        record.Responded ??= execution.NextStamp();
                    }

                    execution.Races?.Completed(LogicalThread.Current!, task);
                },
                null,
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                execution.Scheduler);
            execution.Pause(thread, thread.Site, new StepWait(task, record));
            execution.Races?.SawCompletion(thread, task);
        }

        if (task.IsCompletedSuccessfully)
        {
            record.Result = task.Result;
        }
        else
        {
            record.Error = task.Exception?.InnerException ?? new TaskCanceledException(task);
        }

        Respond(thread, record);
    }

    /// <summary>Right after the last access: the tightest interval that holds it.</summary>
    private void Respond(LogicalThread thread, StepRecord record)
    {
        execution.Show(thread);
        record.Responded ??= execution.NextStamp();
    }

    private static bool AllDone(LogicalThread[] threads)
    {
        foreach (var thread in threads)
        {
            if (!thread.Done)
            {
                return false;
            }
        }

        return true;
    }
}
