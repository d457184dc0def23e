namespace Sentinel.Histories;

/// <summary>What every history keeps; see <see cref="History{TInput,TOutput}"/>.</summary>
internal static class HistoryRules
{
    /// <summary>Checks operations sorted by invocation.</summary>
    /// <exception cref="ArgumentException">A rule is broken.</exception>
    public static void Check<TInput, TOutput>(ReadOnlySpan<Operation<TInput, TOutput>> operations)
    {
        var lastResponse = new Dictionary<ProcessId, long>();
        foreach (ref readonly var operation in operations)
        {
            var interval = operation.Interval;
            if (interval.IsOpen != (operation.Outcome.Kind == OutcomeKind.Unknown))
            {
                throw new ArgumentException($"{operation}: an operation has no response exactly where its outcome is Unknown.", nameof(operations));
            }

            if (interval.Response < interval.Invocation)
            {
                throw new ArgumentException($"{operation}: the response {interval.Response} is before the invocation {interval.Invocation}.", nameof(operations));
            }

            if (lastResponse.TryGetValue(operation.Process, out var last) && last >= interval.Invocation)
            {
                throw new ArgumentException(
                    last == Interval.Never
                    ? $"{operation}: {operation.Process} has an Unknown operation, and such a process does nothing more; go on under a new number."
                    : $"{operation}: {operation.Process} still had an open operation, until {last}, at {interval.Invocation}.",
                    nameof(operations));
            }

            lastResponse[operation.Process] = interval.Response;
        }
    }
}
