using System.Runtime.InteropServices;

namespace Sentinel.Checking.Monitors;

/// <summary>The values of a history of a collection: what put each in, and what took it.</summary>
/// <param name="ranks">The events.</param>
/// <param name="isLastInFirstOut">Whether the k-th take of an element need not get the k-th put.</param>
internal sealed class CollectionValues<T>(EventRanks ranks, bool isLastInFirstOut)
{
    private const int None = QueueValue.None;

    /// <summary>An element with more values is not shown with all of them.</summary>
    private const int MaxShown = 50;

    private readonly Dictionary<Key, int> numberOf = new(ranks.Response.Length / 2);
    private readonly List<QueueValue> values = [];
    private readonly List<T?> elements = [];

    // The first value of each value's element, and its next one. What the first one knows of its element is below.
    private readonly List<int> firsts = [];
    private readonly List<int> nexts = [];
    private readonly Dictionary<int, Repeated> repeated = [];
    private readonly SortedSet<int> given = [];
    private int[]? valueOf;

    public EventRanks Ranks => ranks;

    public int Count => values.Count;

    public List<int> Empties { get; } = [];

    /// <summary>In the order of their invocations.</summary>
    public List<int> UnknownTakes { get; } = [];

    /// <summary>Whether a violation that is found is one.</summary>
    public bool IsSure => UnknownTakes.Count == 0 && !repeated.Values.Any(IsAmbiguous);

    /// <summary>Adds an operation by its position, in the order of invocations.</summary>
    public void Add(int operation, QueueAction action, T? key)
    {
        if (action == QueueAction.FindEmpty)
        {
            Empties.Add(operation);
        }
        else if (action == QueueAction.TakeSomething)
        {
            UnknownTakes.Add(operation);
        }
        else
        {
            ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(numberOf, new(key), out var known);
            if (!known)
            {
                number = NewValue(key, values.Count);
            }

            var isPut = action == QueueAction.Put;
            ref var value = ref CollectionsMarshal.AsSpan(values)[number];
            ref var place = ref isPut ? ref value.Put : ref value.Take;
            if (isLastInFirstOut && repeated.TryGetValue(number, out var element))
            {
                AddToStack(operation, isPut, number, element);
            }
            else if (place == None)
            {
                place = operation;
            }
            else
            {
                AddRepeated(operation, isPut, number);
            }
        }
    }

    /// <summary>The values that were inside for sure at some time, or were taken; tightened.</summary>
    /// <param name="kept">Where they go.</param>
    /// <param name="keptElements">Where their elements go.</param>
    /// <param name="isRelaxed">Whether ambiguous elements are left out, and everything that was not taken is given to the first Unknown take.</param>
    /// <param name="indices">The operations.</param>
    /// <returns>The bad pattern of a value that was taken and not put in, or not before.</returns>
    public MonitorResult? Keep(List<QueueValue> kept, List<T?> keptElements, bool isRelaxed, ReadOnlySpan<int> indices)
    {
        for (var i = 0; i < values.Count; i++)
        {
            var value = values[i];
            if (value.Put == None)
            {
                // Taken more often than it was put in, in whichever order.
                return Violation(OperationsOf(firsts[i]), indices);
            }

            if (isRelaxed && repeated.TryGetValue(firsts[i], out var element) && IsAmbiguous(element))
            {
                continue;
            }

            var isSurelyPut = ranks.Response[value.Put] != EventRanks.Never;
            if (value.Take == None && (isRelaxed ? UnknownTakes.Count > 0 && isSurelyPut : given.Contains(value.Put)))
            {
                value.Take = isRelaxed ? UnknownTakes[0] : UnknownTakes[given.GetViewBetween(0, value.Put).Count - 1];
            }

            if (value.Take != None && ranks.Response[value.Take] < ranks.Invocation[value.Put])
            {
                return MonitorResult.Violation(indices[value.Put], indices[value.Take]);
            }

            if (value.Take != None || isSurelyPut)
            {
                value.Tighten(ranks);
                kept.Add(value);
                keptElements.Add(elements[i]);
            }
        }

        return null;
    }

