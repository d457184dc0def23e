using Sentinel.Histories;

namespace Sentinel.Checking.Search;

/// <summary>A kernel, whatever the width of its masks.</summary>
internal interface IKernel<TState, TInput, TOutput>
{
    Progress Progress { get; }

    ReadOnlySpan<int> Witness { get; }

    /// <summary>Whether the loaded problem has an order that passes the first returns. Required operations that return later may be in it.</summary>
    /// <returns><see langword="null"/> where a limit was reached.</returns>
    bool? Run(History<TInput, TOutput> checkedHistory, int returnsToPass);

    List<CutEnd<TState>>? FindEnds(History<TInput, TOutput> checkedHistory, int cut);

    /// <summary>The states in which the search met the return that it did not get past.</summary>
    IEnumerable<TState> FrontierStates { get; }
}
