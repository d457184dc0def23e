using System.Globalization;
using System.Text;
using Sentinel.Formats;

namespace Sentinel.Properties.Formats;

/// <summary>Events that a second thread reads ahead are those that a single thread reads.</summary>
public sealed class AheadReaderTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2_047)]
    [InlineData(2_048)]
    [InlineData(2_049)]
    [InlineData(4_096)]
    [InlineData(50_000)]
    public void The_events_and_annotations_are_the_same_in_the_same_order(int events)
    {
        var text = Text(events);
        var expected = Open(text);
        using AheadEventReader ahead = new(Open(text));
        while (expected.TryRead(out var recorded))
        {
            Assert.True(ahead.TryRead(out var same));
            Assert.Equal(recorded, same);
        }

        Assert.False(ahead.TryRead(out _));
        Assert.False(ahead.TryRead(out _));
        Assert.Equal(("counter", events / 10), (ahead.Model, ahead.Annotations));
        Assert.Equal(expected.Annotations, ahead.Annotations);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(2_048)]
    [InlineData(4_096)]
    [InlineData(30_000)]
    public void An_error_comes_after_the_events_before_it_and_again(int before)
    {
        using AheadEventReader ahead = new(Open(Text(before) + "{\"process\":7\n" + Text(5_000)));
        for (var i = 0; i < before; i++)
        {
            Assert.True(ahead.TryRead(out _));
        }

        var error = Assert.Throws<HistoryFormatException>(() => ahead.TryRead(out _));
        Assert.Equal(before + (before / 10) + 2, error.Position.Line);
    }

    [Fact]
    public void One_that_is_left_in_the_middle_has_no_thread_that_still_reads()
    {
        EndlessStream stream = new();
        using (AheadEventReader ahead = new(EventReader.Open(stream, "h", HistoryFormat.Jsonl)))
        {
            for (var i = 0; i < 5_000; i++)
            {
                Assert.True(ahead.TryRead(out _));
            }
        }

        var read = stream.Reads;
        Thread.Sleep(50);
        Assert.Equal(read, stream.Reads);
    }

    private static EventReader Open(string text) => EventReader.Open(new MemoryStream(Encoding.UTF8.GetBytes(text)), "h", HistoryFormat.Jsonl);

    // Every tenth event is followed by one of a nemesis.
    private static string Text(int events)
    {
        StringBuilder text = new("{\"schema\":1,\"model\":\"counter\"}\n");
        for (var i = 1; i <= events; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $$"""{"process":{{i}},"type":"invoke","f":"inc","value":"v{{i}}"}""").Append('\n');
            text.Append(i % 10 == 0 ? "{\"process\":\"nemesis\",\"type\":\"info\",\"f\":\"kill\"}\n" : "");
        }

        return text.ToString();
    }

    private sealed class EndlessStream : MemoryStream
    {
        private static readonly byte[] Line = Encoding.UTF8.GetBytes("{\"process\":1,\"type\":\"invoke\",\"f\":\"inc\"}\n");
        private int reads;

        public int Reads => Volatile.Read(ref reads);

        public override int Read(byte[] buffer, int offset, int count)
        {
            Interlocked.Increment(ref reads);
            Line.AsSpan(0, Math.Min(count, Line.Length)).CopyTo(buffer.AsSpan(offset));
            return Math.Min(count, Line.Length);
        }
    }
}
