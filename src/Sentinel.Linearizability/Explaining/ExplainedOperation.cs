using Sentinel.Histories;

namespace Sentinel.Explaining;

/// <summary>An operation as an explanation shows it.</summary>
/// <param name="Index">Its index in the checked history.</param>
/// <param name="Process">The process that made it.</param>
/// <param name="Interval">When it was open.</param>
/// <param name="Kind">How it ended.</param>
/// <param name="Text">Input and outcome in the model's words: <c>read → 7</c>.</param>
public sealed record ExplainedOperation(int Index, ProcessId Process, Interval Interval, OutcomeKind Kind, string Text);
