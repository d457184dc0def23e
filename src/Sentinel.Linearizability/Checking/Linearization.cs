using System.Collections.Immutable;

namespace Sentinel.Checking;

/// <summary>A total order of the operations of a history, by their indices in it; also called the witness.</summary>
/// <param name="Order">The indices in the order in which the operations took effect. Every Returned operation is in it once,
/// an Unknown one at most once (left out: it never took effect), a Failed one never.</param>
public sealed record Linearization(ImmutableArray<int> Order);
