using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Sentinel.Histories;

namespace Sentinel.Models;

/// <summary>Several registers that transactions read and write together.</summary>
/// <typeparam name="T">The type of the values, with equality by value.</typeparam>
/// <param name="initial">What every register holds at first.</param>
/// <remarks>Immutable and thread-safe. The output of a transaction is what its reads found, in their order; a read sees the writes
/// before it in its own transaction. It is one operation: this is strict serializability, which for whole transactions is linearizability.</remarks>
public sealed class MultiRegisterModel<T>(T? initial = default)
    : Model<KeyedState<string, RegisterState<T>>, RegisterTransaction<T>, ImmutableArray<T?>>
{
    /// <inheritdoc/>
    public override string Name => "multi-register";

    /// <inheritdoc/>
    public override KeyedState<string, RegisterState<T>> InitialState => KeyedState<string, RegisterState<T>>.Empty;

    /// <inheritdoc/>
    public override bool TryStep(
        KeyedState<string, RegisterState<T>> state,
        RegisterTransaction<T> input,
        Outcome<ImmutableArray<T?>> outcome,
        [MaybeNullWhen(false)] out KeyedState<string, RegisterState<T>> next)
    {
        next = state;
        var reads = 0;
        foreach (var access in input.Accesses)
        {
            if (access.IsWrite)
            {
                next = next.With(access.Register, new(access.Value));
            }
            else if (outcome.IsReturned && !(reads < outcome.Value.Length && Same(outcome.Value[reads++], Held(next, access.Register))))
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public override bool IsReadOnly(RegisterTransaction<T> input, Outcome<ImmutableArray<T?>> outcome) => input.IsReadOnly;

    /// <inheritdoc/>
    public override string DescribeOperation(RegisterTransaction<T> input, Outcome<ImmutableArray<T?>> outcome)
    {
        if (!outcome.IsReturned)
        {
            return base.DescribeOperation(input, outcome);
        }

        var reads = 0;
        return $"txn({string.Join(", ", input.Accesses.Select(access => access.IsWrite ? $"{access}" : $"{access}→{RegisterInput<T>.Text(outcome.Value[reads++])}"))})";
    }

    /// <inheritdoc/>
    public override string DescribeRefusal(KeyedState<string, RegisterState<T>> state, RegisterTransaction<T> input, Outcome<ImmutableArray<T?>> outcome)
    {
        Dictionary<string, T?> written = new(StringComparer.Ordinal);
        List<string> found = [];
        foreach (var access in input.Accesses)
        {
            if (access.IsWrite)
            {
                written[access.Register] = access.Value;
            }
            else
            {
                found.Add(written.TryGetValue(access.Register, out var own)
                    ? $"{access.Register} holds {RegisterInput<T>.Text(own)} by its own write"
                    : $"{access.Register} holds {RegisterInput<T>.Text(Held(state, access.Register))}");
            }
        }

        return $"{string.Join(" and ", found.Distinct(StringComparer.Ordinal))} then";
    }

    private static bool Same(T? left, T? right) => EqualityComparer<T>.Default.Equals(left, right);

    private T? Held(KeyedState<string, RegisterState<T>> state, string register) => state.TryGet(register, out var held) ? held.Value : initial;
}
