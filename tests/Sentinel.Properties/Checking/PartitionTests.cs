using System.Globalization;
using Sentinel.Checking;
using Sentinel.Histories;
using Sentinel.Models;

namespace Sentinel.Properties.Checking;

/// <summary>Partitions are decided by several threads; nobody can tell from the verdict.</summary>
public sealed class PartitionTests
{
    private const int Keys = 60;
    private static readonly KvModel Model = new();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_verdict_is_the_one_of_a_single_thread(bool useMonitors)
    {
        var random = new Random(11);
        var options = CheckOptions.Default with { UseMonitors = useMonitors };
        var violations = 0;
        for (var i = 0; i < 40; i++)
        {
            var history = Draw(random, brokenShare: i % 4 == 0 ? 0 : 0.2);
            var one = LinearizabilityChecker.Check(history, Model, options with { MaxParallelism = 1 });
            var several = LinearizabilityChecker.Check(history, Model, options with { MaxParallelism = 7 });
            Assert.Equal(Describe(one), Describe(several));
            violations += one is Verdict.NotLinearizable ? 1 : 0;
        }

        Assert.InRange(violations, 25, 35);
    }

    [Fact]
    public void The_limit_of_configurations_ends_the_check_at_the_same_partition()
    {
        var random = new Random(12);
        for (var i = 0; i < 20; i++)
        {
            var history = Draw(random, brokenShare: 0.02);
            var options = CheckOptions.Default with { UseMonitors = false, MaxStates = random.Next(1, 2_000) };
            var one = LinearizabilityChecker.Check(history, Model, options with { MaxParallelism = 1 });
            var several = LinearizabilityChecker.Check(history, Model, options with { MaxParallelism = 7 });
            Assert.Equal(Describe(one), Describe(several));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Every_key_with_a_violation_is_found(bool useMonitors)
    {
        var random = new Random(14);
        var options = CheckOptions.Default with { UseMonitors = useMonitors };
        var found = 0;
        for (var i = 0; i < 20; i++)
        {
            var history = Draw(random, brokenShare: i % 4 == 0 ? 0 : 0.2);
            var expected = history.GroupBy(operation => operation.Input.Key)
                .Where(key => LinearizabilityChecker.Check(new(key), Model, options) is Verdict.NotLinearizable).Select(key => key.Key).Order();
            var verdicts = LinearizabilityChecker.FindAll(history, Model, options);
            Assert.Equal(expected, verdicts.Select(verdict => ((Verdict.NotLinearizable)verdict).Why.Key!).Order());
            found += verdicts.Length;
        }

        Assert.InRange(found, 20, 1_000);
    }

    [Fact]
    public void What_is_not_decided_is_told_beside_the_violations()
    {
        var history = Draw(new Random(15), brokenShare: 0.5);
        var all = LinearizabilityChecker.FindAll(history, Model, CheckOptions.Default with { UseMonitors = false, MaxStates = 12 });
        Assert.Contains(all, verdict => verdict is Verdict.NotLinearizable);
        Assert.Contains(all, verdict => verdict is Verdict.Inconclusive { Reached: Limit.States });
    }

    [Fact]
    public void What_the_model_throws_comes_out_as_it_is()
    {
        var history = Draw(new Random(13), brokenShare: 0);
        var options = CheckOptions.Default with { UseMonitors = false };
        var error = Assert.Throws<FormatException>(() => LinearizabilityChecker.Check(history, new ThrowingModel(), options with { MaxParallelism = 7 }));
        Assert.Equal(Assert.Throws<FormatException>(() => LinearizabilityChecker.Check(history, new ThrowingModel(), options with { MaxParallelism = 1 })).Message, error.Message);
    }

    private static string Describe(Verdict verdict) => verdict switch
    {
        Verdict.Linearizable correct => string.Join(',', correct.Witness.Order),
        Verdict.NotLinearizable broken => $"{broken.Why.Key}: {broken.Why.Sentence} {broken.Why.Hidden}",
        Verdict.Inconclusive undecided => undecided.Hint,
        _ => "",
    } + $" {verdict.Statistics with { Elapsed = default, Explaining = default }}";

    // Two clients a key, of which the second overlaps the first; sizes differ, some are equal.
    private static History<KvInput, string> Draw(Random random, double brokenShare)
    {
        HistoryBuilder<KvInput, string> builder = new();
        for (var key = 0; key < Keys; key++)
        {
            var (name, held) = (key.ToString(CultureInfo.InvariantCulture), "");
            var length = random.Next(9, 19);
            var bad = random.NextDouble() < brokenShare ? random.Next(length) : -1;
            for (var i = 0; i < length; i++)
            {
                var written = i.ToString(CultureInfo.InvariantCulture);
                builder.Invoke(2 * key, KvInput.Put(name, written)).Invoke((2 * key) + 1, KvInput.Get(name));
                builder.Return(2 * key, "").Return((2 * key) + 1, i == bad ? "never written" : random.Next(2) == 0 ? held : written);
                held = written;
            }
        }

        return builder.Build();
    }

    private sealed class ThrowingModel : Model<KvState, KvInput, string>
    {
        public override string Name => "throwing";

        public override KvState InitialState => KvState.Empty;

        public override object PartitionKey(KvInput input) => input.Key;

        public override bool TryStep(KvState state, KvInput input, Outcome<string> outcome, out KvState next) => throw new FormatException(input.Key);
    }
}
