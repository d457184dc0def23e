using FsCheck;

namespace Sentinel.Testing;

/// <summary>Where the arguments of an operation come from.</summary>
internal sealed record ArgumentSource(Type Type, Gen<object?> Generator);
