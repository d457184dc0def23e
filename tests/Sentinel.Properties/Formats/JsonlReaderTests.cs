using System.Text;
using FsCheck.Xunit;
using Sentinel.Formats;

namespace Sentinel.Properties.Formats;

[Properties(Arbitrary = [typeof(FormatGenerators)])]
public sealed class JsonlReaderTests
{
    private const string Small = """
        {"schema":1,"model":"register"}
        {"process":0,"type":"invoke","f":"write","value":"é😀","time":12,"index":0}

        {"process":0,"type":"ok","f":"write","value":"é😀"}
        {"process":-1,"type":"invoke","f":"cas","value":[1,{"a":null}],"extra":[1,2]}
        {"process":-1,"type":"ok","f":"cas","result":false}
        {"process":"nemesis","type":"info","f":"kill"}
        {"process":7,"type":"info","f":"read","key":"k"}
        """;

    [Property(MaxTest = 300)]
    public void What_is_written_is_read_back(RecordedEvent[] events) =>
        Assert.Equal(events, Events.Read(Events.Write(events), HistoryFormat.Jsonl).WithoutPositions());

    [Property(MaxTest = 100)]
    public void Reading_does_not_depend_on_how_the_bytes_arrive(RecordedEvent[] events)
    {
        var bytes = Events.Write(events);
        using var dribble = new DribblingStream(bytes);
        Assert.Equal(Events.Read(bytes, HistoryFormat.Jsonl), Events.Read(dribble, HistoryFormat.Jsonl));
    }

