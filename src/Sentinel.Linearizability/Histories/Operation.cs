using System.Diagnostics;

namespace Sentinel.Histories;

/// <summary>One call made by one process: its input, its outcome and the interval in which it was open.</summary>
/// <typeparam name="TInput">What was asked.</typeparam>
/// <typeparam name="TOutput">What was answered.</typeparam>
/// <param name="Process">The process that made the call.</param>
/// <param name="Input">What was asked.</param>
/// <param name="Outcome">How it ended. Returned and Failed operations have a response, Unknown ones have none.</param>
/// <param name="Interval">When it was open.</param>
/// <remarks>
/// A struct, so that a history of a million operations is one array. The default value is not meaningful: operations come
/// from a <see cref="HistoryBuilder{TInput,TOutput}"/>, a <see cref="HistoryRecorder{TInput,TOutput}"/> or a reader.
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public readonly record struct Operation<TInput, TOutput>(
    ProcessId Process, TInput Input, Outcome<TOutput> Outcome, Interval Interval)
{
    /// <summary>The operation as reports print it: <c>p2 read → 7</c>.</summary>
    public override string ToString() => $"{Process} {Input} → {Outcome}";
}
