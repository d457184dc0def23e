using FsCheck;
using FsCheck.Fluent;
using Sentinel.Formats;

namespace Sentinel.Properties.Formats;

/// <summary>Values and events as files may hold them.</summary>
public static class FormatGenerators
{
    public static Arbitrary<Value> Values() => Arb.From(Gen.Sized(size => ValueOf(Math.Min(size, 12))), Shrink);

    public static Arbitrary<RecordedEvent> RecordedEvents() => Arb.From(
        from process in Gen.Choose(-3, 1000)
        from type in Gen.Elements(EventType.Invoke, EventType.Ok, EventType.Fail, EventType.Info)
        from function in Text.Where(text => text.Length > 0)
        from key in Gen.OneOf(Gen.Constant(Value.Null), ValueOf(3))
        from value in ValueOf(6)
        from result in Gen.Elements(Value.Null, Value.Of(true), Value.Of(false))
        select new RecordedEvent { Process = process, Type = type, Function = function, Key = key, Value = value, Result = result });

    private static Gen<string> Text { get; } = Gen.OneOf(
        Gen.Elements("read", "", "x", "0", "nil", "a b", "\"", "\\", "\n", "\r\n", "\t", "\u0001", "é", "日本", "😀", "\u2028", ":k", "{", "]", ";", "#"),
        ArbMap.Default.GeneratorFor<NonNull<string>>().Select(text => text.Get).Where(text => !ValueText.HasLoneSurrogate(text) && !text.Contains('\0')));

    private static Gen<Value> Atom { get; } = Gen.OneOf(
        Gen.Elements(Value.Null, Value.Of(true), Value.Of(false), Value.Of(long.MaxValue), Value.Of(long.MinValue)),
        Gen.Choose(-20, 20).Select(number => Value.Of((long)number)),
        ArbMap.Default.GeneratorFor<NormalFloat>().Select(number => Value.Of(number.Get)),
        Text.Select(Value.Of));

    private static Gen<Value> ValueOf(int size) => size <= 1 ? Atom : Gen.Frequency(
        (4, Atom),
        (1, ValueOf(size / 3).ArrayOf(3).Select(elements => Value.Of(elements))),
        (1, ValueOf(size / 4).ArrayOf().Select(elements => Value.Of(elements))),
        (1, Text.Zip(ValueOf(size / 3)).ArrayOf(2).Select(entries =>
            Value.Map(entries.Select(entry => new KeyValuePair<Value, Value>(Value.Of(entry.Item1), entry.Item2))))));

    private static IEnumerable<Value> Shrink(Value value) => value.TryGetList(out var elements)
        ? elements.Concat(elements.Select((_, i) => Value.Of(elements.RemoveAt(i).AsSpan())))
        : value.TryGetMap(out var entries) ? entries.Select(entry => entry.Value) : [];
}
