using System.Text;
using FsCheck;
using FsCheck.Xunit;
using Sentinel.Formats;

namespace Sentinel.Properties.Formats;

[Properties(Arbitrary = [typeof(FormatGenerators)])]
public sealed class EdnReaderTests
{
    private const string Small = """
        ; a comment { with structure "
        {:process 0, :type :invoke, :f :write, :value "a\"b{"}
        #jepsen.history.Op{:process 0 :type :ok :f :write :value "a\"b{" :time 1234N}
        {:process :nemesis, :type :info, :f :start, :value "cut off #{n1}"} {:process 1
          :type :invoke, :f :cas, :value [1 [2 \{]] #_ {:discarded 1} :error {:a [1 2]}}
        {:process 1, :type :info, :f :cas, :value :timed-out}
        """;

    [Property(MaxTest = 200)]
    public void What_another_writes_as_EDN_is_read(RecordedEvent[] events, PositiveInt style)
    {
        // Values that are pairs of independent keys are taken apart; those are tested by themselves.
        events = [.. events.Select(recorded => recorded with { Value = recorded.Value.TryGetList(out var list) && list.Length == 2 ? Value.Null : recorded.Value })];
        var text = EdnWriter.Write(events, style.Get);
        Assert.Equal(events, Events.Read(text, HistoryFormat.Edn).WithoutPositions());
    }

    [Property(MaxTest = 50)]
    public void Reading_does_not_depend_on_how_the_bytes_arrive(RecordedEvent[] events, PositiveInt style)
    {
        var bytes = Encoding.UTF8.GetBytes(EdnWriter.Write(events, style.Get));
        using var dribble = new DribblingStream(bytes);
        Assert.Equal(Events.Read(bytes, HistoryFormat.Edn), Events.Read(dribble, HistoryFormat.Edn));
    }

