using System.Globalization;
using System.Text.RegularExpressions;
using FsCheck.Xunit;
using Sentinel.Explaining;
using Sentinel.Histories;
using Sentinel.Reporting;

namespace Sentinel.Properties.Reporting;

public sealed partial class EventTableTests
{
    private const int MaxRows = 20;

    [Property(MaxTest = 200, Replay = "(1,3)")]
    public void The_operation_that_cannot_be_placed_is_shown_and_what_is_left_out_is_counted(byte many, byte which, int seed)
    {
        var count = 2 + (many % 60);
        var stuck = which % count;
        var events = new int[2 * count];
        var random = new Random(seed);
        for (var i = 0; i < events.Length; i++)
        {
            events[i] = i;
        }

        random.Shuffle(events);
        var operations = Enumerable.Range(0, count).Select(i => new ExplainedOperation(
            i,
            new ProcessId(i),
            new(Math.Min(events[2 * i], events[(2 * i) + 1]), Math.Max(events[2 * i], events[(2 * i) + 1])),
            OutcomeKind.Returned,
            $"op{i}")).ToList();

        var rows = EventTable.Draw(operations, stuck, Glyphs.Unicode, MaxRows);

        Assert.InRange(rows.Count, 1, MaxRows);
        Assert.All(rows, row => Assert.InRange(row.Length, 1, 100));
        Assert.Single(rows, row => row.EndsWith($"p{stuck} returns  ◄ cannot be placed", StringComparison.Ordinal));
        Assert.Single(rows, row => row.EndsWith($"p{stuck} op{stuck}", StringComparison.Ordinal));
        var leftOut = rows.Select(row => LeftOut().Match(row)).Where(match => match.Success).ToList();
        Assert.Equal(events.Length, rows.Count - leftOut.Count + leftOut.Sum(match => int.Parse(match.Groups["count"].Value, CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void A_violation_in_the_middle_of_many_open_operations_is_read_at_a_glance()
    {
        var operations = Enumerable.Range(0, 40).Select(i => new ExplainedOperation(i, new(i), new(i, 200 - i), OutcomeKind.Returned, $"write({i}) → ok"))
            .Append(new(40, new(40), new(60, 61), OutcomeKind.Returned, "read → 99")).ToList();

        Assert.Equal(
            """
              ┌                      p0 write(0) → ok
              │ ┌                    p1 write(1) → ok
              │ │ ┌                  p2 write(2) → ok
              … 30 events more
              │ │ │ ┌                p33 write(33) → ok
              │ │ │ │ ┌              p34 write(34) → ok
              │ │ │ │ │ ┌            p35 write(35) → ok
              │ │ │ │ │ │ ┌          p36 write(36) → ok
              │ │ │ │ │ │ │ ┌        p37 write(37) → ok
              │ │ │ │ │ │ │ │ ┌      p38 write(38) → ok
              │ │ │ │ │ │ │ │ │ ┌    p39 write(39) → ok
              │ │ │ │ │ │ │ │ │ │ ┌  p40 read → 99
              │ │ │ │ │ │ │ │ │ │ └  p40 returns  ◄ cannot be placed
              │ │ │ │ │ │ │ │ │ └    p39 returns
              │ │ │ │ │ │ │ │ └      p38 returns
              │ │ │ │ │ │ │ └        p37 returns
              │ │ │ │ │ │ └          p36 returns
              │ │ │ │ │ └            p35 returns
              │ │ │ │ └              p34 returns
              … 34 events more
            """,
            string.Join('\n', EventTable.Draw(operations, stuck: 40, Glyphs.Unicode, MaxRows)));
    }

    [GeneratedRegex(@"^  … (?<count>[0-9]+) events? more$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex LeftOut();
}
