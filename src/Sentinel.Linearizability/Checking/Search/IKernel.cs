using Sentinel.Histories;

namespace Sentinel.Checking.Search;

/// <summary>A kernel, whatever the width of its masks.</summary>
internal interface IKernel<TInput, TOutput>
{
    Progress Progress { get; }

    ReadOnlySpan<int> Witness { get; }

    bool? Run(History<TInput, TOutput> checkedHistory);
}