    [Fact]
    public void Comments_tags_discarded_forms_and_annotations_are_tolerated()
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(Small));
        var reader = EventReader.Open(stream, "h");
        List<RecordedEvent> events = [];
        while (reader.TryRead(out var recorded))
        {
            events.Add(recorded);
        }

        Assert.Equal([EventType.Invoke, EventType.Ok, EventType.Invoke, EventType.Info], events.Select(recorded => recorded.Type));
        Assert.Equal(1, reader.Annotations);
        Assert.Equal(Value.Of("a\"b{"), events[0].Value);
        Assert.Equal("[1,[2,\"{\"]]", events[2].Value.ToString());
        Assert.Equal(new TextPosition(4, 69), events[2].Position);
    }

    [Theory]
    [InlineData("[", "]")]
    [InlineData("(", ")")]
    [InlineData("\uFEFF [", "]\r\n")]
    [InlineData("; first\n#_ [a {:b c}] [\n", "\n] ; the end")]
    public void One_vector_or_list_of_maps_is_the_same_as_the_maps(string open, string close) =>
        Assert.Equal(Events.Read(Small).WithoutPositions(), Events.Read(open + Small + "\n" + close).WithoutPositions());

    [Fact]
    public void Every_truncation_is_an_error_or_a_prefix()
    {
        foreach (var text in (string[])[Small, $"[{Small}\n]"])
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            var whole = Events.Read(bytes, HistoryFormat.Edn);
            var errors = 0;
            for (var length = 0; length < bytes.Length; length++)
            {
                try
                {
                    var read = Events.Read(bytes[..length], HistoryFormat.Edn);
                    Assert.Equal(whole[..read.Count], read);
                    // A vector that is not closed is never a whole history, whatever events it holds.
                    Assert.True(text[0] != '[' || length == 0, $"accepted {length} bytes of {bytes.Length}");
                }
                catch (HistoryFormatException error)
                {
                    Assert.NotEqual(0, error.Position.Line);
                    errors++;
                }
            }

            Assert.InRange(errors, bytes.Length / 2, bytes.Length);
        }
    }

    [Theory]
    [InlineData("{:process 0 :type :invoke", 1, 1, "truncated")]
    [InlineData("[{:process 0 :type :ok :f :read}\n", 2, 1, "opens at 1:1 is not closed")]
    [InlineData("[{:process 0 :type :ok :f :read}] {}", 1, 35, "end of the file")]
    [InlineData("{:process 0 :type :ok :f :read}\n7", 2, 1, "expected '{'")]
    [InlineData("[{:process 0 :type :ok :f :read} 7]", 1, 34, "']'")]
    [InlineData("{:process 0 :type :done :f :read}", 1, 19, "the type :done is unknown; expected :invoke")]
    [InlineData("{:process 0 :type :ok}", 1, 1, "no :f")]
    [InlineData("{:process 0 :f :read}", 1, 1, "no :type")]
    [InlineData("{:type :ok :f :read}", 1, 1, "no :process")]
    [InlineData("{:process 0 :process 1 :type :ok :f :read}", 1, 13, "second time")]
    [InlineData("{:process 0 :type :ok :f 3}", 1, 26, "name of an operation")]
    [InlineData("{:process 0 :type :ok :f :w :value [1 2}\n{:process 0}}", 1, 40, "closes nothing")]
    [InlineData("{:process 0 :type :ok :f :w :value \"\\x\"}", 1, 37, "escape")]
    [InlineData("\n {:process 0 :type :ok :f :w :value 99999999999999999999}", 2, 37, "64 bits")]
    [InlineData("\n {:process 0 :type :ok :f :w :value 1e400}", 2, 37, "a double can hold")]
    [InlineData("{:process 0 :type :ok :f :w :value}", 1, 35, "expected a value")]
    [InlineData("{:process 5000000000 :type :ok :f :w}", 1, 11, "32 bits")]
    [InlineData("{\"process\" 0}", 1, 1, "no :process")]
    [InlineData("#tag 5 {}", 1, 6, "expected '{'")]
    public void Errors_name_line_and_column_and_what_was_expected(string text, int line, int column, string part)
    {
        var error = Events.ErrorOf(text, HistoryFormat.Edn);
        Assert.Contains(part, error.Reason, StringComparison.Ordinal);
        Assert.Equal(new TextPosition(line, column), error.Position);
    }

    [Fact]
    public void Pairs_of_independent_keys_are_taken_apart()
    {
        var events = Events.Read("""
            {:process 0 :type :invoke :f :write :value [7 1]}
            {:process 0 :type :ok :f :write :value [7 1]}
            {:process 1 :type :invoke :f :read :value [7 nil]}
            {:process 1 :type :ok :f :read :value [7 1]}
            {:process 2 :type :invoke :f :cas :value [8 [1 2]]}
            {:process 2 :type :info :f :cas :value [8 [1 2]] :error :timeout}
            """);
        Assert.Equal([7, 7, 7, 7, 8, 8], events.Select(recorded => recorded.Key.TryGetInteger(out var key) ? key : -1));
        Assert.Equal(["1", "1", "null", "1", "[1,2]", "[1,2]"], events.Select(recorded => recorded.Value.ToString()));
    }

    [Theory]
    [InlineData("{:process 2 :type :invoke :f :cas :value [8 2]}")]
    [InlineData("{:process 2 :type :invoke :f :txn :value [[:r :x nil] [:w :y 1]]}")]
    [InlineData("{:process 0 :type :invoke :f :write :value [7 1]} {:process 1 :type :invoke :f :read :value nil}")]
    [InlineData("{:process 0 :type :invoke :f :write :value [7 1]}")]
    public void Other_pairs_stay_as_they_are(string text)
    {
        var events = Events.Read(text);
        Assert.All(events, recorded => Assert.True(recorded.Key.IsNull));
        Assert.True(events[0].Value.TryGetList(out _));
    }

    [Fact]
    public void A_value_that_is_no_pair_among_pairs_is_an_error()
    {
        var error = Events.ErrorOf("""
            {:process 1 :type :invoke :f :read :value [7 nil]}
            {:process 2 :type :invoke :f :write :value 3}
            """);
        Assert.Equal(new TextPosition(2, 1), error.Position);
        Assert.Contains("expected [key value]", error.Reason, StringComparison.Ordinal);
    }
}
