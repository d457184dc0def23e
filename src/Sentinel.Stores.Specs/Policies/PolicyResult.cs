namespace Sentinel.Stores.Specs.Policies;

/// <summary>What a policy cache answered. A closed set of cases with equality by value.</summary>
public abstract record PolicyResult
{
    private protected PolicyResult()
    {
    }

    /// <summary>A policy.</summary>
    /// <param name="Version">Its version.</param>
    /// <param name="SourceLoads">How many loads of it the source had seen just after the answer.</param>
    public sealed record Loaded(long Version, int SourceLoads) : PolicyResult
    {
        /// <inheritdoc/>
        public override string ToString() => $"v{Version} ({SourceLoads} loaded)";
    }

    /// <summary>The source had no policy to give.</summary>
    /// <param name="Fault">Why.</param>
    public sealed record Failed(SourceFault Fault) : PolicyResult
    {
        /// <inheritdoc/>
        public override string ToString() => Fault switch
        {
            SourceFault.Fails => "failed",
            SourceFault.FindsNothing => "not found",
            _ => "the source threw",
        };
    }

    /// <summary>The caller gave up.</summary>
    public sealed record Cancelled : PolicyResult
    {
        /// <inheritdoc/>
        public override string ToString() => "cancelled";
    }

    /// <summary>A version was published.</summary>
    /// <param name="Version">Which.</param>
    public sealed record Published(long Version) : PolicyResult
    {
        /// <inheritdoc/>
        public override string ToString() => $"v{Version}";
    }

    /// <summary>The call returned; it has nothing to say.</summary>
    public sealed record Done : PolicyResult
    {
        /// <inheritdoc/>
        public override string ToString() => "ok";
    }

    /// <summary>The call threw. A right cache does so only for a caller that gave up, or with what the source threw, which is another answer.</summary>
    /// <param name="Exception">The type of the exception and its message.</param>
    public sealed record Threw(string Exception) : PolicyResult
    {
        /// <inheritdoc/>
        public override string ToString() => $"threw {Exception}";
    }
}
