using Sentinel.Formats;

namespace Sentinel.Generating;

/// <summary>What a call answers.</summary>
/// <param name="Value">The field <c>value</c> of its end, where it is no repetition of the argument.</param>
/// <param name="Result">The field <c>result</c>.</param>
internal readonly record struct Answer(Value Value = default, Value Result = default);
