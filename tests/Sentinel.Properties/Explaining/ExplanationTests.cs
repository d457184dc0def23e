using Sentinel.Checking;
using Sentinel.Checking.Search;
using Sentinel.Explaining;
using Sentinel.Histories;
using Sentinel.Models;
using Sentinel.Properties.Checking;

namespace Sentinel.Properties.Explaining;

/// <summary>What an explanation says is true.</summary>
public sealed class ExplanationTests
{
    private const int Violations = 1_500;
    private static readonly HistoryShape Small = new() { MaxOperations = 8 };
    private static readonly HistoryShape Long = new() { MaxOperations = 60, UnknownShare = 0.03, BlindShare = 0.1 };

    [Fact]
    public void What_is_shown_is_a_violation_that_the_reference_confirms()
    {
        EachViolation(ModelCases.CasRegister, Long, IsConfirmed);
        EachViolation(ModelCases.Queue, Long, IsConfirmed);
        EachViolation(ModelCases.Counter, Long, IsConfirmed);
        EachViolation(ModelCases.Ticket, Small, IsConfirmed);
        EachViolation(ModelCases.Choice, Long, IsConfirmed);

        static void IsConfirmed<TInput, TOutput>(History<TInput, TOutput> history, Explanation why)
        {
            Assert.InRange(why.Operations.Length, 1, 12);
            Assert.True(why.Confirmed);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_count_that_is_right_is_not_blamed_for_one_that_was_asked_for_at_the_same_time_and_is_wrong(bool isTold)
    {
        var builder = new HistoryBuilder<CounterInput, long?>();
        var count = 0;
        for (; count < 10; count++)
        {
            builder.Call(0, CounterInput.Inc(), null).Call(1, CounterInput.Get, count + 1);
        }

        builder.Call(0, CounterInput.Inc(), ++count).Invoke(1, CounterInput.Get).Invoke(2, isTold ? CounterInput.Inc() : CounterInput.Get);
        for (var more = 0; more < 5; more++)
        {
            builder.Call(0, CounterInput.Inc(), null);
        }

        // The first saw the five; the second saw too little, or was told what somebody else was told.
        var history = builder.Return(1, count + 5).Return(2, isTold ? count : 8).Build();
        var why = Assert.IsType<Verdict.NotLinearizable>(LinearizabilityChecker.Check(history, new CounterModel())).Why;
        Assert.Equal(2, history[why.StuckOperation].Process.Value);
        Assert.True(why.Confirmed);
    }

    [Fact]
    public void What_is_called_stuck_is_so_in_the_whole_history()
    {
        var shape = Long with { BlindShare = 0.5 };
        EachViolation(ModelCases.UnitCounter, shape, (history, why) => IsStuck(ModelCases.UnitCounter.Model, history, why));
        EachViolation(ModelCases.TicketCounter, shape, (history, why) => IsStuck(ModelCases.TicketCounter.Model, history, why));

        static void IsStuck(Model<long, CounterInput, long?> model, History<CounterInput, long?> history, Explanation why)
        {
            // Whoever returns later need not be explained, but may have done what it did.
            var end = history[why.StuckOperation].Interval.Response;
            int[] indices = [.. Enumerable.Range(0, history.Count).Where(i => history[i].Interval.Invocation <= end && history[i].Outcome.Kind != OutcomeKind.Failed)];
            PartitionSearch<long, CounterInput, long?> search = new(model, NewBudget(), Reductions.All);
            Assert.False(search.DecideUpTo(history, indices, why.StuckOperation));
        }
    }

    [Fact]
    public void A_history_of_few_operations_with_too_many_orders_is_explained_by_those_that_matter()
    {
        const int count = 11;
        var builder = new HistoryBuilder<QueueInput<int>, Taken<int>>();
        for (var i = 0; i < count; i++)
        {
            builder.Invoke(i, QueueInput<int>.Enqueue(i));
        }

        for (var i = 0; i < count; i++)
        {
            builder.Return(i, Taken<int>.Nothing);
        }

        var history = builder.Call(0, QueueInput<int>.Dequeue, Taken<int>.Nothing).Build();
        var why = Assert.IsType<Verdict.NotLinearizable>(LinearizabilityChecker.Check(history, new QueueModel<int>())).Why;
        Assert.True(why.Confirmed);
        Assert.Equal(2, why.Operations.Length);
    }

    [Fact]
    public void Every_stated_order_is_legal_and_ends_in_the_stated_refusal()
    {
        EachViolation(ModelCases.CasRegister, Small, (history, why) => Recheck(ModelCases.CasRegister.Model, history, why));
        EachViolation(ModelCases.Register, Small, (history, why) => Recheck(ModelCases.Register.Model, history, why));
        EachViolation(ModelCases.Ticket, Small, (history, why) => Recheck(ModelCases.Ticket.Model, history, why));
    }

    [Fact]
    public void The_stated_reasons_are_those_of_every_order_and_no_others()
    {
        EachViolation(ModelCases.CasRegister, Small, (history, why) => RecheckReasons(ModelCases.CasRegister.Model, history, why));
        EachViolation(ModelCases.Ticket, Small, (history, why) => RecheckReasons(ModelCases.Ticket.Model, history, why));
    }

    [Fact]
    public void The_search_with_all_reductions_meets_the_stuck_operation_in_every_state_that_is_possible_there()
    {
        var random = new Random(7);
        for (var violations = 0; violations < Violations;)
        {
            var history = ModelCases.CasRegister.Draw(random, Small);
            int[] indices = [.. Enumerable.Range(0, history.Count).Where(i => history[i].Outcome.Kind != OutcomeKind.Failed)];
            PartitionSearch<RegisterState<int?>, RegisterInput<int?>, RegisterOutput<int?>> search = new(ModelCases.CasRegister.Model, NewBudget(), Reductions.All);
            if (search.Decide(history, indices) == false)
            {
                var possible = Frontier(ModelCases.CasRegister.Model, history, search.Stuck);
                var last = new WindowFinder<RegisterState<int?>, RegisterInput<int?>, RegisterOutput<int?>>(
                    history, ModelCases.CasRegister.Model, search, indices, search.Stuck, Allowance.Searches()).Find().Last();
                Assert.Equal(possible.OrderBy(state => state.Value), last.Starts.Select(start => start.State).OrderBy(state => state.Value));
                Assert.Equal(possible.OrderBy(state => state.Value), search.FrontierStates.OrderBy(state => state.Value));
                violations++;
            }
        }
    }

    [Fact]
    public void The_shown_operations_of_a_long_history_are_few_where_it_has_cuts()
    {
        var history = Sequential(5_000).Call(2, RegisterInput<int?>.Read, RegisterOutput<int?>.Of(3)).Build();
        var verdict = LinearizabilityChecker.Check(history, ModelCases.Register.Model, CheckOptions.Default with { UseMonitors = false });
        var why = Assert.IsType<Verdict.NotLinearizable>(verdict).Why;
        Assert.Equal(10_000, why.StuckOperation);
        Assert.InRange(why.Operations.Length, 1, 12);
        Assert.Equal(10_001 - why.Operations.Length, why.Hidden);
        Assert.True(why.Confirmed);
        Assert.Equal(
            "p2 read → 3 cannot be placed: in every order that respects real time and explains what returned before it, the register holds 4999 then.",
            why.Sentence);
    }

    [Fact]
    public void The_bad_pattern_of_a_monitor_is_what_is_shown_of_a_long_history()
    {
        var history = Sequential(50_000).Call(2, RegisterInput<int?>.Read, RegisterOutput<int?>.Of(3)).Build();
        var verdict = Assert.IsType<Verdict.NotLinearizable>(LinearizabilityChecker.Check(history, ModelCases.Register.Model));
        Assert.Equal("register monitor", verdict.Statistics.DecidedBy);
        Assert.InRange(verdict.Why.Operations.Length, 2, 6);
        Assert.True(verdict.Why.Confirmed);
        Assert.StartsWith("p2 read → 3 cannot be placed: in every order of the operations shown that respects real time", verdict.Why.Sentence, StringComparison.Ordinal);
    }

    private static HistoryBuilder<RegisterInput<int?>, RegisterOutput<int?>> Sequential(int writes)
    {
        HistoryBuilder<RegisterInput<int?>, RegisterOutput<int?>> builder = new();
        for (var i = 0; i < writes; i++)
        {
            builder.Call(0, RegisterInput<int?>.Write(i), RegisterOutput<int?>.Done).Call(1, RegisterInput<int?>.Read, RegisterOutput<int?>.Of(i));
        }

        return builder;
    }

    private static void EachViolation<TState, TInput, TOutput>(
        ModelCase<TState, TInput, TOutput> model, HistoryShape shape, Action<History<TInput, TOutput>, Explanation> assert)
        where TState : notnull
    {
        var random = new Random(3);
        for (var violations = 0; violations < Violations;)
        {
            var history = model.Draw(random, shape);
            if (LinearizabilityChecker.Check(history, model.Model) is Verdict.NotLinearizable no)
            {
                assert(history, no.Why);
                violations++;
            }
        }
    }

    private static void Recheck<TState, TInput, TOutput>(Model<TState, TInput, TOutput> model, History<TInput, TOutput> history, Explanation why)
        where TState : notnull
    {
        Assert.Equal(why.LongestPrefix.Select(step => step.Operation), why.Alternatives[0].After);
        foreach (var alternative in why.Alternatives)
        {
            var state = model.InitialState;
            foreach (var index in alternative.After)
            {
                Assert.True(model.TryStep(state, history[index].Input, history[index].Outcome, out var next));
                state = next;
            }

            var refused = history[alternative.Operation];
            Assert.False(model.TryStep(state, refused.Input, refused.Outcome, out _));
            Assert.Equal(model.DescribeState(state), alternative.State);
            Assert.Equal(model.DescribeRefusal(state, refused.Input, refused.Outcome), alternative.Reason);
        }
    }

    private static void RecheckReasons<TState, TInput, TOutput>(Model<TState, TInput, TOutput> model, History<TInput, TOutput> history, Explanation why)
        where TState : notnull
    {
        var stated = why.Alternatives.Where(alternative => alternative.Operation == why.StuckOperation).Select(alternative => alternative.State);
        Assert.Equal(Frontier(model, history, why.StuckOperation).Select(model.DescribeState).Order(), stated.Order());
    }

    /// <summary>By trying all orders: the states in which everything that returned before the stuck operation is placed, and it is not.</summary>
    private static HashSet<TState> Frontier<TState, TInput, TOutput>(Model<TState, TInput, TOutput> model, History<TInput, TOutput> history, int stuck)
        where TState : notnull
    {
        HashSet<TState> states = [];
        var end = history[stuck].Interval.Response;
        Search([.. Enumerable.Range(0, history.Count).Where(i => history[i].Outcome.Kind != OutcomeKind.Failed && history[i].Interval.Invocation <= end)], model.InitialState);
        return states;

        void Search(List<int> left, TState state)
        {
            if (!left.Exists(i => history[i].Interval.Response < end || (history[i].Interval.Response == end && i < stuck)))
            {
                states.Add(state);
            }

            foreach (var candidate in left.Where(i => i != stuck && !left.Exists(other => history[other].Interval.Precedes(history[i].Interval))))
            {
                foreach (var next in model.NextStates(state, history[candidate].Input, history[candidate].Outcome))
                {
                    Search([.. left.Where(other => other != candidate)], next);
                }
            }
        }
    }

    private static Budget NewBudget()
    {
        Budget budget = new();
        budget.Start(CheckOptions.Default, CancellationToken.None);
        return budget;
    }
}
