using Sentinel.Checking;
using Sentinel.Histories;
using Sentinel.Models;

namespace Sentinel.Properties.Checking;

/// <summary>Known-wrong variants of the kernel are noticed, by random histories where those are enough, by fixed ones where they are not.</summary>
/// <remarks>Minimising by dropping a write, and a cut that forgets how it can have ended, are in WindowTests.</remarks>
public sealed class PlantedMistakesTests
{
    [Fact]
    public void The_library_as_it_is_passes_what_mutants_fail()
    {
        Assert.False(Mutant.IsUnchangedNoticed(RandomHistoriesDiffer));
        Assert.False(EitherThenTheWriteDiffers());
        Assert.False(TheOtherFlipDiffers());
    }

    [Fact]
    public void Half_open_intervals_are_noticed() =>
        AtRandom("SearchProblem.cs", "Interval.Invocation <= responses[k]", "Interval.Invocation < responses[k]");

    [Fact]
    public void Greedy_writes_that_change_nothing_now_are_noticed() =>
        AtRandom("Kernel.cs", "if (!problem.ReadOnly[step] || done.Has(open.Slot[operation]))", "if (done.Has(open.Slot[operation]))");

    [Fact]
    public void An_unknown_twin_before_the_returned_one_is_noticed() => AtRandom("Kernel.Expansion.cs", "var step = Step(frame.State, problem.Class[operation]);", """
        var twin = problem.UnknownTwin[problem.Class[operation]];
        var used = twin < 0 ? 0 : uses.Count(frame.Use, twin);
        if (twin >= 0 && used < problem.Unknown[twin].Members.Count && problem.Unknown[twin].AvailableFrom[used] <= frame.Next)
        {
            return;
        }

        var step = Step(frame.State, problem.Class[operation]);
        """);

    [Fact]
    public void An_unknown_operation_that_gives_way_to_a_twin_that_is_not_accepted_is_noticed() =>
        AtRandom("Kernel.Unknown.cs", "states.LeadsTo(Step(frame.State, step), target)", "true");

    [Fact]
    public void An_unknown_operation_that_gives_way_to_a_twin_that_leads_elsewhere_is_noticed() => Assert.True(Mutant.IsNoticed(
        "Kernel.Unknown.cs", "states.LeadsTo(Step(frame.State, step), target)", "Step(frame.State, step) != StateTable<TState, TInput, TOutput>.Refused", TheOtherFlipDiffers));

    [Fact]
    public void An_unknown_operation_thrown_away_for_good_in_a_state_that_it_leaves_as_it_is_is_noticed() => AtRandom("Kernel.Unknown.cs", "var step = Step(frame.State, unknown.Step);", """
        var step = Step(frame.State, unknown.Step);
        if (states.LeadsTo(step, frame.State))
        {
            frames[frameCount - 1].Use = uses.With(frame.Use, unknownClass);
            continue;
        }
        """);

    [Fact]
    public void An_unknown_operation_overwritten_long_after_it_is_noticed() =>
        AtRandom("Kernel.cs", "choseUnknown && !useful ? frame.State : -1", "choseUnknown ? frame.State : -1");

    [Fact]
    public void Twins_taken_latest_first_are_noticed() => AtRandom("Kernel.Expansion.cs", "if (frame.Done.Has(open.Slot[operation]) || (", """
        var later = open.After(operation);
        while (later != open.End && (problem.Class[later] != step || frame.Done.Has(open.Slot[later])))
        {
            later = open.After(later);
        }

        if (later != open.End)
        {
            continue;
        }

        if (frame.Done.Has(open.Slot[operation]) || (
        """);

    [Fact]
    public void A_mask_that_is_not_cleared_when_a_slot_is_reused_is_noticed() =>
        AtRandom("Kernel.cs", "done = done.Without(open.Slot[problem.Returns[open.Position]]);", "");

    [Fact]
    public void Dropped_unknown_operations_are_noticed() =>
        AtRandom("SearchProblem.cs", "unknownInvocationOrder[unknowns++] = index;", "");

    [Fact]
    public void A_memo_that_forgets_which_unknown_operations_are_used_is_noticed() => Assert.True(Mutant.IsNoticed(
        "UnknownUses.cs", "reductions.UnknownDominance ? IsSubset(used, otherUsed, depth) : used == otherUsed", "true", EitherThenTheWriteDiffers));

    [Fact]
    public void Dominance_by_total_count_instead_of_subset_is_noticed() => Assert.True(Mutant.IsNoticed(
        "UnknownUses.cs",
        "reductions.UnknownDominance ? IsSubset(used, otherUsed, depth) : used == otherUsed",
        "Enumerable.Range(0, 1 << depth).Sum(each => Count(used, each) - Count(otherUsed, each)) <= 0",
        EitherThenTheWriteDiffers));

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

    private static void AtRandom(string file, string right, string wrong) => Assert.True(Mutant.IsNoticed(file, right, wrong, RandomHistoriesDiffer));

    private static bool RandomHistoriesDiffer()
    {
        var random = new Random(40_000);
        var shape = new HistoryShape { UnknownShare = 0.25, TieShare = 0.2 };
        var options = CheckOptions.Default with { UseMonitors = false };
        return Enumerable.Range(0, 20_000).Any(i => ModelCases.All[i % ModelCases.All.Count].Compare(random, shape, options).Fault is not null);
    }

    /// <summary>Either Unknown operation explains the first read; only the write can explain the second.</summary>
    private static bool EitherThenTheWriteDiffers() => Differs(ModelCases.CasRegister, new HistoryBuilder<RegisterInput<int?>, RegisterOutput<int?>>()
        .Invoke(0, RegisterInput<int?>.Write(1)).Crash(0)
        .Invoke(1, RegisterInput<int?>.Cas(null, 1)).Crash(1)
        .Call(2, RegisterInput<int?>.Read, RegisterOutput<int?>.Of(1))
        .Call(2, RegisterInput<int?>.Write(2), RegisterOutput<int?>.Done)
        .Call(2, RegisterInput<int?>.Read, RegisterOutput<int?>.Of(1))
        .Build());

    /// <summary>The Unknown flip has to go from 0 to 2 first; the returned one could go to 1 only.</summary>
    private static bool TheOtherFlipDiffers() => Differs(ModelCases.Choice, new HistoryBuilder<ChoiceInput, int>()
        .Invoke(0, ChoiceInput.Flip).Crash(0)
        .Invoke(1, ChoiceInput.Flip)
        .Call(2, ChoiceInput.Peek, 2)
        .Return(1, 1)
        .Call(2, ChoiceInput.Peek, 3)
        .Build());

    private static bool Differs<TState, TInput, TOutput>(ModelCase<TState, TInput, TOutput> model, History<TInput, TOutput> history)
        where TState : notnull =>
        model.Disagreement(history, ReferenceChecker.IsLinearizable(history, model.Model), CheckOptions.Default with { UseMonitors = false }) is not null;
}
