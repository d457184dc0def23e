using Sentinel.Checking;
using Sentinel.Checking.Monitors;
using Sentinel.Checking.Search;
using Sentinel.Histories;
using Sentinel.Models;

namespace Sentinel.Properties.Checking;

/// <summary>Monitors of their own: known-wrong variants are noticed, and where they stop being sure.</summary>
/// <remarks>That they say what the search and the reference say is in <see cref="EngineAgainstReferenceTests"/> and <see cref="ExhaustiveTests"/>.</remarks>
public sealed class MonitorTests
{
    [Theory]
    [InlineData("open.Enqueue(invoked, ranks.Response[invoked])", "open.Enqueue(invoked, -ranks.Response[invoked])")]
    [InlineData("if (released[place] > x || (", "if ((")]
    public void A_wrong_monitor_of_counters_is_noticed(string right, string wrong) =>
        Assert.True(Mutant.IsNoticed("CounterMonitor.cs", right, wrong, TheMonitorOfCountersDiffers));

    [Theory]
    [InlineData("var rank = places[i] +", "var rank = roles.Length - 1 - places[i] +")]
    [InlineData("IsIn == isIn || happened > ~phases[i]", "IsIn == isIn")]
    public void A_wrong_monitor_of_sets_is_noticed(string right, string wrong) =>
        Assert.True(Mutant.IsNoticed("SetMonitor.cs", right, wrong, TheMonitorOfSetsDiffers));

    [Fact]
    public void A_monitor_of_sets_whose_heaps_share_their_memory_is_noticed() =>
        Assert.True(Mutant.IsNoticed("SetMonitor.cs", "numbers.Slice(4 * count, count)", "numbers.Slice(3 * count, count)", AnElementOfManyOperationsDiffers));

    [Fact]
    public void A_monitor_of_queues_that_pairs_what_may_be_exchanged_is_noticed() =>
        Assert.True(Mutant.IsNoticed("CollectionValues.cs", "element.IsNested || ", "", TheMonitorOfQueuesDiffers));

    [Theory]
    [InlineData("TextMonitor.cs", "ranks.Response[position] < zone.Last", "ranks.Response[position] < 0")]
    [InlineData("TextMonitor.cs", "zones[TextBlocks.Initial] = Zone.BeforeEverything;", "")]
    [InlineData("TextBlocks.cs", "if (next >= 0 || other < 0", "if (other < 0")]
    [InlineData("Zone.cs", "zones[first].First < zones[order[i]].Last", "zones[first].Last < zones[order[i]].First")]
    public void A_wrong_monitor_of_texts_is_noticed(string file, string right, string wrong) =>
        Assert.True(Mutant.IsNoticed(file, right, wrong, TheMonitorOfTextsDiffers));

    [Fact]
    public void Monitors_as_they_are_pass_what_mutants_fail()
    {
        Assert.False(TheMonitorOfCountersDiffers());
        Assert.False(TheMonitorOfSetsDiffers());
        Assert.False(AnElementOfManyOperationsDiffers());
        Assert.False(TheMonitorOfQueuesDiffers());
        Assert.False(TheMonitorOfTextsDiffers());
    }

    [Fact]
    public void A_priority_queue_that_hundreds_of_elements_kept_from_being_empty_is_refuted_although_many_orders_remain()
    {
        const int pairs = 14;
        var builder = new HistoryBuilder<PriorityQueueInput<int>, Taken<int>>()
            .Call(1, PriorityQueueInput<int>.Insert(10_000), Taken<int>.Nothing)
            .Invoke(0, PriorityQueueInput<int>.DeleteMin);
        for (var i = 0; i < 200; i++)
        {
            builder.Call(1, PriorityQueueInput<int>.Insert(10_001 + i), Taken<int>.Nothing);
            var round = Enumerable.Range(0, pairs).ToList();
            round.ForEach(pair => builder.Invoke(10 + pair, PriorityQueueInput<int>.Insert((i * pairs) + pair)).Invoke(50 + pair, PriorityQueueInput<int>.DeleteMin));
            round.ForEach(pair => builder.Return(10 + pair, Taken<int>.Nothing));
            round.ForEach(pair => builder.Return(50 + pair, Taken<int>.Of((i * pairs) + pair)));
            builder.Call(1, PriorityQueueInput<int>.DeleteMin, Taken<int>.Of(10_000 + i));
        }

        var history = builder.Return(0, Taken<int>.Nothing).Build();
        var verdict = LinearizabilityChecker.Check(history, new PriorityQueueModel<int>(), new() { MaxStates = 100_000 });
        Assert.True(Assert.IsType<Verdict.NotLinearizable>(verdict).Why.Confirmed);
        Assert.Equal("priority queue monitor", verdict.Statistics.DecidedBy);
    }

    [Fact]
    public void An_unknown_removal_is_given_what_has_to_be_gone()
    {
        // 2 is taken before 1, which therefore went to the Unknown dequeue; but the queue is empty in between, and 3 is nobody's.
        var builder = new HistoryBuilder<QueueInput<int>, Taken<int>>()
            .Call(0, QueueInput<int>.Enqueue(1), Taken<int>.Nothing)
            .Call(0, QueueInput<int>.Enqueue(2), Taken<int>.Nothing)
            .Invoke(1, QueueInput<int>.Dequeue).Crash(1)
            .Call(0, QueueInput<int>.Dequeue, Taken<int>.Of(2))
            .Call(0, QueueInput<int>.Dequeue, Taken<int>.Nothing)
            .Call(0, QueueInput<int>.Enqueue(3), Taken<int>.Nothing);
        var verdict = LinearizabilityChecker.Check(builder.Build(), ModelCases.Queue.Model);
        Assert.IsType<Verdict.Linearizable>(verdict);
        Assert.Equal("queue monitor", verdict.Statistics.DecidedBy);

        verdict = LinearizabilityChecker.Check(builder.Call(0, QueueInput<int>.Dequeue, Taken<int>.Of(1)).Build(), ModelCases.Queue.Model);
        Assert.IsType<Verdict.NotLinearizable>(verdict);
        Assert.Equal("queue monitor", verdict.Statistics.DecidedBy);
    }

