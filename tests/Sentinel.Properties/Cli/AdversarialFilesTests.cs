using System.Globalization;
using System.Text;

namespace Sentinel.Properties.Cli;

/// <summary>Histories made to exhaust the command: it ends at its limits, and says where the history is widest and what to do about it.</summary>
public sealed class AdversarialFilesTests
{
    private const string Advice = "Fewer processes or operations a history, keys that split it, or a higher limit may decide it.";

    [Fact]
    public void Sixty_four_concurrent_writes_and_no_read_are_linearizable() =>
        Assert.Equal("ok\t-\n", Check("register", Writes(64, "ok")).Output);

    [Fact]
    public void Ten_thousand_unknown_writes_are_linearizable() =>
        Assert.Equal("ok\t-\n", Check("register", Writes(10_000, "info")).Output);

    [Fact]
    public void Ten_thousand_unknown_swaps_that_must_be_tried_end_at_the_time_limit()
    {
        var text = new StringBuilder(Swaps(10_000));
        text.Append("{\"process\":10001,\"type\":\"invoke\",\"f\":\"read\"}\n{\"process\":10001,\"type\":\"ok\",\"f\":\"read\",\"value\":-5}\n");
        var transcript = Check("cas-register", text.ToString(), "--initial", "0", "--timeout", "1s");
        if (transcript.ExitCode == 3)
        {
            Assert.Contains("The time limit of 1 s was reached", transcript.Output, StringComparison.Ordinal);
            Assert.Contains("operations have an unknown outcome", transcript.Output, StringComparison.Ordinal);
            Assert.Contains(Advice, transcript.Output, StringComparison.Ordinal);
        }
        else
        {
            Assert.Equal(1, transcript.ExitCode); // Decided in time: nobody writes -5.
        }
    }

    [Fact]
    public void A_queue_of_sixty_four_clients_and_few_values_ends_at_the_memory_limit_with_its_widest_window()
    {
        StringBuilder text = new();
        for (var i = 0; i < 64; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $$"""{"process":{{i}},"type":"invoke","f":"enqueue","value":{{i % 4}}}""").Append('\n');
        }

        for (var i = 0; i < 64; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $$"""{"process":{{i}},"type":"ok","f":"enqueue","value":{{i % 4}}}""").Append('\n');
        }

        // Then a 0 and a 1, one after the other. All of them come out, in one order of the many, but the 1 before the 0.
        Call(text, "enqueue", 0);
        Call(text, "enqueue", 1);
        for (var i = 0; i < 64; i++)
        {
            Call(text, "dequeue", (i + (i / 4)) % 4);
        }

        Call(text, "dequeue", 1);
        Call(text, "dequeue", 0);

        var transcript = Check("queue", text.ToString(), "--max-memory", "5MB", "--timeout", "30s");
        Assert.Equal(3, transcript.ExitCode);
        Assert.Matches("At most [0-9]+ operations are open at once, before the return of p[0-9]+ enqueue", transcript.Output);
        Assert.Contains(Advice, transcript.Output, StringComparison.Ordinal);
    }

    private static Transcript Check(string model, string text, params string[] options) => Transcript.Run(["check", "-", "-m", model, .. options], text);

    private static void Call(StringBuilder text, string function, int value) => text.Append(CultureInfo.InvariantCulture, $$"""
        {"process":0,"type":"invoke","f":"{{function}}"{{(function == "enqueue" ? $",\"value\":{value}" : "")}}}
        {"process":0,"type":"ok","f":"{{function}}","value":{{value}}}

        """);

    private static string Writes(int count, string end)
    {
        StringBuilder text = new();
        for (var i = 0; i < count; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $$"""{"process":{{i}},"type":"invoke","f":"write","value":{{i}}}""").Append('\n');
        }

        for (var i = 0; i < count; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $$"""{"process":{{i}},"type":"{{end}}","f":"write","value":{{i}}}""").Append('\n');
        }

        return text.ToString();
    }

    // i → 7i + 1 and back: many states can be reached, in many orders.
    private static string Swaps(int count)
    {
        StringBuilder text = new();
        for (var i = 0; i < count; i++)
        {
            var (from, to) = (i % 100, ((7 * i) + 1 + (i / 100)) % 100);
            text.Append(CultureInfo.InvariantCulture, $$"""{"process":{{i}},"type":"invoke","f":"cas","value":[{{from}},{{to}}]}""").Append('\n');
            text.Append(CultureInfo.InvariantCulture, $$"""{"process":{{i}},"type":"info","f":"cas","value":[{{from}},{{to}}]}""").Append('\n');
        }

        return text.ToString();
    }
}
