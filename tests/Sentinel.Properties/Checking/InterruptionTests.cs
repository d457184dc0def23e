using System.Globalization;
using Sentinel.Checking;
using Sentinel.Checking.Monitors;
using Sentinel.Checking.Search;
using Sentinel.Histories;
using Sentinel.Models;

namespace Sentinel.Properties.Checking;

/// <summary>Whatever part of a check is at work when a limit is reached, it stops soon.</summary>
public sealed class InterruptionTests
{
    private const int Operations = 20_000;

    [Fact]
    public void Every_monitor_stops_when_it_is_cancelled()
    {
        Stops(new RegisterModel<int>(), i => RegisterInput<int>.Write(i), _ => RegisterOutput<int>.Done);
        Stops(new KvModel(), i => KvInput.Put("k", i.ToString(CultureInfo.InvariantCulture)), _ => "");
        Stops(new QueueModel<int>(), i => QueueInput<int>.Enqueue(i), _ => Taken<int>.Nothing);
        Stops(new StackModel<int>(), i => StackInput<int>.Push(i), _ => Taken<int>.Nothing);
        Stops(new KvModel(), i => KvInput.Append("k", $"{i:D3}"), _ => "");
        Stops(new CounterModel(), _ => CounterInput.Inc(), _ => null);
        Stops(new SetModel<int>(), i => i % 2 == 1 ? SetInput<int>.Add(1) : SetInput<int>.Remove(1), _ => true);
        Stops(new PriorityQueueModel<int>(), i => PriorityQueueInput<int>.Insert(i), _ => Taken<int>.Nothing);
    }

    [Theory]
    [InlineData(Part.Splitting)]
    [InlineData(Part.Monitoring)]
    [InlineData(Part.Verifying)]
    public void A_check_that_is_cancelled_in_one_of_its_parts_stops_there(Part part)
    {
        using CancellationTokenSource source = new();
        CancellingModel model = new(part, source);
        var verdict = LinearizabilityChecker.Check(Writes(), model, cancellationToken: source.Token);
        var inconclusive = Assert.IsType<Verdict.Inconclusive>(verdict);
        Assert.Equal(Limit.Cancelled, inconclusive.Reached);
        Assert.InRange(model.Calls, CancellingModel.Patience, CancellingModel.Patience + 5_000);
        Assert.Contains("a higher limit may decide it", inconclusive.Hint, StringComparison.Ordinal);
    }

    private static void Stops<TState, TInput, TOutput>(Model<TState, TInput, TOutput> model, Func<int, TInput> input, Func<int, TOutput> output)
        where TState : notnull
    {
        HistoryBuilder<TInput, TOutput> builder = new();
        for (var i = 0; i < 100; i++)
        {
            builder.Call(0, input(i + 1), output(i + 1));
        }

        int[] all = [.. Enumerable.Range(0, 100)];
        Budget budget = new();
        budget.Start(CheckOptions.Default, CancellationToken.None);
        Assert.True(model.Monitor!.Decide(builder.Build(), all, budget).IsLinearizable);
        budget.Start(CheckOptions.Default, new(canceled: true));
        Assert.Throws<LimitReachedException>(() => model.Monitor.Decide(builder.Build(), all, budget));
    }

    private static History<RegisterInput<int>, RegisterOutput<int>> Writes()
    {
        HistoryBuilder<RegisterInput<int>, RegisterOutput<int>> builder = new();
        for (var i = 1; i <= Operations; i++)
        {
            builder.Call(0, RegisterInput<int>.Write(i), RegisterOutput<int>.Done);
        }

        return builder.Build();
    }

    /// <summary>What a check does.</summary>
    public enum Part
    {
        /// <summary>Asks for the keys.</summary>
        Splitting,

        /// <summary>Lets a monitor decide.</summary>
        Monitoring,

        /// <summary>Replays the witness.</summary>
        Verifying,
    }

    /// <summary>A register that cancels the check while one part of it goes through the operations.</summary>
    private sealed class CancellingModel : Model<RegisterState<int>, RegisterInput<int>, RegisterOutput<int>>
    {
        public const int Patience = 2_000;
        private readonly RegisterModel<int> inner = new();
        private readonly Part part;
        private readonly CancellationTokenSource source;

        public CancellingModel(Part part, CancellationTokenSource source)
        {
            (this.part, this.source) = (part, source);
            Monitor = new RegisterMonitor<RegisterInput<int>, RegisterOutput<int>, int>("register monitor", 0, (input, _) =>
            {
                Count(Part.Monitoring);
                return (RegisterAction.Write, input.Value);
            });
        }

        public int Calls { get; private set; }

        public override string Name => "cancelling";

        public override RegisterState<int> InitialState => inner.InitialState;

        internal override IMonitor<RegisterInput<int>, RegisterOutput<int>> Monitor { get; }

        public override object? PartitionKey(RegisterInput<int> input)
        {
            Count(Part.Splitting);
            return "k";
        }

        public override bool TryStep(RegisterState<int> state, RegisterInput<int> input, Outcome<RegisterOutput<int>> outcome, out RegisterState<int> next)
        {
            Count(Part.Verifying);
            return inner.TryStep(state, input, outcome, out next);
        }

        private void Count(Part at)
        {
            if (at == part && ++Calls == Patience)
            {
                source.Cancel();
            }
        }
    }
}
