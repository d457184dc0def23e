using Sentinel.Testing;

namespace Sentinel.Stores.Specs.Requests;

/// <summary>The request store where the clock never moves and all records are of one instant: stamps still increase, strictly.</summary>
/// <remarks>Stateless and thread-safe.</remarks>
public sealed class FrozenRequestStoreSpec : RequestStoreSpec
{
    /// <inheritdoc/>
    protected override IReadOnlyList<CommandKind<RequestCommand>> Kinds => RequestGenerators.Frozen;
}
