using System.Diagnostics.CodeAnalysis;
using Sentinel.Checking.Monitors;
using Sentinel.Histories;

namespace Sentinel.Models;

/// <summary>A stack: last in, first out. To pop from an empty one returns at once, with nothing.</summary>
/// <typeparam name="T">The type of the elements, with equality by value.</typeparam>
/// <param name="initial">The elements before the first operation; the default has none.</param>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class StackModel<T>(StackState<T>? initial = null) : Model<StackState<T>, StackInput<T>, Taken<T>>
{
    /// <inheritdoc/>
    public override string Name => "stack";

    /// <inheritdoc/>
    public override StackState<T> InitialState => initial ?? StackState<T>.Empty;

    /// <inheritdoc/>
    public override bool TryStep(StackState<T> state, StackInput<T> input, Outcome<Taken<T>> outcome, [MaybeNullWhen(false)] out StackState<T> next)
    {
        if (input.IsPush)
        {
            next = state.Push(input.Element!);
            return true;
        }

        next = state.Count == 0 ? state : state.Pop();
        return !outcome.IsReturned || outcome.Value == (state.Count == 0 ? Taken<T>.Nothing : Taken<T>.Of(state.Top));
    }

    /// <inheritdoc/>
    public override bool IsReadOnly(StackInput<T> input, Outcome<Taken<T>> outcome) =>
        !input.IsPush && outcome.IsReturned && !outcome.Value.HasElement;

    internal override IMonitor<StackInput<T>, Taken<T>>? Monitor { get; } = initial is { Count: > 0 }
        ? null
        : new StackMonitor<StackInput<T>, Taken<T>, T>(static (input, outcome) =>
            input.IsPush ? (QueueAction.Put, input.Element)
            : !outcome.IsReturned ? (QueueAction.TakeSomething, default)
            : outcome.Value.HasElement ? (QueueAction.Take, outcome.Value.Element)
            : (QueueAction.FindEmpty, default));

    /// <inheritdoc/>
    public override string DescribeOperation(StackInput<T> input, Outcome<Taken<T>> outcome) =>
        input.IsPush && outcome.IsReturned ? $"{input} → ok" : base.DescribeOperation(input, outcome);

    /// <inheritdoc/>
    public override string DescribeRefusal(StackState<T> state, StackInput<T> input, Outcome<Taken<T>> outcome) =>
        state.Count == 0 ? "the stack is empty then" : $"{state.Top} is on top then";
}
