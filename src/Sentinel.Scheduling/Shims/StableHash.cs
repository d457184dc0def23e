using System.Runtime.CompilerServices;

namespace Sentinel.Scheduling;

/// <summary>Hash codes that are the same in every process, under control or not: the runtime's own depend on a seed of the process.</summary>
/// <remarks>Not only under control: what was put into a map before a run must be found in it.</remarks>
internal static class StableHash
{
    private const uint Basis = 2166136261;
    private const uint Prime = 16777619;

    private static readonly Type[] Shims =
    [
        typeof(ConcurrentDictionaryShims), typeof(StringHashShims), typeof(HashCodeShims), typeof(EqualityComparerShims),
        typeof(StringComparerShims), typeof(ComparerShims),
    ];

    /// <summary>Whether the shim is one of those that need no thread under control.</summary>
    public static bool IsShim(System.Reflection.MethodInfo shim) => Array.IndexOf(Shims, shim.DeclaringType) >= 0;

    public static int Of<T>(T value) => value switch
    {
        null => 0,
        string text => Of(text.AsSpan()),
        ITuple tuple => OfItems(tuple),
        _ => EqualityComparer<T>.Default.GetHashCode(value),
    };

    /// <summary>As the comparer says, where its word does not depend on the process: code may mix the ways to ask, and must get one answer.</summary>
    public static int By<T>(IEqualityComparer<T> comparer, T value) =>
        ReferenceEquals(comparer, EqualityComparer<T>.Default) ? Of(value)
        : value is not string text ? comparer.GetHashCode(value!)
        : ReferenceEquals(comparer, StringComparer.Ordinal) ? Of(text.AsSpan())
        : ReferenceEquals(comparer, StringComparer.OrdinalIgnoreCase) ? StringHashShims.GetHashCode(text, StringComparison.OrdinalIgnoreCase)
        : comparer.GetHashCode(value);

    /// <summary>FNV-1a (Fowler, Noll and Vo) over the characters.</summary>
    public static int Of(ReadOnlySpan<char> text)
    {
        var hash = Basis;
        foreach (var character in text)
        {
            hash = unchecked((hash ^ character) * Prime);
        }

        return unchecked((int)hash);
    }

    public static int Mix(int first, int second) => unchecked((int)((((uint)first ^ Basis) * Prime) + (uint)second)) ^ (second << 13);

    private static int OfItems(ITuple tuple)
    {
        var hash = tuple.Length;
        for (var i = 0; i < tuple.Length; i++)
        {
            hash = Mix(hash, Of(tuple[i]));
        }

        return hash;
    }
}
