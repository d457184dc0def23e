using System.Text;
using Sentinel.Formats;

namespace Sentinel.Properties.Formats;

public sealed class LogReaderTests
{
    private const string Small =
        "INFO  jepsen.util - 0\t:invoke\t:read\tnil\n"
        + "INFO  jepsen.core - Worker 1 starting\n"
        + "2015-03-01 12:00:00,000 INFO [jepsen worker 3] jepsen.util: 3\t:invoke\t:cas\t[1 2]\r\n"
        + "INFO  jepsen.util - :nemesis\t:info\t:start\tnil\n"
        + "\n"
        + "INFO  jepsen.util - 0\t:ok\t:read\t4\n"
        + "3\t:info\t:cas\tjava.net.SocketTimeoutException: Read timed out (\n"
        + "12   :fail :write 3 [:error 4]\n";

    [Fact]
    public void Operations_are_read_and_other_lines_are_annotations()
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(Small));
        var reader = EventReader.Open(stream, "h");
        List<RecordedEvent> events = [];
        while (reader.TryRead(out var recorded))
        {
            events.Add(recorded);
        }

        Assert.Equal([(0, EventType.Invoke), (3, EventType.Invoke), (0, EventType.Ok), (3, EventType.Info), (12, EventType.Fail)],
            events.Select(recorded => (recorded.Process, recorded.Type)));
        Assert.Equal(2, reader.Annotations);
        Assert.Equal(["null", "[1,2]", "4", "null", "3"], events.Select(recorded => recorded.Value.ToString()));
        Assert.Equal(new TextPosition(3, 61), events[1].Position);
    }

    [Theory]
    [InlineData("INFO  jepsen.util - 0\t:invoke\t:read\tnil\nnonsense\n", 2, 1, "expected a log line")]
    [InlineData("INFO  jepsen.util - 0\t:inv", 1, 23, "the type :inv is unknown")]
    [InlineData("INFO  jepsen.util - 0\t:invoke\t:read", 1, 36, "before the value")]
    [InlineData("INFO  jepsen.util - 0\t:invoke", 1, 30, "before the function")]
    [InlineData("INFO  jepsen.util - 0\t:invoke\t:cas\t[1 ", 1, 36, "not closed")]
    public void Errors_name_line_and_column_and_what_was_expected(string text, int line, int column, string part)
    {
        var error = Events.ErrorOf(text);
        Assert.Contains(part, error.Reason, StringComparison.Ordinal);
        Assert.Equal(new TextPosition(line, column), error.Position);
    }

    [Fact]
    public void Every_truncation_is_an_error_or_a_prefix()
    {
        var bytes = Encoding.UTF8.GetBytes(Small);
        var whole = Events.Read(bytes);
        for (var length = 0; length < bytes.Length; length++)
        {
            try
            {
                var read = Events.Read(bytes[..length], HistoryFormat.Log);
                // The last value may be cut short: log lines have no end of their own.
                Assert.Equal(whole[..Math.Max(0, read.Count - 1)], read[..Math.Max(0, read.Count - 1)]);
            }
            catch (HistoryFormatException error)
            {
                Assert.NotEqual(0, error.Position.Line);
            }
        }
    }
}
