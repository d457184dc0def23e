using System.Collections;
using System.Diagnostics;

namespace Sentinel.Histories;

/// <summary>The operations of one run with their real-time order, sorted by invocation.</summary>
/// <typeparam name="TInput">What operations ask.</typeparam>
/// <typeparam name="TOutput">What they answer.</typeparam>
/// <remarks>
/// Immutable and thread-safe. An operation is named by its index in this list. What holds of every history, checked when it
/// is made: operations of one process do not overlap; nothing follows an Unknown operation in its process; a Returned or
/// Failed operation responds no earlier than it was invoked; an Unknown one never responds.
/// </remarks>
[DebuggerDisplay("{Count} operations")]
public sealed class History<TInput, TOutput> : IReadOnlyList<Operation<TInput, TOutput>>
{
    private readonly Operation<TInput, TOutput>[] operations;

    /// <summary>Makes a history of operations given in any order.</summary>
    /// <exception cref="ArgumentException">The operations break one of the rules that hold of every history; the message names the first.</exception>
    public History(IEnumerable<Operation<TInput, TOutput>> operations)
    {
        ArgumentNullException.ThrowIfNull(operations);
        this.operations = [.. operations];
        if (!IsSorted(this.operations))
        {
            // OrderBy is stable: operations invoked at the same number keep the order in which they were given.
            this.operations = [.. this.operations.OrderBy(operation => operation.Interval.Invocation)];
        }

        HistoryRules.Check(this.operations);
    }

    /// <summary>The history without operations.</summary>
    public static History<TInput, TOutput> Empty { get; } = new([]);

    /// <inheritdoc/>
    public int Count => operations.Length;

    /// <summary>The operation with this index, counted from 0 in the order of invocations.</summary>
    public ref readonly Operation<TInput, TOutput> this[int index] => ref operations[index];

    Operation<TInput, TOutput> IReadOnlyList<Operation<TInput, TOutput>>.this[int index] => operations[index];

    /// <summary>The operations as a span, without copying.</summary>
    public ReadOnlySpan<Operation<TInput, TOutput>> AsSpan() => operations;

    /// <inheritdoc/>
    public IEnumerator<Operation<TInput, TOutput>> GetEnumerator() =>
        ((IEnumerable<Operation<TInput, TOutput>>)operations).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => operations.GetEnumerator();

    /// <summary>One operation a line, in the order of invocations.</summary>
    public override string ToString() => string.Join('\n', operations.Select(o => $"{o.Interval} {o}"));

    private static bool IsSorted(Operation<TInput, TOutput>[] operations)
    {
        for (var i = 1; i < operations.Length; i++)
        {
            if (operations[i - 1].Interval.Invocation > operations[i].Interval.Invocation)
            {
                return false;
            }
        }

        return true;
    }
}
