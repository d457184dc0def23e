using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Sentinel.Scheduling;

/// <summary>String hashes that do not depend on the process.</summary>
[Shim(typeof(string))]
internal static class StringHashShims
{
    public static int GetHashCode(string text) => StableHash.Of(text.AsSpan());

    public static int GetHashCode(string text, StringComparison comparisonType) => GetHashCode(text.AsSpan(), comparisonType);

    public static int GetHashCode(ReadOnlySpan<char> value) => StableHash.Of(value);

    /// <remarks>Texts that a culture calls equal may differ in their characters; their hashes stay the culture's own.</remarks>
    public static int GetHashCode(ReadOnlySpan<char> value, StringComparison comparisonType) => comparisonType switch
    {
        StringComparison.Ordinal => StableHash.Of(value),
        StringComparison.OrdinalIgnoreCase => StableHash.Of(value.ToString().ToUpperInvariant().AsSpan()),
        _ => string.GetHashCode(value, comparisonType),
    };
}

/// <summary>Comparers of texts: ordinal ones give the hashes that the texts give themselves.</summary>
[Shim(typeof(StringComparer))]
internal static class StringComparerShims
{
    public static int GetHashCode(StringComparer comparer, string obj) => StableHash.By(comparer, obj);
}

/// <summary>A comparer that came as an argument, most often the default one.</summary>
[Shim(typeof(IEqualityComparer<>))]
internal static class ComparerShims
{
    public static int GetHashCode<T>(IEqualityComparer<T> comparer, T obj) => StableHash.By(comparer, obj);
}

/// <summary>Combined hashes that do not depend on the process. The struct's own memory holds our state: its layout is never looked at.</summary>
[Shim(typeof(HashCode))]
internal static class HashCodeShims
{
    public static int Combine<T1>(T1 value1) => StableHash.Mix(0, StableHash.Of(value1));

    public static int Combine<T1, T2>(T1 value1, T2 value2) => StableHash.Mix(Combine(value1), StableHash.Of(value2));

    public static int Combine<T1, T2, T3>(T1 value1, T2 value2, T3 value3) => StableHash.Mix(Combine(value1, value2), StableHash.Of(value3));

    public static int Combine<T1, T2, T3, T4>(T1 value1, T2 value2, T3 value3, T4 value4) =>
        StableHash.Mix(Combine(value1, value2, value3), StableHash.Of(value4));

    public static int Combine<T1, T2, T3, T4, T5>(T1 value1, T2 value2, T3 value3, T4 value4, T5 value5) =>
        StableHash.Mix(Combine(value1, value2, value3, value4), StableHash.Of(value5));

    public static int Combine<T1, T2, T3, T4, T5, T6>(T1 value1, T2 value2, T3 value3, T4 value4, T5 value5, T6 value6) =>
        StableHash.Mix(Combine(value1, value2, value3, value4, value5), StableHash.Of(value6));

    public static int Combine<T1, T2, T3, T4, T5, T6, T7>(T1 value1, T2 value2, T3 value3, T4 value4, T5 value5, T6 value6, T7 value7) =>
        StableHash.Mix(Combine(value1, value2, value3, value4, value5, value6), StableHash.Of(value7));

    public static int Combine<T1, T2, T3, T4, T5, T6, T7, T8>(
        T1 value1, T2 value2, T3 value3, T4 value4, T5 value5, T6 value6, T7 value7, T8 value8) =>
        StableHash.Mix(Combine(value1, value2, value3, value4, value5, value6, value7), StableHash.Of(value8));

    public static void Add<T>(ref HashCode hash, T value) => Mix(ref hash, StableHash.Of(value));

    public static void Add<T>(ref HashCode hash, T value, IEqualityComparer<T>? comparer) =>
        Mix(ref hash, value is null ? 0 : StableHash.By(comparer ?? EqualityComparer<T>.Default, value));

    public static void AddBytes(ref HashCode hash, ReadOnlySpan<byte> value)
    {
        foreach (var item in value)
        {
            Mix(ref hash, item);
        }
    }

    public static int ToHashCode(ref HashCode hash) => Unsafe.As<HashCode, int>(ref hash);

    private static void Mix(ref HashCode hash, int value)
    {
        ref var state = ref Unsafe.As<HashCode, int>(ref hash);
        state = StableHash.Mix(state, value);
    }
}

/// <summary>What the hash code of a record is made of.</summary>
[Shim(typeof(EqualityComparer<>))]
internal static class EqualityComparerShims
{
    public static int GetHashCode<T>(EqualityComparer<T> comparer, T obj) => StableHash.By(comparer, obj);
}

/// <summary>Tuples as keys: the order of enumeration follows their hash codes, so they get a comparer of ours.</summary>
[Shim(typeof(ConcurrentDictionary<,>))]
internal static class ConcurrentDictionaryShims
{
    public static ConcurrentDictionary<TKey, TValue> New<TKey, TValue>()
        where TKey : notnull => new(Comparer<TKey>());

    public static ConcurrentDictionary<TKey, TValue> New<TKey, TValue>(IEnumerable<KeyValuePair<TKey, TValue>> collection)
        where TKey : notnull => new(collection, Comparer<TKey>());

    public static ConcurrentDictionary<TKey, TValue> New<TKey, TValue>(int concurrencyLevel, int capacity)
        where TKey : notnull => new(concurrencyLevel, capacity, Comparer<TKey>());

    private static TupleComparer<TKey>? Comparer<TKey>() => typeof(ITuple).IsAssignableFrom(typeof(TKey)) ? TupleComparer<TKey>.Instance : null;

    private sealed class TupleComparer<TKey> : IEqualityComparer<TKey>
    {
        public static readonly TupleComparer<TKey> Instance = new();

        public bool Equals(TKey? x, TKey? y) => EqualityComparer<TKey>.Default.Equals(x, y);

        public int GetHashCode(TKey obj) => StableHash.Of(obj);
    }
}
