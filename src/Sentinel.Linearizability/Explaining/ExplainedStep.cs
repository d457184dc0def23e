namespace Sentinel.Explaining;

/// <summary>One step of an order that the model accepts.</summary>
/// <param name="Operation">The operation's index in the checked history.</param>
/// <param name="StateAfter">The state that it leaves, in the model's words.</param>
public sealed record ExplainedStep(int Operation, string StateAfter);
