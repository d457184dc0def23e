using System.Runtime.ExceptionServices;

namespace Sentinel.Stores.Policies;

/// <summary>One load from the source, which several callers may wait for.</summary>
/// <param name="started">When it began: before the source was asked.</param>
internal sealed class PolicyFlight(DateTimeOffset started)
{
    // Waiters go on elsewhere: the thread that ends the flight owes them nothing.
    private readonly TaskCompletionSource<FlightEnd> end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public DateTimeOffset Started => started;

    /// <summary>Never fails and is never cancelled: an exception of the source is a part of the end.</summary>
    public Task<FlightEnd> End => end.Task;

    public void EndWith(FlightEnd result) => end.SetResult(result);

    /// <summary>How a flight ended: with a result, or with an exception.</summary>
    internal readonly record struct FlightEnd(PolicyLoadResult? Result, ExceptionDispatchInfo? Exception)
    {
        public bool Succeeded => Result is PolicyLoadResult.Loaded;

        public PolicyLoadResult ResultOrThrow()
        {
            Exception?.Throw();
            return Result!;
        }
    }
}
