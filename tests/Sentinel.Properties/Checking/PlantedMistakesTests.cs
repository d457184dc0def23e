using Sentinel.Checking;
using Sentinel.Checking.Search;
using Sentinel.Histories;
using Sentinel.Models;

namespace Sentinel.Properties.Checking;

/// <summary>Known-wrong variants of the kernel are noticed, by random histories where those are enough, by fixed ones where they are not.</summary>
/// <remarks>Minimising by dropping a write, and a cut that forgets how it can have ended, are in WindowTests.</remarks>
public sealed class PlantedMistakesTests
{
    [Fact]
    public void Half_open_intervals_are_noticed() => IsNoticed(PlantedMistakes.HalfOpenIntervals);

    [Fact]
    public void Greedy_writes_that_change_nothing_now_are_noticed() => IsNoticed(PlantedMistakes.GreedyWrites);

    [Fact]
    public void An_unknown_twin_before_the_returned_one_is_noticed() => IsNoticed(PlantedMistakes.UnknownTwinFirst);

    [Fact]
    public void An_unknown_operation_that_gives_way_to_a_twin_that_is_not_accepted_is_noticed() => IsNoticed(PlantedMistakes.UnknownTwinUnseen);

    [Fact]
    public void An_unknown_operation_thrown_away_for_good_in_a_state_that_it_leaves_as_it_is_is_noticed() => IsNoticed(PlantedMistakes.UnknownThrownAway);

    [Fact]
    public void Twins_taken_latest_first_are_noticed() => IsNoticed(PlantedMistakes.TwinsLatestFirst);

    [Fact]
    public void A_mask_that_is_not_cleared_when_a_slot_is_reused_is_noticed() => IsNoticed(PlantedMistakes.MaskNotCleared);

    [Fact]
    public void Dropped_unknown_operations_are_noticed() => IsNoticed(PlantedMistakes.UnknownDropped);

    [Fact]
    public void A_memo_that_forgets_which_unknown_operations_are_used_is_noticed() =>
        Differs(ModelCases.CasRegister, EitherThenTheWrite(), PlantedMistakes.MemoWithoutUnknown);

    [Fact]
    public void Dominance_by_total_count_instead_of_subset_is_noticed() =>
        Differs(ModelCases.CasRegister, EitherThenTheWrite(), PlantedMistakes.DominanceByCount);

    [Fact]
    public void An_unknown_operation_that_gives_way_to_a_twin_that_leads_elsewhere_is_noticed()
    {
        // The Unknown flip has to go from 0 to 2 first; the returned one could go to 1 only.
        var history = new HistoryBuilder<ChoiceInput, int>()
            .Invoke(0, ChoiceInput.Flip).Crash(0)
            .Invoke(1, ChoiceInput.Flip)
            .Call(2, ChoiceInput.Peek, 2)
            .Return(1, 1)
            .Call(2, ChoiceInput.Peek, 3)
            .Build();
        Differs(ModelCases.Choice, history, PlantedMistakes.UnknownTwinElsewhere);
    }

    [Fact]
    public void An_unknown_write_is_seen_by_an_unknown_comparison()
    {
        var history = new HistoryBuilder<RegisterInput<int?>, RegisterOutput<int?>>()
            .Invoke(0, RegisterInput<int?>.Write(1)).Crash(0)
            .Invoke(1, RegisterInput<int?>.Cas(1, 2)).Crash(1)
            .Call(2, RegisterInput<int?>.Read, RegisterOutput<int?>.Of(2))
            .Build();
        Assert.IsType<Verdict.Linearizable>(LinearizabilityChecker.Check(history, ModelCases.CasRegister.Model));
    }

    [Fact]
    public void An_unknown_write_is_seen_by_a_failed_comparison()
    {
        var history = new HistoryBuilder<RegisterInput<int?>, RegisterOutput<int?>>()
            .Call(0, RegisterInput<int?>.Write(5), RegisterOutput<int?>.Done)
            .Invoke(1, RegisterInput<int?>.Write(7)).Crash(1)
            .Call(2, RegisterInput<int?>.Cas(5, 6), RegisterOutput<int?>.Mismatch)
            .Build();
        Assert.IsType<Verdict.Linearizable>(LinearizabilityChecker.Check(history, ModelCases.CasRegister.Model));
    }

    /// <summary>Either Unknown operation explains the first read; only the write can explain the second.</summary>
    private static History<RegisterInput<int?>, RegisterOutput<int?>> EitherThenTheWrite() => new HistoryBuilder<RegisterInput<int?>, RegisterOutput<int?>>()
        .Invoke(0, RegisterInput<int?>.Write(1)).Crash(0)
        .Invoke(1, RegisterInput<int?>.Cas(null, 1)).Crash(1)
        .Call(2, RegisterInput<int?>.Read, RegisterOutput<int?>.Of(1))
        .Call(2, RegisterInput<int?>.Write(2), RegisterOutput<int?>.Done)
        .Call(2, RegisterInput<int?>.Read, RegisterOutput<int?>.Of(1))
        .Build();

    private static void IsNoticed(PlantedMistakes mistake)
    {
        var random = new Random(40_000);
        var shape = new HistoryShape { UnknownShare = 0.25, TieShare = 0.2 };
        var options = ModelCase.With(Reductions.All with { Mistakes = mistake });
        for (var i = 0; i < 20_000; i++)
        {
            if (ModelCases.All[i % ModelCases.All.Count].Compare(random, shape, options).Fault is not null)
            {
                return;
            }
        }

        Assert.Fail($"20,000 random histories did not notice {mistake}.");
    }

    private static void Differs<TState, TInput, TOutput>(
        ModelCase<TState, TInput, TOutput> model, History<TInput, TOutput> history, PlantedMistakes mistake)
        where TState : notnull
    {
        var expected = ReferenceChecker.IsLinearizable(history, model.Model);
        Assert.Null(model.Disagreement(history, expected, ModelCase.With(Reductions.All)));
        Assert.NotNull(model.Disagreement(history, expected, ModelCase.With(Reductions.All with { Mistakes = mistake })));
    }
}
