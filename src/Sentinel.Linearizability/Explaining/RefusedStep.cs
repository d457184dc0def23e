namespace Sentinel.Explaining;

/// <summary>A way of going on that the model refuses.</summary>
/// <param name="Operation">The operation that was tried, by its index in the checked history.</param>
/// <param name="State">The state that it met, in the model's words.</param>
/// <param name="Reason">Why the model refuses it there.</param>
public sealed record RefusedStep(int Operation, string State, string Reason);