    [Fact]
    public void Two_increments_that_were_told_the_same_count_are_refuted()
    {
        var history = new HistoryBuilder<CounterInput, long?>()
            .Invoke(0, CounterInput.Inc()).Invoke(1, CounterInput.Inc()).Return(0, 2).Return(1, 2)
            .Call(2, CounterInput.Get, 2)
            .Build();
        Assert.Equal([0, 1], Decide(new CounterMonitor(0), history).Operations);
    }

    [Fact]
    public void Different_amounts_and_counts_far_away_are_nobodys_guess()
    {
        var sums = new HistoryBuilder<CounterInput, long?>().Call(0, CounterInput.Inc(), null).Call(0, CounterInput.Inc(2), null).Build();
        Assert.Null(Decide(new CounterMonitor(0), sums).IsLinearizable);
        var down = new HistoryBuilder<CounterInput, long?>().Call(0, CounterInput.Inc(-1), null).Call(0, CounterInput.Get, long.MinValue).Build();
        Assert.False(Decide(new CounterMonitor(0), down).IsLinearizable);
        Assert.True(Decide(new CounterMonitor(long.MinValue + 1), down).IsLinearizable);
    }

    [Fact]
    public void One_element_that_goes_in_and_out_is_decided_by_the_monitor_alone()
    {
        var random = new Random(9);
        HistoryShape shape = new() { MaxOperations = 2_000, MaxProcesses = 30, UnknownShare = 0.01, BlindShare = 0 };
        var linearizable = 0;
        for (var i = 0; i < 20; i++)
        {
            var history = ModelCases.Element.Draw(random, shape);
            var verdict = LinearizabilityChecker.Check(history, ModelCases.Element.Model);
            Assert.Equal("set monitor", verdict.Statistics.DecidedBy);
            linearizable += verdict is Verdict.Linearizable ? 1 : 0;
        }

        Assert.InRange(linearizable, 1, 19);
    }

    private static bool TheMonitorOfCountersDiffers() => Differs(ModelCases.UnitCounter, new CounterMonitor(-2), new());

    private static bool TheMonitorOfSetsDiffers() => Differs(ModelCases.Element, new SetMonitor<int>(ModelCases.Element.Model.InitialState), new());

    /// <summary>More operations than are decided without garbage, and more open at once, so that the search has to say what is right.</summary>
    private static bool AnElementOfManyOperationsDiffers()
    {
        var random = new Random(71_000);
        var (model, shape) = (ModelCases.Element, new HistoryShape { MaxProcesses = 7, MaxOperations = 60, UnknownShare = 0.02 });
        for (var i = 0; i < 500; i++)
        {
            var history = model.Draw(random, shape);
            var decided = Decide(new SetMonitor<int>(model.Model.InitialState), history, model.Model);
            var expected = LinearizabilityChecker.Check(history, model.Model, CheckOptions.Default with { UseMonitors = false });
            if (decided.IsLinearizable != expected is Verdict.Linearizable
                || (decided.IsLinearizable == true && WitnessVerifier.FindFault(history, model.Model, new([.. decided.Operations])) is not null))
            {
                return true;
            }
        }

        return false;
    }

    private static bool TheMonitorOfQueuesDiffers() =>
        Differs(ModelCases.Queue, ModelCases.Queue.Model.Monitor!, new() { UnknownShare = 0.05, MaxOperations = 8 }, mayPass: true);

    private static bool TheMonitorOfTextsDiffers() =>
        Differs(ModelCases.PutsAndAppends, ModelCases.PutsAndAppends.Model.Monitor!, new() { UnknownShare = 0.05, MaxOperations = 8 }, mayPass: true);

    private static bool Differs<TState, TInput, TOutput>(
        ModelCase<TState, TInput, TOutput> model, IMonitor<TInput, TOutput> monitor, HistoryShape shape, bool mayPass = false)
        where TState : notnull
    {
        var random = new Random(70_000);
        for (var i = 0; i < (mayPass ? 20_000 : 5_000); i++)
        {
            var history = model.Draw(random, shape);
            var decided = Decide(monitor, history, model.Model).IsLinearizable;
            if (decided != ReferenceChecker.IsLinearizable(history, model.Model) && !(mayPass && decided is null))
            {
                return true;
            }
        }

        return false;
    }

    private static MonitorResult Decide(IMonitor<CounterInput, long?> monitor, History<CounterInput, long?> history) =>
        Decide(monitor, history, ModelCases.UnitCounter.Model);

    private static MonitorResult Decide<TState, TInput, TOutput>(
        IMonitor<TInput, TOutput> monitor, History<TInput, TOutput> history, Model<TState, TInput, TOutput> model)
        where TState : notnull
    {
        Budget budget = new();
        budget.Start(CheckOptions.Default, CancellationToken.None);
        return monitor.Decide(history, [.. Enumerable.Range(0, history.Count).Where(i => Partitioner.Constrains(history[i], model))], budget);
    }
}
