using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Sentinel.Histories;
using Sentinel.Models;

namespace Sentinel.Testing;

/// <summary>The model that the steps of a <see cref="ConcurrentSpec{TSystem,TState}"/> make.</summary>
internal sealed class CallModel<TSystem, TState>(string name, TState initialState, IReadOnlyList<OperationDefinition<TSystem, TState>> operations)
    : Model<TState, Call, CallResult>
    where TState : notnull
{
    public override string Name => name;

    public override TState InitialState => initialState;

    public override IEqualityComparer<TState> StateComparer =>
        typeof(TState) != typeof(string) && typeof(IEnumerable).IsAssignableFrom(typeof(TState))
            ? StructuralComparer<TState>.Instance
            : EqualityComparer<TState>.Default;

    public override bool TryStep(TState state, Call input, Outcome<CallResult> outcome, [MaybeNullWhen(false)] out TState next)
    {
        CallResult expected;
        (next, expected) = Step(state, input);
        return !outcome.IsReturned || outcome.Value.Equals(expected);
    }

    public override string DescribeState(TState state) => Structural.Describe(state);

    public override string DescribeOutput(CallResult output) => output.ToString();

    public override string DescribeRefusal(TState state, Call input, Outcome<CallResult> outcome) =>
        $"in state {DescribeState(state)} the model expects {input} → {Step(state, input).Expected}";

    private (TState Next, CallResult Expected) Step(TState state, Call input)
    {
        try
        {
            var (next, output) = operations[input.Operation].Step(state, input.Argument);
            return (next, CallResult.Of(output));
        }
        catch (Exception exception)
        {
            // A step that throws says that the operation throws here, and changes nothing.
            return (state, CallResult.FromException(exception));
        }
    }
}