    /// <summary>Gives one more value, of those that a violation names and nobody took, to an Unknown take. The values and the takes are matched in their order.</summary>
    public bool TryGive(MonitorResult violation, ReadOnlySpan<int> indices)
    {
        foreach (var operation in violation.Operations)
        {
            var position = indices.BinarySearch(operation);
            var value = ValueOf(position);
            if (given.Count < UnknownTakes.Count && value != None && values[value].Take == None && given.Add(position))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Adds to a bad pattern what must not be left out: all values of its elements, unless they are very many, and the Unknown takes.</summary>
    public MonitorResult Complete(MonitorResult violation, ReadOnlySpan<int> indices)
    {
        if (violation.IsLinearizable != false || (repeated.Count == 0 && UnknownTakes.Count == 0))
        {
            return violation;
        }

        HashSet<int> positions = [];
        foreach (var operation in violation.Operations)
        {
            var position = indices.BinarySearch(operation);
            positions.Add(position);
            if (ValueOf(position) is not None and var value && (!repeated.TryGetValue(firsts[value], out var element) || element.Values <= MaxShown))
            {
                positions.UnionWith(OperationsOf(firsts[value]));
            }
        }

        var end = positions.Max(position => ranks.Response[position]);
        positions.UnionWith(UnknownTakes.Where(take => ranks.Invocation[take] < end));
        return Violation(positions, indices);
    }

    private static MonitorResult Violation(IEnumerable<int> positions, ReadOnlySpan<int> indices)
    {
        List<int> operations = [];
        foreach (var position in positions)
        {
            operations.Add(indices[position]);
        }

        return MonitorResult.Violation(CollectionsMarshal.AsSpan(operations));
    }

    // Unknown takes may have got any of the values that are left.
    private bool IsAmbiguous(Repeated element) =>
        isLastInFirstOut || element.IsNested || (values[element.LastValue].Take == None && UnknownTakes.Count > 0);

    private int NewValue(T? element, int first)
    {
        values.Add(QueueValue.Empty);
        elements.Add(element);
        firsts.Add(first);
        nexts.Add(None);
        return values.Count - 1;
    }

    private void AddRepeated(int operation, bool isPut, int first)
    {
        if (!repeated.TryGetValue(first, out var element))
        {
            repeated.Add(first, element = new() { LastPut = first, LastTake = first, LastValue = first });
            if (values[first].Put == None || values[first].Take == None)
            {
                element.Halves.Push(first);
            }
        }

        if (isLastInFirstOut)
        {
            AddToStack(operation, isPut, first, element);
            return;
        }

        ref var last = ref isPut ? ref element.LastPut : ref element.LastTake;
        var chosen = nexts[last];
        element.IsNested |= ranks.Response[operation] < ranks.Response[isPut ? values[last].Put : values[last].Take];
        if (chosen == None)
        {
            chosen = NextValue(element, first);
        }

        ref var value = ref CollectionsMarshal.AsSpan(values)[chosen];
        (isPut ? ref value.Put : ref value.Take) = operation;
        last = chosen;
    }

    // A take gets the last put that was not taken. What has only one half so far are either all puts or all takes.
    private void AddToStack(int operation, bool isPut, int first, Repeated element)
    {
        if (!element.Halves.TryPeek(out var chosen) || (isPut ? values[chosen].Put : values[chosen].Take) != None)
        {
            chosen = NextValue(element, first);
            element.Halves.Push(chosen);
        }
        else
        {
            element.Halves.Pop();
        }

        ref var value = ref CollectionsMarshal.AsSpan(values)[chosen];
        (isPut ? ref value.Put : ref value.Take) = operation;
    }

    private int NextValue(Repeated element, int first)
    {
        var value = NewValue(elements[first], first);
        nexts[element.LastValue] = value;
        element.LastValue = value;
        element.Values++;
        return value;
    }

    private IEnumerable<int> OperationsOf(int first)
    {
        for (var value = first; value != None; value = nexts[value])
        {
            if (values[value].Put != None)
            {
                yield return values[value].Put;
            }

            if (values[value].Take != None)
            {
                yield return values[value].Take;
            }
        }
    }

    private int ValueOf(int position)
    {
        if (valueOf is null)
        {
            Array.Fill(valueOf = new int[ranks.Response.Length], None);
            for (var i = 0; i < values.Count; i++)
            {
                foreach (var operation in new[] { values[i].Put, values[i].Take })
                {
                    if (operation != None)
                    {
                        valueOf[operation] = i;
                    }
                }
            }
        }

        return valueOf[position];
    }

    /// <summary>An element with several values.</summary>
    private sealed class Repeated
    {
        public int Values = 1;
        public int LastPut;
        public int LastTake;
        public int LastValue;

        /// <summary>Of a stack: values that were only put in, or only taken.</summary>
        public Stack<int> Halves { get; } = new();

        /// <summary>Whether the interval of a put lies within that of another, or of a take within that of another.</summary>
        public bool IsNested;
    }

    // The element may be null.
    private readonly record struct Key(T? Element);
}
