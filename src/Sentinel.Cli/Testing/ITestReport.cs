using Sentinel.Testing;

namespace Sentinel.Cli.Testing;

/// <summary>Where the results of <c>sentinel test</c> go.</summary>
internal interface ITestReport
{
    /// <summary>A store has been tested.</summary>
    /// <param name="store">Its name.</param>
    /// <param name="result">What came of it.</param>
    /// <param name="savedTo">The counterexample file, where one was written.</param>
    void Add(string store, LinearizabilityResult result, string? savedTo);

    /// <summary>All stores have been tested.</summary>
    void End();
}
