using Sentinel.Formats;

namespace Sentinel.Generating;

/// <summary>A call of an operation, in the words of the formats.</summary>
/// <param name="Function">The operation's name.</param>
/// <param name="Key">The object's key; nothing where there is one object, or where the keys are part of the operations.</param>
/// <param name="Argument">The argument.</param>
internal readonly record struct Call(string Function, Value Key = default, Value Argument = default);