    [Fact]
    public void Header_annotations_blank_lines_and_unknown_fields_are_understood()
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(Small));
        var reader = EventReader.Open(stream, "h");
        Assert.Equal("register", reader.Model);
        List<RecordedEvent> events = [];
        while (reader.TryRead(out var recorded))
        {
            events.Add(recorded);
        }

        Assert.Equal(5, events.Count);
        Assert.Equal(1, reader.Annotations);
        Assert.Equal(new TextPosition(4, 1), events[1].Position);
        Assert.Equal("é😀", events[1].Value.TryGetText(out var text) ? text : null);
        Assert.Equal("[1,{\"a\":null}]", events[2].Value.ToString());
        Assert.Equal(Value.Of(false), events[3].Result);
        Assert.Equal(Value.Of("k"), events[4].Key);
    }

    [Theory]
    [InlineData("\uFEFF")]
    [InlineData("\r\n\r\n")]
    public void Byte_order_marks_and_carriage_returns_are_understood(string prefix) => Assert.Equal(
        Events.Read(Small).WithoutPositions(),
        Events.Read(prefix + Small.ReplaceLineEndings("\r\n"), HistoryFormat.Jsonl).WithoutPositions());

    [Fact]
    public void Every_truncation_is_an_error_or_a_prefix()
    {
        var bytes = Encoding.UTF8.GetBytes(Small);
        var whole = Events.Read(bytes);
        var (prefixes, errors) = (0, 0);
        for (var length = 0; length < bytes.Length; length++)
        {
            try
            {
                var read = Events.Read(bytes[..length]);
                Assert.Equal(whole[..read.Count], read);
                prefixes++;
            }
            catch (HistoryFormatException error)
            {
                Assert.NotEqual(0, error.Position.Line);
                errors++;
            }
        }

        // Right after the brace of a line, and after its end, a file is whole; so it is in the blank line, and where there is nothing.
        Assert.Equal((14, bytes.Length - 14), (prefixes, errors));
    }

    [Theory]
    [InlineData("{\"process\":0,\"type\":\"invoke\",\"f\":\"read\"", 1, 40, "truncated")]
    [InlineData("{\"process\":0,\"type\":\"invoke\",\"f\":\"re", 1, 37, "truncated")]
    [InlineData("{\"process\":0,\"type\":\"invokes\",\"f\":\"read\"}", 1, 21, "the type invokes is unknown; expected \"invoke\"")]
    [InlineData("{\"process\":0,\"f\":\"read\"}", 1, 1, "no \"type\"")]
    [InlineData("\n{\"type\":\"ok\",\"f\":\"read\"}", 2, 1, "no \"process\"")]
    [InlineData("  {\"process\":0,\"type\":\"ok\"}", 1, 3, "no \"f\"")]
    [InlineData("{\"process\":1.5,\"type\":\"ok\",\"f\":\"read\"}", 1, 12, "process number")]
    [InlineData("{\"process\":3000000000,\"type\":\"ok\",\"f\":\"read\"}", 1, 12, "32 bits")]
    [InlineData("{\"process\":null,\"type\":\"ok\",\"f\":\"read\"}", 1, 12, "process number")]
    [InlineData("\n {\"process\":\"p1\",\"type\":\"ok\",\"f\":\"read\"}\n{\"process\":\"p2\",\"type\":\"ok\",\"f\":\"read\"}", 2, 2, "in all others the process is a name")]
    [InlineData("{\"process\":0,\"process\":1,\"type\":\"ok\",\"f\":\"read\"}", 1, 14, "second time")]
    [InlineData("{\"process\":0,\"type\":\"ok\",\"f\":7}", 1, 30, "name of an operation")]
    [InlineData("{\"process\":0,\"type\":\"ok\",\"f\":\"w\",\"value\":12345678901234567890}", 1, 42, "64 bits")]
    [InlineData("{\"process\":0,\"type\":\"ok\",\"f\":\"w\",\"value\":-1e400}", 1, 42, "no double can hold")]
    [InlineData("{\"process\":0,\"type\":\"ok\",\"f\":\"w\",\"value\":\"\\ud800\"}", 1, 42, "surrogate")]
    [InlineData("{\"process\":0,\"type\":\"ok\",\"f\":\"w\"} x", 1, 35, "not valid JSON")]
    [InlineData("{\"é\":0,é}", 1, 8, "not valid JSON")]
    [InlineData("{\"process\":0,\"type\":\"ok\",\"f\":\"w\"}\n[1]", 2, 1, "expected '{'")]
    [InlineData("{\"schema\":2}", 1, 11, "schema is unknown")]
    [InlineData("{\"process\":0,\"type\":\"ok\",\"f\":\"w\"}\n{\"schema\":1}", 2, 1, "no \"process\"")]
    public void Errors_name_line_and_column_and_what_was_expected(string text, int line, int column, string part)
    {
        var error = Events.ErrorOf(text, HistoryFormat.Jsonl);
        Assert.Contains(part, error.Reason, StringComparison.Ordinal);
        Assert.Equal(new TextPosition(line, column), error.Position);
        Assert.StartsWith($"h:{line}:{column}: ", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Bytes_that_are_no_text_are_refused_with_their_place()
    {
        var binary = Assert.Throws<HistoryFormatException>(() => Events.Read([.. "{\"process\":"u8, 0, .. "}"u8]));
        Assert.Equal(new TextPosition(1, 12), binary.Position);
        Assert.Contains("NUL", binary.Reason, StringComparison.Ordinal);
        var latin = Assert.Throws<HistoryFormatException>(() => Events.Read([.. "{\"é\":\""u8, 0xE9, .. "\"}"u8]));
        Assert.Equal(new TextPosition(1, 7), latin.Position);
        Assert.Contains("0xE9", latin.Reason, StringComparison.Ordinal);
        Assert.Throws<HistoryFormatException>(() => Events.Read(Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(Small)).ToArray()));
    }

    [Fact]
    public void A_huge_line_is_an_error_and_takes_bounded_memory()
    {
        using var endless = new EndlessStream();
        var error = Assert.Throws<HistoryFormatException>(() => Events.Read(endless, HistoryFormat.Jsonl));
        Assert.Contains("longer than 16 MiB", error.Reason, StringComparison.Ordinal);
        Assert.InRange(endless.Delivered, 16 << 20, 64 << 20);
    }

    [Fact]
    public void Names_may_have_escapes() => Assert.Equal(
        Events.Read("{\"process\":1,\"type\":\"ok\",\"f\":\"read\",\"value\":2}"),
        Events.Read("{\"proc\\u0065ss\":1,\"type\":\"\\u006fk\",\"f\":\"re\\u0061d\",\"value\":2}"));

    [Fact]
    public void An_empty_file_has_no_events()
    {
        Assert.Empty(Events.Read(""));
        Assert.Empty(Events.Read(" \r\n\t\n"));
        Assert.Empty(Events.Read("{\"schema\":1}"));
    }
}
