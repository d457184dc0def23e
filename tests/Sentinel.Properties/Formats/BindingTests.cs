using System.Text;
using Sentinel.Checking;
using Sentinel.Formats;
using Sentinel.Formats.Bindings;
using Sentinel.Histories;
using Sentinel.Models;
using Sentinel.Properties.Models;

namespace Sentinel.Properties.Formats;

public sealed class BindingTests
{
    [Theory]
    [InlineData("register", "0+wriet 1", "1:1", "no operation \"wriet\" (did you mean write?); expected one of: read, write")]
    [InlineData("register", "0+cas [1, 2]", "1:1", "no operation \"cas\"")]
    [InlineData("queue", "0+enqueue", "1:1", "enqueue has no value")]
    [InlineData("queue", "0+enqueue; 0-", "1:1", "enqueue has no value")]
    [InlineData("cas-register", "0+cas; 0- 7", "2:1", "the value of cas is 7; expected [from, to]")]
    [InlineData("cas-register", "0+cas 7; 0-", "1:1", "the value of cas is 7; expected [from, to]")]
    [InlineData("cas-register", "0+cas 7", "1:1", "the value of cas is 7")]
    [InlineData("cas-register", "0+cas [1, 2]; 0- !5", "2:1", "\"result\" is 5; expected true or false")]
    [InlineData("register", "0+write 1; 0+write 2", "2:1", "process 0 invokes while its operation of line 1 is open")]
    [InlineData("register", "0+write 1; 0?; 0+read", "3:1", "does not come back after its unknown (info) operation of line 1")]
    [InlineData("register", "0+write 1; 0-; 0-", "3:1", "ok without an invocation")]
    [InlineData("register", "0+write 1; 0?; 0-", "3:1", "ended as unknown (info) in line 1")]
    [InlineData("register", "0+write 1; 0- 2", "2:1", "the value is 2 here and 1 at the invocation in line 1")]
    [InlineData("kv", "0+put 1; 0-", "1:1", "no key")]
    [InlineData("kv", "0+put x @a; 0-; 1+get; 1- x", "3:1", "no key")]
    [InlineData("counter", "0+inc 1.5", "1:1", "the value of inc is 1.5; expected an integer")]
    [InlineData("counter", "0+get; 0-", "2:1", "the value of get is null")]
    [InlineData("set", "0+contains 1; 0-", "2:1", "no \"result\"")]
    [InlineData("mutex", "0+tryacquire; 0-", "2:1", "no \"result\"")]
    [InlineData("multi-register", "0+txn 5", "1:1", "the value of txn is 5; expected [[")]
    [InlineData("multi-register", "0+txn [[read x nil]]; 0- [[read y 1]]", "2:1", "expected that of its invocation")]
    [InlineData("register", "0+write 1 @a; 0-; 1+read", "3:1", "no key, where the operations before have one")]
    [InlineData("register", "0+write 1; 0-; 1+read @a", "3:1", "a key, where the operations before have none")]
    public void Errors_say_where_and_what_was_expected(string model, string script, string place, string part)
    {
        var error = Assert.Throws<HistoryFormatException>(() => Script.Load(model, script));
        Assert.StartsWith($"script:{place}: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("priority-queue", "DeleteMin")]
    [InlineData("priority-queue", "delete-min")]
    [InlineData("priority-queue", "extract_min")]
    [InlineData("mutex", "LOCK")]
    [InlineData("cas-register", "compareAndSet")]
    public void Names_have_duplicates(string model, string name) =>
        Assert.Contains(ModelBinding.Find(model)!.Operations, operation => operation.IsNamed(name));

    [Fact]
    public void No_name_means_two_operations()
    {
        foreach (var model in ModelBinding.All)
        {
            foreach (var name in model.Operations.SelectMany(operation => operation.Aliases.Prepend(operation.Name)))
            {
                Assert.Single(model.Operations, operation => operation.IsNamed(name));
            }
        }
    }

    [Fact]
    public void An_invocation_without_value_gets_it_from_its_end() =>
        Assert.IsType<Verdict.Linearizable>(Script.Load("register", "0+write; 0- 3; 1+read; 1- 3").Check());

    [Fact]
    public void A_failed_comparison_is_observed_only_where_the_format_leaves_it_open()
    {
        const string Log = "0 :invoke :write 1\n0 :ok :write 1\n0 :invoke :cas [1 2]\n0 :fail :cas [1 2]\n";
        Assert.IsType<Verdict.Linearizable>(Load("cas-register", Log, FailedCas.DidNotHappen).Check());
        Assert.IsType<Verdict.NotLinearizable>(Load("cas-register", Log, FailedCas.Observed).Check());
        var options = new LoadOptions { FailedCas = FailedCas.Observed };
        Assert.IsType<Verdict.Linearizable>(Script.Load("cas-register", "0+write 1; 0-; 0+cas [1, 2]; 0x", options).Check());
    }

    [Fact]
    public void Independent_keys_are_partitions_of_any_model()
    {
        var history = Load("register", """
            {:process 0 :type :invoke :f :write :value [7 1]} {:process 0 :type :ok :f :write :value [7 1]}
            {:process 0 :type :invoke :f :write :value [8 2]} {:process 0 :type :ok :f :write :value [8 2]}
            {:process 1 :type :invoke :f :read :value [7 nil]} {:process 1 :type :ok :f :read :value [7 1]}
            """);
        var verdict = history.Check();
        Assert.IsType<Verdict.Linearizable>(verdict);
        Assert.Equal(2, verdict.Statistics.Partitions);
        Assert.Equal("register monitor", verdict.Statistics.DecidedBy);
        Assert.Equal(3, Script.Load("set", "0+add 1 @a; 0- !true; 0+add 2 @a; 0- !true; 0+add 1 @b; 0- !true").Check().Statistics.Partitions);
        var broken = Script.Load("queue", "0+enqueue 1 @a; 0-; 0+enqueue 2 @b; 0-; 1+dequeue @a; 1- 2");
        Assert.Contains("the oldest element is 1", Assert.IsType<Verdict.NotLinearizable>(broken.Check()).Why.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Initial_values_are_those_of_the_model()
    {
        Assert.IsType<Verdict.Linearizable>(Script.Load("register", "0+read; 0- 4", new() { Initial = Value.Of(4) }).Check());
        Assert.IsType<Verdict.Linearizable>(Script.Load("kv", "0+get @x; 0- \"4\"; 0+append 5 @x; 0-; 0+get @x; 0- \"45\"", new() { Initial = Value.Of(4) }).Check());
        Assert.IsType<Verdict.Linearizable>(Script.Load("counter", "0+get; 0- 4", new() { Initial = Value.Of(4) }).Check());
        Assert.IsType<Verdict.Linearizable>(Script.Load("stack", "0+pop; 0- 2", new() { Initial = Value.Parse("[1 2]") }).Check());
        Assert.IsType<Verdict.Linearizable>(Script.Load("queue", "0+dequeue; 0- 1", new() { Initial = Value.Parse("[1 2]") }).Check());
        Assert.IsType<Verdict.Linearizable>(Script.Load("priority-queue", "0+deletemin; 0- 1", new() { Initial = Value.Parse("[2 1]") }).Check());
        Assert.IsType<Verdict.Linearizable>(Script.Load("set", "0+add 1; 0- !false", new() { Initial = Value.Parse("[1 2]") }).Check());
        Assert.IsType<Verdict.Linearizable>(Script.Load("mutex", "0+release; 0-", new() { Initial = Value.Of(true) }).Check());
        Assert.IsType<Verdict.Linearizable>(Script.Load("multi-register", "0+txn [[r x nil]]; 0- [[r x 3]]", new() { Initial = Value.Of(3) }).Check());
        Assert.Throws<ArgumentException>(() => Script.Load("counter", "", new() { Initial = Value.Of("x") }));
        Assert.Throws<ArgumentException>(() => Script.Load("queue", "", new() { Initial = Value.Of(1) }));
    }

    [Fact]
    public void Events_keep_their_real_time_order_and_their_outcomes()
    {
        var history = Assert.IsType<LoadedHistory<RegisterState<Value>, RegisterInput<Value>, RegisterOutput<Value>>>(
            Script.Load("register", "0+write 1; 1+read; 0x; 1- 1; 5+write 2; 1+read")).History;
        Assert.Equal(
            [(0, 0L, 2L, OutcomeKind.Failed), (1, 1, 3, OutcomeKind.Returned), (5, 4, Interval.Never, OutcomeKind.Unknown), (1, 5, Interval.Never, OutcomeKind.Unknown)],
            history.Select(operation => (operation.Process.Value, operation.Interval.Invocation, operation.Interval.Response, operation.Outcome.Kind)));
    }

    private static LoadedHistory Load(string model, string text, FailedCas failedCas = FailedCas.DidNotHappen)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return ModelBinding.Find(model)!.Load(EventReader.Open(stream, "h"), new() { FailedCas = failedCas });
    }
}
