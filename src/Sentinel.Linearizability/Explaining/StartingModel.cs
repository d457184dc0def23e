using System.Diagnostics.CodeAnalysis;
using Sentinel.Histories;
using Sentinel.Models;

namespace Sentinel.Explaining;

/// <summary>A model that starts in another state.</summary>
internal sealed class StartingModel<TState, TInput, TOutput>(Model<TState, TInput, TOutput> model, TState start) : Model<TState, TInput, TOutput>
    where TState : notnull
{
    public override string Name => model.Name;

    public override TState InitialState => start;

    public override IEqualityComparer<TState> StateComparer => model.StateComparer;

    public override bool IsNondeterministic => model.IsNondeterministic;

    public override bool TryStep(TState state, TInput input, Outcome<TOutput> outcome, [MaybeNullWhen(false)] out TState next) =>
        model.TryStep(state, input, outcome, out next);

    public override IEnumerable<TState> NextStates(TState state, TInput input, Outcome<TOutput> outcome) => model.NextStates(state, input, outcome);

    public override bool IsReadOnly(TInput input, Outcome<TOutput> outcome) => model.IsReadOnly(input, outcome);
}
