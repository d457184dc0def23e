using System.Text.Json.Nodes;
using Sentinel.Properties.Models;
using Sentinel.Testing;

namespace Sentinel.Properties.Cli;

public sealed class ExplainVerbTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("sentinel-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Explain_tells_the_story_of_a_violation()
    {
        var story = Transcript.Run(["explain", "-", "-m", "queue"], Script.ToJsonl("0+enqueue 1; 0-; 0+enqueue 2; 0-; 1+dequeue; 1- 2"));
        Assert.Equal((1, ""), (story.ExitCode, story.Error));
        Assert.StartsWith("# -: not linearizable\n\n3 operations of the model queue, 3 of them returned.\n", story.Output, StringComparison.Ordinal);
        Assert.Contains("the oldest element is 1", story.Output, StringComparison.Ordinal);
        Assert.Contains("| dequeue → 2 | p1 | 4 | 5 | returned |", story.Output, StringComparison.Ordinal);
        Assert.Contains("## Why no order works", story.Output, StringComparison.Ordinal);
        Assert.Contains("finds none either", story.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_shows_an_order_that_works()
    {
        var story = Transcript.Run(["explain", "-", "-m", "register"], Script.ToJsonl("0+write 1; 1+read; 1- 1"));
        Assert.Equal((0, ""), (story.ExitCode, story.Error));
        Assert.Contains("1. p0 write(1) → ?: 1\n1. p1 read → 1: 1\n", story.Output, StringComparison.Ordinal);
        Transcript.Run(["explain", "-", "-m", "register"], "{").IsOneLine(2, "-:1:2: the JSON object is not complete");
    }

    [Fact]
    public void Explain_tells_of_a_counterexample_file_what_was_found_and_how_to_run_it_again()
    {
        var program = JsonNode.Parse("{\"prefix\":[]}")!;
        var path = new Counterexample("SeatMapSpec", program, JsonNode.Parse("[]")!, new RunDecisions.Stress(7), "NOT LINEARIZABLE", "A seat was sold twice.", "3 of 500").Save(folder);
        var story = Transcript.Of("explain", path);
        Assert.Equal((0, ""), (story.ExitCode, story.Error));
        Assert.StartsWith("# SeatMapSpec: NOT LINEARIZABLE\n\n**A seat was sold twice.**\n", story.Output, StringComparison.Ordinal);
        Assert.Contains($"Again: `sentinel replay {path}`", story.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_JSON_files_are_explained_as_histories()
    {
        var path = Path.Combine(folder, "c.json");
        File.WriteAllText(path, "{\"schema\":1}");
        Assert.Contains("the history is empty", Transcript.Of("explain", path, "-m", "kv").Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("register", "0+read; 0- 5", "- `p0 read → 5` cannot come first: the register holds null then")]
    [InlineData("mutex", "0+tryacquire; 1+tryacquire; 0-!true; 1-!true",
        "- `p0 tryacquire → true` leaves held",
        "- then `p1 tryacquire → true` cannot follow: the mutex is held then",
        "- after `p1 tryacquire → true`: `p0 tryacquire → true` cannot follow: the mutex is held then")]
    [InlineData("cas-register", "0+write 1; 0-; 0+cas [1,2]; 1+cas [1,3]; 0-; 1-",
        "- `p0 write(1) → ok` leaves 1",
        "- `p0 cas(1, 2) → ok` leaves 2",
        "- then `p1 cas(1, 3) → ok` cannot follow: the register holds 2 then",
        "- after `p0 write(1) → ok`, `p1 cas(1, 3) → ok`: `p0 cas(1, 2) → ok` cannot follow: the register holds 3 then")]
    [InlineData(
        "multi-register",
        "0+txn [[\"w\",\"x\",1],[\"w\",\"y\",1]]; 1+txn [[\"r\",\"x\",null],[\"r\",\"y\",null]]; "
            + "0- [[\"w\",\"x\",1],[\"w\",\"y\",1]]; 1- [[\"r\",\"x\",1],[\"r\",\"y\",null]]",
        "- `p0 txn(x=1, y=1)` leaves {x: 1, y: 1}",
        "- then `p1 txn(x→1, y→null)` cannot follow: x holds 1 and y holds 1 then")]
    public void Explain_hangs_each_refused_operation_on_the_order_that_it_ends(string model, string script, params string[] reasons)
    {
        var story = Transcript.Run(["explain", "-", "-m", model], Script.ToJsonl(script)).Output;
        var lines = story[story.IndexOf("## Why no order works", StringComparison.Ordinal)..].Split('\n');
        Assert.Equal(reasons, lines.Where(line => line.StartsWith("- ", StringComparison.Ordinal)));
    }
}
