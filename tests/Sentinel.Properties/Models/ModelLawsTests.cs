using Sentinel.Histories;
using Sentinel.Models;
using Sentinel.Properties.Checking;

namespace Sentinel.Properties.Models;

public sealed class ModelLawsTests
{
    [Fact]
    public void Every_model_keeps_the_laws() => Assert.All(ModelCases.All, model => Assert.Null(model.FindLawBreach()));

    [Fact]
    public void A_read_that_changes_the_state_is_a_breach() => Breaks("calls it read-only", new Faulty { ReadsChange = true });

    [Fact]
    public void An_unknown_outcome_that_does_less_than_a_returned_one_is_a_breach() => Breaks("Unknown outcome does not lead", new Faulty { UnknownDoesNothing = true });

    [Fact]
    public void Several_next_states_of_a_deterministic_model_are_a_breach() => Breaks("says that it is deterministic", new Faulty { Branches = true });

    [Fact]
    public void A_step_that_contradicts_the_next_states_is_a_breach() => Breaks("contradict", new Faulty { Contradicts = true });

    [Fact]
    public void A_model_with_memory_is_a_breach() => Breaks("asked twice", new Faulty { Remembers = true });

    private static void Breaks(string expected, Faulty model) => Assert.Contains(expected, ModelLaws.FindBreach(model, [(true, 0), (false, 1)]), StringComparison.Ordinal);

    /// <summary>A counter whose input says whether to change it, with one fault.</summary>
    private sealed class Faulty : Model<int, bool, int>
    {
        private int calls;

        public bool ReadsChange { get; init; }

        public bool UnknownDoesNothing { get; init; }

        public bool Branches { get; init; }

        public bool Contradicts { get; init; }

        public bool Remembers { get; init; }

        public override string Name => "faulty";

        public override int InitialState => 0;

        public override bool TryStep(int state, bool input, Outcome<int> outcome, out int next)
        {
            next = (input && !(UnknownDoesNothing && !outcome.IsReturned)) || ReadsChange ? (state + 1) % 5 : state;
            return true;
        }

        public override IEnumerable<int> NextStates(int state, bool input, Outcome<int> outcome)
        {
            TryStep(state, input, outcome, out var next);
            return Contradicts ? [] : Remembers ? [next + (++calls * 5)] : Branches ? [next, next + 100] : [next];
        }

        public override bool IsReadOnly(bool input, Outcome<int> outcome) => !input;
    }
}
