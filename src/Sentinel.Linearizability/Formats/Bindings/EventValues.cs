namespace Sentinel.Formats.Bindings;

/// <summary>What an invocation says.</summary>
internal readonly record struct EventValues(int Operation, Value Argument = default, Value Key = default);
