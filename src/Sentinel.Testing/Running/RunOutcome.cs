using System.Collections.Immutable;
using Sentinel.Histories;

namespace Sentinel.Testing;

/// <summary>What one run of a program left behind.</summary>
/// <param name="History">What was recorded; of a run that hung, what was recorded until then.</param>
/// <param name="Hang">Where each process was when the run was given up; <see langword="null"/> where it ended.</param>
internal sealed record RunOutcome<TCommand, TResult>(History<TCommand, TResult> History, ImmutableArray<string>? Hang = null);
