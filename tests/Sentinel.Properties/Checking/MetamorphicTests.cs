using Sentinel.Checking;
using Sentinel.Histories;
using Sentinel.Models;

namespace Sentinel.Properties.Checking;

using Call = Operation<RegisterInput<int?>, RegisterOutput<int?>>;
using RegisterHistory = History<RegisterInput<int?>, RegisterOutput<int?>>;

/// <summary>Changes to a history that must not change the verdict, or may change it in one direction only.</summary>
public sealed class MetamorphicTests
{
    private const int Histories = 3_000;
    private static readonly RegisterModel<int?> Model = new();
    private static readonly HistoryShape Shape = new() { MaxOperations = 20 };

    [Fact]
    public void Renaming_processes_keeps_the_verdict() => Keeps((history, _) => new(history.Select(o => o with { Process = new(1_000 - o.Process.Value) })));

    [Fact]
    public void Shifting_times_monotonically_keeps_the_verdict() => Keeps((history, random) =>
    {
        var times = new long[2 * history.Max(o => o.Interval.IsOpen ? o.Interval.Invocation : o.Interval.Response) + 2];
        for (var i = 1; i < times.Length; i++)
        {
            times[i] = times[i - 1] + random.Next(1, 1_000_000);
        }

        return new(history.Select(o => o with { Interval = new(times[o.Interval.Invocation], o.Interval.IsOpen ? Interval.Never : times[o.Interval.Response]) }));
    });

    [Fact]
    public void Renaming_values_keeps_the_verdict() => Keeps((history, _) => new(history.Select(o => o with
    {
        Input = o.Input with { Value = Rename(o.Input.Value), Expected = Rename(o.Input.Expected) },
        Outcome = o.Outcome.IsReturned ? Outcome<RegisterOutput<int?>>.Returned(o.Outcome.Value with { Value = Rename(o.Outcome.Value.Value) }) : o.Outcome,
    })));

    [Fact]
    public void Failed_operations_may_be_left_out() => Keeps((history, _) => new(history.Where(o => o.Outcome.Kind != OutcomeKind.Failed)));

    [Fact]
    public void A_legal_operation_at_a_quiescent_end_keeps_the_verdict() => Each((history, verdict, _) =>
    {
        var state = Model.InitialState;
        foreach (var index in (verdict as Verdict.Linearizable)?.Witness.Order ?? [])
        {
            Assert.True(Model.TryStep(state, history[index].Input, history[index].Outcome, out state));
        }

        var read = new Call(new(5_000), RegisterInput<int?>.Read, Outcome<RegisterOutput<int?>>.Returned(RegisterOutput<int?>.Of(state.Value)), new(100_000, 100_001));
        Assert.Equal(verdict.GetType(), Check(new(history.Append(read))).GetType());
    });

    [Fact]
    public void An_unknown_operation_more_keeps_linearizability() => Each((history, verdict, random) =>
    {
        var inputs = ModelCases.CasRegister.Inputs;
        var more = new Call(new(5_000), inputs[random.Next(inputs.Count)], Outcome<RegisterOutput<int?>>.Unknown, new(random.Next(1, 40), Interval.Never));
        Assert.True(verdict is not Verdict.Linearizable || Check(new(history.Append(more))) is Verdict.Linearizable);
    });

    [Fact]
    public void Stretching_an_interval_keeps_linearizability_and_shrinking_one_keeps_a_violation() => Each((history, verdict, random) =>
    {
        var chosen = random.Next(history.Count);
        var changed = Enumerable.Range(0, history.Count).Select(i =>
        {
            // Every operation gets a process of its own, so that intervals may grow.
            var o = history[i] with { Process = new(i) };
            if (i != chosen || o.Interval.IsOpen)
            {
                return o;
            }

            var (from, to) = o.Interval;
            return verdict is Verdict.Linearizable
                ? o with { Interval = new(Math.Max(0, from - random.Next(5)), to + random.Next(5)) }
                : o with { Interval = new(from + random.Next((int)(to - from) + 1), to) };
        });
        Assert.Equal(verdict.GetType(), Check(new(changed)).GetType());
    });

    [Fact]
    public void Splitting_by_key_keeps_the_verdict()
    {
        var random = new Random(50_000);
        for (var i = 0; i < Histories; i++)
        {
            var history = ModelCases.Kv.Draw(random, Shape);
            var split = LinearizabilityChecker.Check(history, ModelCases.Kv.Model);
            Assert.Equal(LinearizabilityChecker.Check(history, new KeylessKvModel()).GetType(), split.GetType());
        }
    }

    private static int? Rename(int? value) => value is { } number ? 77 - (number * 3) : null;

    private static Verdict Check(RegisterHistory history) => LinearizabilityChecker.Check(history, Model);

    private static void Keeps(Func<RegisterHistory, Random, RegisterHistory> change) =>
        Each((history, verdict, random) => Assert.Equal(verdict.GetType(), Check(change(history, random)).GetType()));

    private static void Each(Action<RegisterHistory, Verdict, Random> assert)
    {
        var random = new Random(60_000);
        for (var i = 0; i < Histories; i++)
        {
            var history = ModelCases.CasRegister.Draw(random, Shape);
            assert(history, Check(history), random);
        }
    }

    /// <summary>The key-value model without its keys.</summary>
    private sealed class KeylessKvModel : Model<KvState, KvInput, string>
    {
        private readonly KvModel model = new();

        public override string Name => "keyless kv";

        public override KvState InitialState => model.InitialState;

        public override bool TryStep(KvState state, KvInput input, Outcome<string> outcome, out KvState next) =>
            model.TryStep(state, input, outcome, out next!);
    }
}
