using System.Collections.Immutable;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using Sentinel.Formats.Edn;

namespace Sentinel.Formats;

/// <summary>A value of a recorded history, of whatever kind its format knows: compact, comparable, without its origin.</summary>
/// <remarks>
/// Immutable and thread-safe. The default value is <see cref="Null"/>. Equality is by content and of one kind, but for this: a
/// number without fraction that fits 64 bits <em>is</em> an integer, so that <c>1.0</c> and <c>1</c> are equal. Not-a-number
/// equals itself. The order is total, so that every value can stand in a priority queue.
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public readonly struct Value : IEquatable<Value>, IComparable<Value>, IComparable
{
    // Sixteen bytes: what the content is, is told by the reference; small content sits in the bits.
    private static readonly object BooleanTag = new();
    private static readonly object IntegerTag = new();
    private static readonly object NumberTag = new();
    private readonly object? reference;
    private readonly long bits;

    private Value(object? reference, long bits)
    {
        this.reference = reference;
        this.bits = bits;
    }

    /// <summary>Nothing.</summary>
    public static Value Null => default;

    /// <summary>What this value is.</summary>
    public ValueKind Kind => reference switch
    {
        null => ValueKind.Null,
        string => ValueKind.Text,
        _ when ReferenceEquals(reference, IntegerTag) => ValueKind.Integer,
        _ when ReferenceEquals(reference, BooleanTag) => ValueKind.Boolean,
        _ when ReferenceEquals(reference, NumberTag) => ValueKind.Number,
        Value[] => ValueKind.List,
        _ => ValueKind.Map,
    };

    /// <summary>Whether this is <see cref="Null"/>.</summary>
    public bool IsNull => reference is null;

    /// <summary>A truth value.</summary>
    public static Value Of(bool value) => new(BooleanTag, value ? 1 : 0);

    /// <summary>A whole number.</summary>
    public static Value Of(long value) => new(IntegerTag, value);

    /// <summary>A number; an integer where it has no fraction and fits.</summary>
    public static Value Of(double value) =>
        value >= long.MinValue && value < -(double)long.MinValue && Math.Floor(value) == value
            ? Of((long)value)
            : new(NumberTag, BitConverter.DoubleToInt64Bits(double.IsNaN(value) ? double.NaN : value));

    /// <summary>A text, or <see cref="Null"/> for <see langword="null"/>.</summary>
    public static Value Of(string? value) => new(value, 0);

    /// <summary>A list.</summary>
    public static Value Of(params ReadOnlySpan<Value> values) => new(values.ToArray(), 0);

    /// <summary>A map. Of two entries with equal keys the later one stays.</summary>
    public static Value Map(IEnumerable<KeyValuePair<Value, Value>> entries) => new(
        entries.GroupBy(entry => entry.Key).Select(group => group.Last()).OrderBy(entry => entry.Key).ToArray(), 0);

    /// <summary>Reads a value as people type it: EDN, which has JSON's numbers, texts and lists in it; a bare word is a text.</summary>
    /// <exception cref="FormatException">It is no value; the message says where and what was expected.</exception>
    public static Value Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            var window = new Utf8Window(new MemoryStream(bytes), "value");
            while (window.Fill())
            {
            }

            window.ExpectText(window.Pending.Length);
            var parser = new EdnParser(window, window.Pending.Length, new());
            var value = parser.ParseValue();
            return parser.HasMore() ? throw parser.Error(parser.At, "expected one value; this is a second one") : value;
        }
        catch (HistoryFormatException error)
        {
            throw new FormatException($"column {error.Position.Column}: {error.Reason}", error);
        }
    }

    /// <summary>Whether this is a boolean, and which.</summary>
    public bool TryGetBoolean(out bool value)
    {
        value = bits != 0;
        return ReferenceEquals(reference, BooleanTag);
    }

    /// <summary>Whether this is an integer, and which.</summary>
    public bool TryGetInteger(out long value)
    {
        value = bits;
        return ReferenceEquals(reference, IntegerTag);
    }

    /// <summary>Whether this is a number or an integer, and which.</summary>
    public bool TryGetNumber(out double value)
    {
        value = ReferenceEquals(reference, IntegerTag) ? bits : BitConverter.Int64BitsToDouble(bits);
        return Kind is ValueKind.Integer or ValueKind.Number;
    }

    /// <summary>Whether this is a text, and which.</summary>
    public bool TryGetText(out string value)
    {
        value = reference as string ?? "";
        return reference is string;
    }

    /// <summary>Whether this is a list, and its elements.</summary>
    public bool TryGetList(out ImmutableArray<Value> elements)
    {
        elements = reference is Value[] list ? ImmutableCollectionsMarshal.AsImmutableArray(list) : [];
        return reference is Value[];
    }

    /// <summary>Whether this is a map, and its entries in the order of their keys.</summary>
    public bool TryGetMap(out ImmutableArray<KeyValuePair<Value, Value>> entries)
    {
        entries = reference is KeyValuePair<Value, Value>[] map ? ImmutableCollectionsMarshal.AsImmutableArray(map) : [];
        return reference is KeyValuePair<Value, Value>[];
    }

    /// <inheritdoc/>
    public bool Equals(Value other)
    {
        if (bits != other.bits)
        {
            return false;
        }

        return ReferenceEquals(reference, other.reference) || reference switch
        {
            string text => other.reference is string otherText && string.Equals(text, otherText, StringComparison.Ordinal),
            Value[] list => other.reference is Value[] otherList && list.AsSpan().SequenceEqual(otherList),
            KeyValuePair<Value, Value>[] map => other.reference is KeyValuePair<Value, Value>[] otherMap && CompareMaps(map, otherMap) == 0,
            _ => false,
        };
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Value other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        switch (reference)
        {
            case string text:
                return text.GetHashCode(StringComparison.Ordinal);
            case Value[] list:
                var hash = default(HashCode);
                foreach (var element in list)
                {
                    hash.Add(element.GetHashCode());
                }

                return hash.ToHashCode();
            case KeyValuePair<Value, Value>[] map:
                return map.Aggregate(7, (sum, entry) => HashCode.Combine(sum, entry.Key, entry.Value));
            case null:
                return 0;
            default:
                // Multiplied, so that neighbouring numbers fall far apart also in tables whose size is a power of two.
                return (int)((ulong)bits * 0x9E3779B97F4A7C15UL >> 32) ^ (int)Kind;
        }
    }

    /// <inheritdoc/>
    public int CompareTo(Value other)
    {
        var (left, right) = (Kind, other.Kind);
        if (left == ValueKind.Integer && right == ValueKind.Integer)
        {
            return bits.CompareTo(other.bits);
        }

        if (TryGetNumber(out var number) && other.TryGetNumber(out var otherNumber))
        {
            // Exact: a number that is no integer has a fraction, and so is far below 2^53, or lies outside of 64 bits.
            return number.CompareTo(otherNumber);
        }

        return left != right ? left.CompareTo(right) : left switch
        {
            ValueKind.Boolean => bits.CompareTo(other.bits),
            ValueKind.Text => string.CompareOrdinal((string)reference!, (string)other.reference!),
            ValueKind.List => ((Value[])reference!).AsSpan().SequenceCompareTo((Value[])other.reference!),
            ValueKind.Map => CompareMaps((KeyValuePair<Value, Value>[])reference!, (KeyValuePair<Value, Value>[])other.reference!),
            _ => 0,
        };
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The other object is not a value.</exception>
    public int CompareTo(object? obj) => obj switch
    {
        null => 1,
        Value other => CompareTo(other),
        _ => throw new ArgumentException("A value is compared with values only.", nameof(obj)),
    };

    /// <summary>The value as JSON writes it: texts in quotes, lists in brackets.</summary>
    public override string ToString() => reference is string || Kind >= ValueKind.List ? ValueText.Write(this) : ValueText.Atom(this);

    /// <summary>Whether the two are equal.</summary>
    public static bool operator ==(Value left, Value right) => left.Equals(right);

    /// <summary>Whether the two differ.</summary>
    public static bool operator !=(Value left, Value right) => !left.Equals(right);

    /// <summary>Whether the left one comes first.</summary>
    public static bool operator <(Value left, Value right) => left.CompareTo(right) < 0;

    /// <summary>Whether the right one comes first.</summary>
    public static bool operator >(Value left, Value right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left one does not come after the right one.</summary>
    public static bool operator <=(Value left, Value right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left one does not come before the right one.</summary>
    public static bool operator >=(Value left, Value right) => left.CompareTo(right) >= 0;

    private static int CompareMaps(KeyValuePair<Value, Value>[] left, KeyValuePair<Value, Value>[] right)
    {
        for (var i = 0; i < Math.Min(left.Length, right.Length); i++)
        {
            var order = left[i].Key.CompareTo(right[i].Key);
            order = order == 0 ? left[i].Value.CompareTo(right[i].Value) : order;
            if (order != 0)
            {
                return order;
            }
        }

        return left.Length.CompareTo(right.Length);
    }
}
