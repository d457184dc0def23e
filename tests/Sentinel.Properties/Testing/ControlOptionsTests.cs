using System.Collections.Concurrent;
using System.Collections.Immutable;
using FsCheck.Fluent;
using Sentinel.Testing;

namespace Sentinel.Properties.Testing;

/// <summary>What a run under control is told, and that a token holds all of it: it is replayed with the default options here.</summary>
public sealed class ControlOptionsTests
{
    private static readonly LinearizabilityOptions Controlled = new() { Mode = TestMode.Controlled, Corpus = CorpusMode.Off, Runs = 30 };

    [Fact]
    public void What_the_code_saw_as_random_is_replayed()
    {
        var failures = Enumerable.Range(1, 12).Select(seed => Linearizability.Run<LotterySpec>(Controlled with { Seed = (ulong)seed }).Failure).ToList();

        Assert.Contains(null, failures);
        Assert.Contains(failures, failure => failure is not null);
        Assert.All(failures.OfType<LinearizabilityFailure>(), AssertReplays<LotterySpec>);
    }

    [Fact]
    public void A_time_out_that_comes_early_is_found_where_timers_are_choices()
    {
        Assert.True(Linearizability.Run<HastySpec>(Controlled).Passed);
        AssertReplays<HastySpec>(Linearizability.Run<HastySpec>(Controlled with { TimersAsChoices = true }).Failure);
    }

    [Fact]
    public void A_lock_that_is_entered_again_from_a_completion_is_found_where_continuations_may_run_inline()
    {
        Assert.True(Linearizability.Run<ReentrantSpec>(Controlled).Passed);
        AssertReplays<ReentrantSpec>(Linearizability.Run<ReentrantSpec>(Controlled with { InlineContinuationsAsChoices = true }).Failure);
    }

    [Fact]
    public void The_steps_of_a_part_of_the_framework_are_interleaved_where_it_is_rewritten()
    {
        var failure = Linearizability.Run<SeatsSpec>(Controlled with { Rewrite = ["System.Collections.Concurrent"] }).Failure;

        Assert.Contains("Volatile", failure?.Report, StringComparison.Ordinal);
        AssertReplays<SeatsSpec>(failure);
        Assert.DoesNotContain("Volatile", Linearizability.Run<SeatsSpec>(Controlled).Failure!.Report, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("No.Such.Assembly")]
    [InlineData("System.Private.CoreLib")]
    [InlineData("Sentinel.Testing")]
    public void What_cannot_be_rewritten_is_a_mistake_of_the_caller(string name)
    {
        var error = Assert.Throws<ArgumentException>(() => Linearizability.Run<SeatsSpec>(Controlled with { Mode = TestMode.Both, Rewrite = [name] }));

        Assert.StartsWith($"{name} cannot be rewritten", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_call_without_a_model_is_a_warning_where_that_is_asked_for()
    {
        Assert.Throws<CannotControlException>(() => Linearizability.Run<ParallelSumSpec>(Controlled));

        var result = Linearizability.Run<ParallelSumSpec>(Controlled with { FailOnUnmodelled = false });
        Assert.True(result.Passed, result.ToString());
        Assert.Equal(["AsParallel", "Sum"], result.Remarks.Select(remark => remark.Split("ParallelEnumerable.")[1].Split(' ')[0]));
    }

    [Fact]
    public void That_nothing_was_run_under_control_is_a_remark()
    {
        var result = Linearizability.Run<ParallelSumSpec>(Controlled with { Mode = TestMode.Both });

        Assert.True(result.Passed, result.ToString());
        Assert.StartsWith("not run under control: Unmodelled call: ", Assert.Single(result.Remarks), StringComparison.Ordinal);
    }

    private static void AssertReplays<TSpec>(LinearizabilityFailure? failure)
        where TSpec : Spec, new()
    {
        Assert.NotNull(failure);
        var replayed = Linearizability.Replay<TSpec>(ReplayToken.Parse(failure.Counterexample.Token.ToString()));
        Assert.Equal(new(2, 2), replayed.Reproduction);
        Assert.Equal(failure.Finding.Headline, replayed.Failure?.Finding.Headline);
    }

    public sealed class Lottery
    {
#pragma warning disable RS0030 // Code of a user's, which the scheduler has to keep in hand.
        private readonly int ticket = Random.Shared.Next(4);
#pragma warning restore RS0030

        public bool Wins() => ticket == 0;
    }

    public sealed class LotterySpec : ConcurrentSpec<Lottery, int>
    {
        public LotterySpec()
            : base(() => new(), 0) =>
            Operation("wins", lottery => lottery.Wins(), state => (state, false));
    }

    /// <summary>Gives up on work that takes no time at all.</summary>
    public sealed class Hasty
    {
        public async Task<bool> WorkAsync()
        {
            var work = Task.Run(() => { });
            return await Task.WhenAny(work, Task.Delay(TimeSpan.FromHours(1))).ConfigureAwait(false) == work;
        }
    }

    public sealed class HastySpec : ConcurrentSpec<Hasty, int>
    {
        public HastySpec()
            : base(() => new(), 0) =>
            Operation("work", hasty => hasty.WorkAsync(), state => (state, true));
    }

    /// <summary>Completes a task under its lock, in the middle of a change.</summary>
    public sealed class Reentrant
    {
        private readonly object gate = new();
        private int value;

        public async Task<bool> ChangeAsync()
        {
            var changed = new TaskCompletionSource();
            var seen = Task.Run(() => ReadAfterAsync(changed.Task));
            lock (gate)
            {
                value++;
                changed.SetResult();
                value++;
            }

            return await seen.ConfigureAwait(false) % 2 == 0;
        }

        private async Task<int> ReadAfterAsync(Task task)
        {
            await task.ConfigureAwait(false);
            lock (gate)
            {
                return value;
            }
        }
    }

    public sealed class ReentrantSpec : ConcurrentSpec<Reentrant, int>
    {
        public ReentrantSpec()
            : base(() => new(), 0) =>
            Operation("change", reentrant => reentrant.ChangeAsync(), state => (state, true));
    }

    /// <summary>Looks and sets in two steps.</summary>
    public sealed class Seats
    {
        private readonly ConcurrentDictionary<int, bool> taken = new();

        public bool Reserve(int seat)
        {
            if (taken.ContainsKey(seat))
            {
                return false;
            }

            taken[seat] = true;
            return true;
        }
    }

    public sealed class SeatsSpec : ConcurrentSpec<Seats, ImmutableHashSet<int>>
    {
        public SeatsSpec()
            : base(() => new(), []) =>
            Operation("reserve", Gen.Choose(1, 2), (seats, seat) => seats.Reserve(seat), (taken, seat) => (taken.Add(seat), !taken.Contains(seat)));
    }

    public sealed class ParallelSum
    {
        private readonly int[] parts = [1, 2, 3];

        public int Sum() => parts.AsParallel().Sum();
    }

    public sealed class ParallelSumSpec : ConcurrentSpec<ParallelSum, int>
    {
        public ParallelSumSpec()
            : base(() => new(), 0) =>
            Operation("sum", sum => sum.Sum(), state => (state, 6));
    }
}
