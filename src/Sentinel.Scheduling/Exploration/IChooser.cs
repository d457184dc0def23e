namespace Sentinel.Scheduling;

/// <summary>Decides which thread goes on. All nondeterminism of a run goes through it.</summary>
/// <remarks>It sees logical ids only: never time, never the identity of an object.</remarks>
internal interface IChooser
{
    /// <summary>Called once before each run.</summary>
    void Begin();

    /// <summary>Picks one of <paramref name="enabled"/> (ascending, at least two).</summary>
    /// <param name="current">The thread that made the last step, whether or not it can go on.</param>
    /// <param name="ordinal">How many choices came before while <paramref name="current"/> was current.</param>
    /// <param name="enabled">The threads that can go on.</param>
    /// <param name="currentEnabled">False where leaving the current thread is not a pre-emption.</param>
    int Choose(int current, int ordinal, bool currentEnabled, ReadOnlySpan<int> enabled);

    /// <summary>Told of every point passed, choice or not, so that a strategy can count steps.</summary>
    void Passed(int thread);
}
