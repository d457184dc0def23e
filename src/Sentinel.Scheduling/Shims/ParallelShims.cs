namespace Sentinel.Scheduling;

/// <summary>Parallel loops and calls as logical threads.</summary>
[Shim(typeof(Parallel))]
internal static partial class ParallelShims
{
    public static void Invoke(params Action[] actions)
    {
        if (LogicalThread.Current is null)
        {
            Parallel.Invoke(actions);
        }
        else
        {
            Each(actions, actions.Length);
        }
    }

    public static void Invoke(ParallelOptions parallelOptions, params Action[] actions)
    {
        if (LogicalThread.Current is null)
        {
            Parallel.Invoke(parallelOptions, actions);
        }
        else
        {
            parallelOptions.CancellationToken.ThrowIfCancellationRequested();
            Each(actions, parallelOptions.MaxDegreeOfParallelism < 0 ? actions.Length : Math.Min(parallelOptions.MaxDegreeOfParallelism, actions.Length));
        }
    }

    /// <summary>Runs them all, also where one throws.</summary>
    private static void Each(Action[] actions, int most)
    {
        using var items = new ParallelItems<Action>(actions);
        List<Exception> errors = [];
        ParallelLoop.WaitForAll([.. Enumerable.Range(0, most).Select(_ => TaskShims.Run(() =>
        {
            while (items.TryTake(out var action, out var _))
            {
                try
                {
                    action();
                }
                catch (Exception error) when (error is not ScheduleAbortedException)
                {
                    errors.Add(error);
                }
            }
        }))]);
        if (errors.Count > 0)
        {
            throw new AggregateException(errors);
        }
    }
}
