using System.Diagnostics;
using Sentinel.Checking;
using Sentinel.Checking.Search;
using Sentinel.Histories;
using Sentinel.Models;

namespace Sentinel.Properties.Checking;

/// <summary>Histories and models made to exhaust the checker: it stops at its limits, and says at which.</summary>
public sealed class LimitTests
{
    private static readonly RegisterModel<int?> Register = new();

    /// <summary>The search alone: a monitor would decide at once.</summary>
    private static readonly CheckOptions Search = CheckOptions.Default with { UseMonitors = false };

    [Fact]
    public void Sixty_four_concurrent_writes_and_no_read_are_linearizable() =>
        Assert.IsType<Verdict.Linearizable>(LinearizabilityChecker.Check(Writes(64, lastRead: null), Register));

    [Fact]
    public void Sixty_four_concurrent_writes_and_an_impossible_pair_of_reads_end_at_the_limit_of_configurations()
    {
        var verdict = Assert.IsType<Verdict.Inconclusive>(
            LinearizabilityChecker.Check(Writes(64, lastRead: 99), Register, Search with { MaxStates = 10_000 }));
        Assert.Equal(Limit.States, verdict.Reached);
        Assert.InRange(verdict.Statistics.Configurations, 10_000, 10_100);
        Assert.Contains("At most 64 operations are open at once", verdict.Hint, StringComparison.Ordinal);
        Assert.Contains("64 of 65 returned operations were explained", verdict.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_ends_at_the_memory_limit()
    {
        var verdict = LinearizabilityChecker.Check(Writes(64, lastRead: 99), Register, Search with { MaxMemoryBytes = 1 << 20 });
        Assert.Equal(Limit.Memory, Assert.IsType<Verdict.Inconclusive>(verdict).Reached);
    }

    [Fact]
    public void The_same_ends_when_the_caller_cancels()
    {
        using CancellationTokenSource source = new();
        source.Cancel();
        var verdict = LinearizabilityChecker.Check(Writes(64, lastRead: 99), Register, Search, source.Token);
        Assert.Equal(Limit.Cancelled, Assert.IsType<Verdict.Inconclusive>(verdict).Reached);
    }

    [Fact]
    public void A_model_with_slow_steps_ends_at_the_time_limit()
    {
        var verdict = LinearizabilityChecker.Check(
            Writes(12, lastRead: 99), new SlowModel(TimeSpan.FromMilliseconds(10)), CheckOptions.Default with { Timeout = TimeSpan.FromMilliseconds(200) });
        var inconclusive = Assert.IsType<Verdict.Inconclusive>(verdict);
        Assert.Equal(Limit.Time, inconclusive.Reached);

        // Not the wall time, which a busy machine stretches, but the steps that fit in: 20, and a few for the last look at the clock.
        Assert.InRange(inconclusive.Statistics.Configurations, 1, 40);
        SaysWhatToDo(inconclusive);
    }

    [Fact]
    public void Ten_thousand_unknown_writes_are_decided_or_end_at_a_limit()
    {
        HistoryBuilder<RegisterInput<int?>, RegisterOutput<int?>> builder = new();
        for (var i = 0; i < 10_000; i++)
        {
            builder.Invoke(i, RegisterInput<int?>.Write(i)).Crash(i);
        }

        for (var i = 0; i < 100; i++)
        {
            builder.Call(10_001, RegisterInput<int?>.Read, RegisterOutput<int?>.Of(i * 7));
        }

        Assert.IsType<Verdict.Linearizable>(LinearizabilityChecker.Check(builder.Build(), Register));

        var again = builder.Call(10_001, RegisterInput<int?>.Read, RegisterOutput<int?>.Of(7)).Build();
        Assert.IsType<Verdict.NotLinearizable>(LinearizabilityChecker.Check(again, Register));
        var verdict = LinearizabilityChecker.Check(again, Register, Search with { MaxStates = 1_000 });
        Assert.Equal(Limit.States, Assert.IsType<Verdict.Inconclusive>(verdict).Reached);
    }

    [Fact]
    public void A_long_history_takes_no_stack()
    {
        HistoryBuilder<RegisterInput<int?>, RegisterOutput<int?>> builder = new();
        builder.Invoke(2, RegisterInput<int?>.Write(-1));
        for (var i = 0; i < 100_000; i++)
        {
            builder.Call(0, RegisterInput<int?>.Write(i), RegisterOutput<int?>.Done);
        }

        builder.Return(2, RegisterOutput<int?>.Done);
        Assert.IsType<Verdict.Linearizable>(LinearizabilityChecker.Check(builder.Build(), Register));
    }

    [Fact]
    public void An_empty_history_is_linearizable()
    {
        var verdict = LinearizabilityChecker.Check(History<RegisterInput<int?>, RegisterOutput<int?>>.Empty, Register);
        Assert.Empty(Assert.IsType<Verdict.Linearizable>(verdict).Witness.Order);
    }

    [Fact]
    public void More_than_sixty_four_open_operations_are_decided()
    {
        HistoryBuilder<RegisterInput<int?>, RegisterOutput<int?>> builder = new();
        for (var i = 0; i < 200; i++)
        {
            builder.Invoke(i, i % 2 == 0 ? RegisterInput<int?>.Write(i) : RegisterInput<int?>.Read);
        }

        for (var i = 0; i < 200; i++)
        {
            builder.Return(i, i % 2 == 0 ? RegisterOutput<int?>.Done : RegisterOutput<int?>.Of(i - 1));
        }

        Assert.IsType<Verdict.Linearizable>(LinearizabilityChecker.Check(builder.Build(), Register));
    }

    [Fact]
    public void Wide_masks_decide_like_narrow_ones()
    {
        var random = new Random(70_000);
        Budget budget = new();
        budget.Start(CheckOptions.Default, CancellationToken.None);
        SearchProblem<RegisterInput<int?>, RegisterOutput<int?>> problem = new();
        OpenList open = new();
        Kernel<RegisterState<int?>, RegisterInput<int?>, RegisterOutput<int?>, WideMask> kernel = new(Register, problem, open, budget, Reductions.All);
        for (var i = 0; i < 3_000; i++)
        {
            var history = ModelCases.CasRegister.Draw(random, new() { MaxOperations = 12 });
            int[] indices = [.. Enumerable.Range(0, history.Count).Where(index => history[index].Outcome.Kind != OutcomeKind.Failed)];
            problem.Load(history, indices, Register);
            open.Load(problem.Count, problem.Returns, problem.Opened);
            Assert.Equal(LinearizabilityChecker.Check(history, Register) is Verdict.Linearizable, kernel.Run(history, problem.Count));
        }

        var wide = default(WideMask);
        Assert.True(wide.With(3).With(500).Without(500).Equals(wide.With(3)));
        Assert.False(wide.With(3).Has(67));
    }

    internal static void SaysWhatToDo(Verdict.Inconclusive verdict)
    {
        Assert.Contains("At most 12 operations are open at once", verdict.Hint, StringComparison.Ordinal);
        Assert.Contains("or a higher limit may decide it.", verdict.Hint, StringComparison.Ordinal);
    }

    internal static History<RegisterInput<int?>, RegisterOutput<int?>> Writes(int count, int? lastRead)
    {
        HistoryBuilder<RegisterInput<int?>, RegisterOutput<int?>> builder = new();
        for (var i = 0; i < count; i++)
        {
            builder.Invoke(i, RegisterInput<int?>.Write(i));
        }

        for (var i = 0; i < count; i++)
        {
            builder.Return(i, RegisterOutput<int?>.Done);
        }

        return lastRead is null ? builder.Build() : builder.Call(0, RegisterInput<int?>.Read, RegisterOutput<int?>.Of(lastRead)).Build();
    }

    private sealed class SlowModel(TimeSpan step) : Model<int, RegisterInput<int?>, RegisterOutput<int?>>
    {
        private int unlike;

        public override string Name => "slow";

        public override int InitialState => 0;

        public override bool TryStep(int state, RegisterInput<int?> input, Outcome<RegisterOutput<int?>> outcome, out int next)
        {
            for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < step;)
            {
                Thread.SpinWait(100);
            }

            next = ++unlike; // Never the same state twice: the memo does not help.
            return input.Kind == RegisterOperation.Write;
        }
    }
}
