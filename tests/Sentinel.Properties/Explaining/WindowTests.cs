using Sentinel.Checking;
using Sentinel.Checking.Search;
using Sentinel.Explaining;
using Sentinel.Histories;
using Sentinel.Properties.Checking;

namespace Sentinel.Properties.Explaining;

/// <summary>The moves that make a violation small are sound: none refutes what has an order.</summary>
/// <remarks>The search gets past every return before the stuck one, so that a history cut off after one of those has an order, and each of its windows must have one.</remarks>
public sealed class WindowTests
{
    private const int Histories = 400;
    private static readonly HistoryShape Long = new() { MaxOperations = 60, UnknownShare = 0.03, BlindShare = 0.1 };

    [Fact]
    public void No_window_of_what_has_an_order_is_refuted()
    {
        Assert.Equal(0, Refuted(ModelCases.CasRegister));
        Assert.Equal(0, Refuted(ModelCases.Queue));
        Assert.Equal(0, Refuted(ModelCases.Set));
        Assert.Equal(0, Refuted(ModelCases.Counter));
        Assert.Equal(0, Refuted(ModelCases.Mutex));
        Assert.Equal(0, Refuted(ModelCases.Ticket));
        Assert.Equal(0, Refuted(ModelCases.Choice));
    }

    [Fact]
    public void Dropping_a_write_would_be_noticed() => Assert.NotEqual(0, Refuted(ModelCases.CasRegister, mayDrop: _ => true));

    [Fact]
    public void A_beginning_that_forgets_how_it_can_have_ended_would_be_noticed() =>
        Assert.NotEqual(0, Refuted(ModelCases.CasRegister, keep: (_, starts) => starts.Take(1)));

    [Fact]
    public void A_beginning_that_forgets_what_open_operations_did_would_be_noticed() =>
        Assert.NotEqual(0, Refuted(ModelCases.CasRegister, keep: (_, starts) => starts.Select(start => start with { Used = [] })));

    [Fact]
    public void A_beginning_that_forgets_what_passed_several_returns_at_once_would_be_noticed() =>
        Assert.NotEqual(0, Refuted(ModelCases.CasRegister, keep: (next, starts) => starts.Where(start => !start.Used.Contains(next))));

    [Fact]
    public void A_beginning_that_forgets_the_operations_taken_at_the_last_moment_would_be_noticed() =>
        Assert.NotEqual(0, Refuted(ModelCases.CasRegister, keep: (_, starts) => starts.Where(start => start.Used.Count == 0)));

    private static int Refuted<TState, TInput, TOutput>(
        ModelCase<TState, TInput, TOutput> model,
        Func<int, bool>? mayDrop = null,
        Func<int, IEnumerable<WindowStart<TState>>, IEnumerable<WindowStart<TState>>>? keep = null)
        where TState : notnull
    {
        var random = new Random(11);
        PartitionSearch<TState, TInput, TOutput> search = new(model.Model, NewBudget(), Reductions.All);
        var refuted = 0;
        for (var histories = 0; histories < Histories;)
        {
            var history = model.Draw(random, Long);
            int[] indices = [.. Enumerable.Range(0, history.Count).Where(index => history[index].Outcome.Kind != OutcomeKind.Failed)];
            if (search.Decide(history, indices) != false || search.Progress.Returns == 0)
            {
                continue;
            }

            histories++;
            int[] passed = [.. indices.Where(index => history[index].Outcome.IsReturned && search.ReturnOf(index) < search.Progress.Returns)];
            var stuck = passed[random.Next(passed.Length)];
            foreach (var window in new WindowFinder<TState, TInput, TOutput>(history, model.Model, search, indices, stuck, Allowance.Searches(), mayDrop).Find())
            {
                if (!window.Operations.Any(shown => shown.Index == stuck))
                {
                    continue; // Whatever happened, it was passed before the window begins.
                }

                var next = window.Operations.MinBy(shown => shown.Operation.Interval.Response).Index;
                var kept = keep is null ? window : window with { Starts = [.. keep(next, window.Starts)] };
                WindowExplorer<TState, TInput, TOutput> explorer = new(kept, model.Model, stuck, Allowance.Exploration());
                refuted += explorer.IsComplete && !explorer.FoundOrder ? 1 : 0;
            }
        }

        return refuted;
    }

    private static Budget NewBudget()
    {
        Budget budget = new();
        budget.Start(CheckOptions.Default, CancellationToken.None);
        return budget;
    }
}
