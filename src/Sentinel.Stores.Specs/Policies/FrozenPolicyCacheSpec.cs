using Sentinel.Testing;

namespace Sentinel.Stores.Specs.Policies;

/// <summary>The caching policy loader where the clock never moves: nothing expires, so each name is loaded once, and once more for
/// each load that failed.</summary>
/// <remarks>Stateless and thread-safe.</remarks>
public sealed class FrozenPolicyCacheSpec : PolicyCacheSpec
{
    /// <summary>Makes the spec.</summary>
    public FrozenPolicyCacheSpec() => Kinds = [.. base.Kinds.Where(kind => kind.CommandType != typeof(PolicyCommand.AdvanceClock))];

    /// <inheritdoc/>
    protected override IReadOnlyList<CommandKind<PolicyCommand>> Kinds { get; }
}
