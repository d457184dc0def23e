using Sentinel.Testing;

namespace Sentinel.Stores.Specs.BreakGlass;

/// <summary>The break-glass store where the clock never moves and all events are of one instant: stamps still increase, strictly.</summary>
/// <remarks>Stateless and thread-safe.</remarks>
public sealed class FrozenBreakGlassStoreSpec : BreakGlassStoreSpec
{
    /// <inheritdoc/>
    protected override IReadOnlyList<CommandKind<BreakGlassCommand>> Kinds => BreakGlassGenerators.Frozen;
}
