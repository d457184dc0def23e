namespace Sentinel.Stores.Policies;

/// <summary>How a load of a policy ended.</summary>
/// <remarks>A closed set of cases: a source that cannot answer says so in a value, not with an exception.</remarks>
public abstract record PolicyLoadResult
{
    private PolicyLoadResult()
    {
    }

    /// <summary>Here it is.</summary>
    /// <param name="Policy">The policy.</param>
    public sealed record Loaded(Policy Policy) : PolicyLoadResult;

    /// <summary>There is no policy with this name.</summary>
    public sealed record NotFound : PolicyLoadResult;

    /// <summary>The source did not answer, or not with a policy.</summary>
    /// <param name="Reason">Why, as a sentence.</param>
    public sealed record Failed(string Reason) : PolicyLoadResult;
}
