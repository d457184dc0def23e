using Sentinel.Histories;

namespace Sentinel.Checking.Search;

/// <summary>A kernel, whatever the width of its masks.</summary>
internal interface IKernel<TState, TInput, TOutput>
{
    Progress Progress { get; }

    ReadOnlySpan<int> Witness { get; }

    /// <summary>Whether the loaded problem has an order that passes the first returns. Required operations that return later may be in it.</summary>
    /// <param name="checkedHistory">The history of the problem.</param>
    /// <param name="returnsToPass">How many.</param>
    /// <param name="pauseAt">The number of configurations at which the search pauses.</param>
    /// <returns><see langword="null"/> where a limit was reached, or the search paused.</returns>
    bool? Run(History<TInput, TOutput> checkedHistory, int returnsToPass, long pauseAt = long.MaxValue);

    /// <summary>Goes on after a pause, to the end.</summary>
    bool? Resume();

    /// <summary>How many starts <see cref="StartsAt"/> gives, for each return of a range.</summary>
    int[] CountStarts(int first, int last);

    /// <summary>After a run that found no order: what everything that returned before the k-th return may have come to.</summary>
    /// <param name="k">The return.</param>
    /// <param name="operations">The required operations that are of interest, by their numbers in the problem.</param>
    /// <param name="andAt">Whether to give also what that may have come to by linearizing operations that are open at the k-th return, and by passing it.</param>
    /// <remarks>
    /// <para>If the history has an order then one of these can be completed. For the run has entered every configuration that it needed, so that by
    /// its argument (<see cref="Kernel{TState, TInput, TOutput, TMask}"/>) an entered one of those before the k-th return could be completed (the first one: it is the beginning), and
    /// among them one that is nearest to its end. Its next step leads to one that is nearer and was entered, or was covered by an entered one: not one before the k-th return,
    /// hence one across it.</para>
    /// <para>That nearest one may have left its next step out for overwriting an Unknown operation; the argument then goes on with its ancestor, which has the same next return and is
    /// before the k-th too. A configuration that was covered is one with the same next return, state and mask: the memo counts the way to it as a way to the one that covers it.</para>
    /// <para>A cut, where nothing is open that will return, is the plain case: a start is then a state and the Unknown operations used. The memo of what is before it is kept to the end of the run:
    /// the search comes back across a cut with another start, and what it had exhausted before the cut would be explored again, once a cut, which is exponential.</para>
    /// <para>All of them are real, and have been exhausted: none can be completed.</para>
    /// </remarks>
    IEnumerable<WindowStart<TState>> StartsAt(int k, IReadOnlyList<int> operations, bool andAt);

    /// <summary>The states in which the search met the return that it did not get past.</summary>
    IEnumerable<TState> FrontierStates { get; }
}
