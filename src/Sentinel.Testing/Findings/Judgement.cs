using Sentinel.Checking;

namespace Sentinel.Testing;

/// <summary>What the two oracles say of a run.</summary>
/// <param name="Finding">What is wrong, or <see langword="null"/>.</param>
/// <param name="Undecided">Why the history could not be decided; never a pass.</param>
internal readonly record struct Judgement(Finding? Finding, Verdict.Inconclusive? Undecided);
