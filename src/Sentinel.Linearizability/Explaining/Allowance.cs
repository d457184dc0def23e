using Sentinel.Checking;
using Sentinel.Checking.Search;

namespace Sentinel.Explaining;

/// <summary>What explaining may take: it is an extra to a verdict that stands, and says less where that is not enough.</summary>
/// <remarks>Counted, so that the same violation has the same explanation every time: neither memory nor, but for models whose steps are very slow, time says when it is enough.</remarks>
internal static class Allowance
{
    private static readonly CheckOptions Options = CheckOptions.Default with { Timeout = TimeSpan.FromSeconds(30), MaxMemoryBytes = long.MaxValue };

    /// <summary>For looking for windows.</summary>
    public static Budget Searches() => NewBudget(10_000);

    /// <summary>For going through all orders of one window.</summary>
    public static Budget Exploration() => NewBudget(2_000);

    /// <summary>For the reference checker on one window.</summary>
    public static Budget Reference() => NewBudget(1_000);

    private static Budget NewBudget(long configurations)
    {
        Budget budget = new();
        budget.Start(Options with { MaxStates = configurations }, CancellationToken.None);
        return budget;
    }
}
