using System.Runtime.CompilerServices;

namespace Sentinel.Scheduling;

/// <content>The hash code of an object whose type shows only when it is asked.</content>
internal static partial class Hooks
{
    private static readonly ConditionalWeakTable<Type, object> OwnHashes = [];

    /// <summary>In place of <see cref="object.GetHashCode"/>, which is how the compiler asks a string too.</summary>
    public static int HashOf(object? subject) => subject is not null and not (string or ITuple) && LogicalThread.Current is { } thread && HasIdentityHash(subject.GetType())
        ? thread.Execution.World.SerialOf(subject)
        : StableHashOf(subject);

    /// <summary>The same inside comparisons: a key that has no hash code of its own keeps the runtime's, with which it may have been stored before any run.</summary>
    public static int StableHashOf(object? subject) => subject is string or ITuple ? StableHash.Of(subject) : subject!.GetHashCode();

    /// <summary>The same for a value whose type is a parameter, or a tuple. One that is null answers, or fails, as it would.</summary>
    public static int HashOfValue<T>(ref T value) => value is null ? value!.GetHashCode() : HashOf(value);

    /// <inheritdoc cref="StableHashOf"/>
    public static int StableHashOfValue<T>(ref T value) => value is null ? value!.GetHashCode() : StableHashOf(value);

    private static bool HasIdentityHash(Type type) => (bool)OwnHashes.GetValue(
        type, static t => t is { IsValueType: false } && t.GetMethod(nameof(GetHashCode), Type.EmptyTypes)?.DeclaringType == typeof(object));
}
