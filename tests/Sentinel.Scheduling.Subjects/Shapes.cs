#pragma warning disable MA0021, MA0024 // That hash codes fit each other, however they are asked for, is what this is about.
using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Sentinel.Scheduling.Subjects;

/// <summary>Code whose result must be the same in the copy, outside control too.</summary>
public static class Shapes
{
    private delegate T Parse<T>(ReadOnlySpan<char> text, IFormatProvider? provider);

    private static event Action<int>? Told;

    public static string TypesThatDeriveFromTheLibrarys()
    {
        var map = new Map();
        using var source = new Source();
        var clock = new Clock();
        return $"{map["a"]} {new Dice().Next()} {source.IsCancellationRequested} {clock.GetUtcNow() > clock.GetUtcNow().AddDays(-1)} {clock.GetTimestamp() > 0}";
    }

    public static string HandlersAreRemoved()
    {
        var (list, queue) = (new List<int>(), new ConcurrentQueue<int>());
        Told += list.Add;
        Told += queue.Enqueue;
        Told -= list.Add;
        var remove = () => Told -= queue.Enqueue;
        remove();
        Told?.Invoke(3);
        return $"{list.Count} {queue.Count} {((Action<int>)list.Add).Equals((Action<int>)list.Add)}";
    }

    public static string StaticMembersOfInterfacesAsMethodGroups() => Parser<int>.Of("12") + Parser<double>.Of("1.5");

    public static string HashCodesFitEachOther()
    {
        const string Text = "text";
        object boxed = Text;
        IEqualityComparer<string> byDefault = EqualityComparer<string>.Default;
        int[] hashes =
        [
            Text.GetHashCode(), string.GetHashCode(Text.AsSpan()), boxed.GetHashCode(), Of(Text), EqualityComparer<string>.Default.GetHashCode(Text),
            byDefault.GetHashCode(Text), StringComparer.Ordinal.GetHashCode(Text), Text.GetHashCode(StringComparison.Ordinal),
        ];
        var added = default(HashCode);
        added.Add(Text);
        added.Add(3, comparer: null);
        IEqualityComparer<ReadOnlySpan<char>> spans = new Lengths();
        return $"{spans.GetHashCode(Text)} {hashes.Distinct().Count()} {added.ToHashCode() == HashCode.Combine(Text, 3)} {Of<int?>(null)} {Of(7)}";
    }

    public static string BuilderOfAnother()
    {
        var pending = new Pending();
        pending.Builder = AsyncTaskMethodBuilder<int>.Create();
        var task = pending.Builder.Task;
        Pending.End(pending, 3);
        return task.Result.ToString(CultureInfo.InvariantCulture);
    }

    public static string FieldThatTheRuntimeOpens()
    {
        var point = new Hidden();
        Value(point) += 4;
        return point.ToString();
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_value")]
    private static extern ref int Value(Hidden hidden);

    private static int Of<T>(T value) => value!.GetHashCode();

    private static class Parser<T>
        where T : ISpanParsable<T>
    {
        public static string Of(string text)
        {
            Parse<T> parse = T.Parse;
            return string.Create(CultureInfo.InvariantCulture, $"{parse(text, CultureInfo.InvariantCulture)}");
        }
    }

    private sealed class Map : ConcurrentDictionary<string, int>
    {
        public Map() => TryAdd("a", 1);
    }

    private sealed class Dice : Random
    {
        public override int Next() => base.Next(1);
    }

    private sealed class Source : CancellationTokenSource
    {
        protected override void Dispose(bool disposing) => base.Dispose(disposing);
    }

    private sealed class Clock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow();

        public override long GetTimestamp() => base.GetTimestamp();
    }

    private sealed class Pending
    {
        public AsyncTaskMethodBuilder<int> Builder;

        public static void End(Pending pending, int value) => pending.Builder.SetResult(value);
    }

    private sealed class Hidden
    {
        private int _value;

        public override string ToString()
        {
            _value++;
            return _value.ToString(CultureInfo.InvariantCulture);
        }
    }

    private sealed class Lengths : IEqualityComparer<ReadOnlySpan<char>>
    {
        public bool Equals(ReadOnlySpan<char> x, ReadOnlySpan<char> y) => x.Length == y.Length;

        public int GetHashCode(ReadOnlySpan<char> obj) => obj.Length;
    }
}
