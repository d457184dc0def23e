using Sentinel.Histories;
using Sentinel.Models;

namespace Sentinel.Properties.Checking;

public enum ChoiceInput
{
    /// <summary>Moves to one of two other places and returns something that does not tell which for sure.</summary>
    Flip,

    /// <summary>Returns the place.</summary>
    Peek,

    /// <summary>Goes back to the start, or stays.</summary>
    Reset,
}

/// <summary>A nondeterministic model: a walker on four places.</summary>
public sealed class ChoiceModel : Model<int, ChoiceInput, int>
{
    public override string Name => "choice";

    public override int InitialState => 0;

    public override bool IsNondeterministic => true;

    public override bool TryStep(int state, ChoiceInput input, Outcome<int> outcome, out int next)
    {
        foreach (var candidate in NextStates(state, input, outcome))
        {
            next = candidate;
            return true;
        }

        next = state;
        return false;
    }

    public override IEnumerable<int> NextStates(int state, ChoiceInput input, Outcome<int> outcome) => input switch
    {
        ChoiceInput.Peek => !outcome.IsReturned || outcome.Value == state ? [state] : [],
        ChoiceInput.Reset => [0, state],
        _ => Flips(state).Where(next => !outcome.IsReturned || outcome.Value == Math.Abs(next - state) % 3),
    };

    public override bool IsReadOnly(ChoiceInput input, Outcome<int> outcome) => input == ChoiceInput.Peek;

    private static IEnumerable<int> Flips(int state) => [(state + 1) % 4, (state + 2) % 4, state];
}
