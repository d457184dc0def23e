using System.Diagnostics.CodeAnalysis;
using System.Diagnostics;
using Sentinel.Checking.Monitors;
using Sentinel.Histories;

namespace Sentinel.Models;

/// <summary>One value that can be read, written and compared-and-set. As <c>register</c> it has no compare-and-set.</summary>
/// <typeparam name="T">The type of the values, with equality by value.</typeparam>
/// <param name="initial">The value before the first write.</param>
/// <param name="cas">Whether the register has compare-and-set; <see langword="false"/> makes the model refuse it with an exception.</param>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class RegisterModel<T>(T? initial = default, bool cas = true) : Model<RegisterState<T>, RegisterInput<T>, RegisterOutput<T>>
{
    /// <inheritdoc/>
    public override string Name => cas ? "cas-register" : "register";

    /// <inheritdoc/>
    public override RegisterState<T> InitialState { get; } = new(initial);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A compare-and-set on a register that has none.</exception>
    public override bool TryStep(
        RegisterState<T> state, RegisterInput<T> input, Outcome<RegisterOutput<T>> outcome, [MaybeNullWhen(false)] out RegisterState<T> next)
    {
        next = state;
        switch (input.Kind)
        {
            case RegisterOperation.Read:
                return !outcome.IsReturned || Same(outcome.Value.Value, state.Value);
            case RegisterOperation.Write:
                next = new(input.Value);
                return true;
            case RegisterOperation.Cas when cas:
                var matches = Same(input.Expected, state.Value);
                next = matches ? new(input.Value) : state;
                return !outcome.IsReturned || outcome.Value.Swapped == matches;
            case RegisterOperation.Cas:
                throw new ArgumentException("A register has no compare-and-set; the model cas-register has.", nameof(input));
            default:
                throw new UnreachableException();
        }
    }

    /// <inheritdoc/>
    public override bool IsReadOnly(RegisterInput<T> input, Outcome<RegisterOutput<T>> outcome) => input.Kind switch
    {
        RegisterOperation.Read => true,
        RegisterOperation.Cas => (outcome.IsReturned && !outcome.Value.Swapped) || Same(input.Expected, input.Value),
        _ => false,
    };

    internal override IMonitor<RegisterInput<T>, RegisterOutput<T>> Monitor { get; } =
        new RegisterMonitor<RegisterInput<T>, RegisterOutput<T>, T>("register monitor", initial, static (input, outcome) => input.Kind switch
        {
            RegisterOperation.Write => (RegisterAction.Write, input.Value),
            RegisterOperation.Read when outcome.IsReturned => (RegisterAction.Read, outcome.Value.Value),
            _ => (RegisterAction.Other, default),
        });

    /// <inheritdoc/>
    public override string DescribeOperation(RegisterInput<T> input, Outcome<RegisterOutput<T>> outcome) => outcome.Kind switch
    {
        OutcomeKind.Unknown => $"{input} → ?",
        OutcomeKind.Failed => $"{input} failed",
        _ when input.Kind == RegisterOperation.Read => $"read → {RegisterInput<T>.Text(outcome.Value.Value)}",
        _ when input.Kind == RegisterOperation.Cas => $"{input} → {(outcome.Value.Swapped ? "ok" : "mismatch")}",
        _ => $"{input} → ok",
    };

    /// <inheritdoc/>
    public override string DescribeRefusal(RegisterState<T> state, RegisterInput<T> input, Outcome<RegisterOutput<T>> outcome) =>
        $"the register holds {state} then";

    private static bool Same(T? left, T? right) => EqualityComparer<T>.Default.Equals(left, right);
}
