using System.Collections.Immutable;

namespace Sentinel.Explaining;

/// <summary>A legal beginning of an order, and the operation that then has to come and that the model refuses.</summary>
/// <param name="After">The beginning, by indices in the checked history; its last operations where it is long.</param>
/// <param name="Operation">The operation that was tried, by its index in the checked history.</param>
/// <param name="State">The state that it met, in the model's words.</param>
/// <param name="Reason">Why the model refuses it there: a clause.</param>
public sealed record RefusedStep(ImmutableArray<int> After, int Operation, string State, string Reason);
