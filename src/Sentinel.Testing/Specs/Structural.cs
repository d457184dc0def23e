using System.Collections;
using System.Runtime.CompilerServices;

namespace Sentinel.Testing;

/// <summary>Equality, hash and text by content: a list equals another list with the same elements.</summary>
/// <remarks>So that a model may keep its state in an immutable collection, and an operation may return a list; also in a tuple, or as the value
/// of a dictionary.</remarks>
internal static class Structural
{
    public static bool AreEqual(object? left, object? right)
    {
        if (ReferenceEquals(left, right) || Equals(left, right))
        {
            return true;
        }

        if (Parts(left) is { } leftParts && Parts(right) is { } rightParts)
        {
            return left!.GetType() == right!.GetType() && leftParts.SequenceEqual(rightParts, StructuralComparer<object?>.Instance);
        }

        if (left is not IEnumerable leftItems || right is not IEnumerable rightItems || left is string || right is string)
        {
            return false;
        }

        return left is IDictionary || right is IDictionary || IsSet(left) || IsSet(right)
            ? UnorderedEqual(leftItems, rightItems)
            : OrderedEqual(leftItems, rightItems);
    }

    public static int Hash(object? value)
    {
        if (value is ITuple tuple)
        {
            return Enumerable.Range(0, tuple.Length).Aggregate(19, (hash, i) => HashCode.Combine(hash, Hash(tuple[i])));
        }

        // A pair's own hash code is that of its key where the value is a reference.

        if (value is string || value is not IEnumerable items)
        {
            return value?.GetHashCode() ?? 0;
        }

        // A sum does not depend on the order, which sets and dictionaries do not define.
        var sum = 17;
        foreach (var item in items)
        {
            sum += Hash(item);
        }

        return sum;
    }

    public static string Describe(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        ITuple tuple => $"({string.Join(", ", Parts(tuple)!.Select(Describe))})",
        IEnumerable items => $"[{string.Join(", ", items.Cast<object?>().Select(Describe))}]",
        _ => Parts(value) is { } pair ? $"[{string.Join(", ", pair.Select(Describe))}]" : value.ToString() ?? "",
    };

    /// <summary>The items of a tuple, the key and the value of a pair: their own equality asks that of their parts, which for a collection is identity.</summary>
    private static object?[]? Parts(object? value)
    {
        if (value is ITuple tuple)
        {
            return [.. Enumerable.Range(0, tuple.Length).Select(i => tuple[i])];
        }

        return value?.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(KeyValuePair<,>)
            ? [type.GetProperty("Key")!.GetValue(value), type.GetProperty("Value")!.GetValue(value)]
            : null;
    }

    private static bool IsSet(object value) =>
        Array.Exists(value.GetType().GetInterfaces(), type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlySet<>));

    private static bool OrderedEqual(IEnumerable left, IEnumerable right) =>
        left.Cast<object?>().SequenceEqual(right.Cast<object?>(), StructuralComparer<object?>.Instance);

    private static bool UnorderedEqual(IEnumerable left, IEnumerable right)
    {
        var remaining = right.Cast<object?>().ToList();
        foreach (var item in left)
        {
            var at = remaining.FindIndex(other => AreEqual(item, other));
            if (at < 0)
            {
                return false;
            }

            remaining.RemoveAt(at);
        }

        return remaining.Count == 0;
    }
}
