using System.Text;
using System.Text.Json;
using Sentinel.Cli;
using Sentinel.Properties.Models;

namespace Sentinel.Properties.Cli;

public sealed class CheckVerbTests : IDisposable
{
    private const string StaleRead = "0+write 1; 0-; 1+write 2; 1-; 2+read; 2- 1";
    private const string Fine = "0+write 1; 0-; 1+read; 1- 1";
    private readonly string folder = Directory.CreateTempSubdirectory("sentinel-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_stale_read_of_a_register_is_drawn_and_explained() => Assert.Equal(
        "violation\t-\n" + """
          Sentinel: NOT LINEARIZABLE   register
            3 operations, 3 processes

            time  ─────────────────────────────────────────────────────►
            p0    ├─ write(1) → ok ─┤
            p1                       ├─ write(2) → ok ─┤
            p2                                          ├─ read → 1 ─┤
                                                        ▲ cannot be placed

            p2 read → 1 cannot be placed: in every order that respects real time and explains what returned
            before it, the register holds 2 then.

            Longest explanation (2 of 3 operations placed)
               1  p0 write(1) → ok  state: 1
               2  p1 write(2) → ok  state: 2
               ✗  p2 read → 1       the register holds 2 then

        """, Check("register", StaleRead).Drawing);

    [Fact]
    public void A_swap_that_happened_twice_is_drawn_and_explained() => Assert.Equal(
        "violation\t-\n" + """
          Sentinel: NOT LINEARIZABLE   cas-register
            3 operations, 3 processes

            time  ------------------------------------------->
            p0    |- write(1) -> ok -|
            p1                        |- cas(1, 2) -> ok -|
            p2                         |- cas(1, 3) -> ok -|
                                       ^ cannot be placed

            p2 cas(1, 3) -> ok cannot be placed: in every order that respects real time and explains what
            returned before it, the register holds 2 then.

            Longest explanation (2 of 3 operations placed)
               1  p0 write(1) -> ok   state: 1
               2  p1 cas(1, 2) -> ok  state: 2
               x  p2 cas(1, 3) -> ok  the register holds 2 then

            Other orders: 1, and none works
              p0 write(1) -> ok; p2 cas(1, 3) -> ok; then p1 cas(1, 2) -> ok: the register holds 3 then

        """, Check("cas-register", "0+write 1; 0-; 1+cas [1, 2]; 2+cas [1, 3]; 1-; 2-", "--ascii").Drawing);

    [Fact]
    public void A_lost_append_is_drawn_and_explained() => Assert.Equal(
        "violation\t-\n" + """
          Sentinel: NOT LINEARIZABLE   kv
            3 operations, 2 processes   key "a"

            time  ─────────────────────────────────────────────────────────────────────►
            p0    ├─ append(a, "x") → ok ─┤                         ├─ get(a) → "x" ─┤
                                                                    ▲ cannot be placed
            p1                             ├─ append(a, "y") → ok ─┤

            p0 get(a) → "x" cannot be placed: in every order that respects real time and explains what
            returned before it, a holds "xy" then.

            Longest explanation (2 of 3 operations placed)
               1  p0 append(a, "x") → ok  state: {a: "x"}
               2  p1 append(a, "y") → ok  state: {a: "xy"}
               ✗  p0 get(a) → "x"         a holds "xy" then

        """, Check("kv", "0+append x @a; 0-; 1+append y @a; 2+put z @b; 1-; 2-; 0+get @a; 0- x").Drawing);

    [Fact]
    public void A_pending_write_that_was_seen_is_accepted()
    {
        var transcript = Check("register", "0+write 1; 1+read; 1- 1");
        Assert.Equal(new(0, "ok\t-\n", ""), transcript);
    }

    [Fact]
    public void Results_come_in_the_order_of_the_files_and_a_violation_outranks_the_rest()
    {
        string[] paths = [Save("a", Fine), Save("b", StaleRead), Path.Combine(folder, "missing"), Save("c", Fine)];
        var transcript = Transcript.Of(["check", .. paths, "-m", "register"]);
        Assert.Equal(1, transcript.ExitCode);
        var lines = transcript.Output.Split('\n').Where(line => line.Contains('\t', StringComparison.Ordinal));
        Assert.Equal([$"ok\t{paths[0]}", $"violation\t{paths[1]}", $"ok\t{paths[3]}"], lines);
        Assert.Equal($"{paths[2]}: no such file\n", transcript.Error);
    }

    [Fact]
    public void A_malformed_file_is_an_error_with_its_place_and_the_others_are_checked()
    {
        var bad = Path.Combine(folder, "bad.jsonl");
        File.WriteAllText(bad, "{\"process\":0,\"type\":\"invoke\",\"f\":\"read\"}\n{\"process\":0,\"type\":\"ok\"");
        var transcript = Transcript.Of("check", bad, Save("a", Fine), "-m", "register");
        transcript.IsOneLine(2, $"{bad}:2:25: the JSON object is not complete");
        Assert.StartsWith("ok\t", transcript.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_is_no_file() => Transcript.Of("check", folder, "-m", "kv").IsOneLine(2, "a directory; expected a file");

    [Fact]
    public void Binary_input_is_an_error() =>
        Transcript.Run(["check", "-", "-m", "kv"], [0x7B, 0, 1, 2, 0xFF, 0xFE]).IsOneLine(2, "-:1:2: a NUL byte");

    [Theory]
    [InlineData("")]
    [InlineData("\n\r\n")]
    [InlineData("[]")]
    [InlineData("{\"schema\":1,\"model\":\"register\"}")]
    public void An_empty_history_is_said_to_be_empty(string text)
    {
        var transcript = Transcript.Run(["check", "-", "-m", "register"], text);
        Assert.Equal((0, "ok\t-\n"), (transcript.ExitCode, transcript.Output));
        Assert.Equal("-: note: the history is empty: there was nothing to check\n", transcript.Error);
    }

    [Fact]
    public void A_history_in_which_nothing_returned_is_said_to_prove_nothing() =>
        Assert.Contains("none of its 1 operations returned", Check("register", "0+write 1; 0?").Error, StringComparison.Ordinal);

    [Fact]
    public void The_file_can_name_the_model()
    {
        Assert.Equal(0, Transcript.Run(["check", "-"], "{\"schema\":1,\"model\":\"queue\"}\n").ExitCode);
        Transcript.Run(["check", "-"], "").IsOneLine(2, "no model; expected --model NAME");
        Transcript.Run(["check", "-"], "{\"schema\":1,\"model\":\"quue\"}\n").IsOneLine(2, "unknown model 'quue' (did you mean queue?)");
        Assert.Contains("the file says that it is of the model queue; checked as stack",
            Transcript.Run(["check", "-", "-m", "stack"], "{\"schema\":1,\"model\":\"queue\"}\n").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_decided_is_3_and_never_0()
    {
        // Many writes at once and reads that no order explains: more configurations than a millisecond allows.
        var script = new StringBuilder();
        for (var i = 0; i < 60; i++)
        {
            script.Append(System.Globalization.CultureInfo.InvariantCulture, $"{i}+enqueue {i % 3};");
        }

        for (var i = 0; i < 60; i++)
        {
            script.Append(System.Globalization.CultureInfo.InvariantCulture, $"{i}-; {i}+dequeue;");
        }

        for (var i = 0; i < 60; i++)
        {
            script.Append(System.Globalization.CultureInfo.InvariantCulture, $"{i}- {(i == 59 ? 7 : (i * i) % 3)};");
        }

        var transcript = Check("queue", script.ToString(), "--max-memory", "1B");
        Assert.Equal(3, transcript.ExitCode);
        Assert.StartsWith("unknown\t-\n  not decided: ", transcript.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_JSON_document_tells_the_same()
    {
        var bad = Path.Combine(folder, "bad");
        File.WriteAllText(bad, "{:process 0");
        var transcript = Transcript.Of("check", Save("a", Fine), Save("b", StaleRead), bad, "-m", "register", "--json");
        Assert.Equal((1, ""), (transcript.ExitCode, transcript.Error));
        using var document = JsonDocument.Parse(transcript.Output);
        var root = document.RootElement;
        Assert.Equal(1, root.GetProperty("schema").GetInt32());
        var files = root.GetProperty("files").EnumerateArray().ToList();
        Assert.Equal(["linearizable", "violation"], files.Select(file => file.GetProperty("verdict").GetString()));
        foreach (var file in files)
        {
            Assert.Equal("register", file.GetProperty("model").GetString());
            Assert.True(file.GetProperty("elapsedMs").GetDouble() >= 0);
            Assert.True(file.GetProperty("peakStates").GetInt64() >= 0);
            Assert.Equal(1, file.GetProperty("partitions").GetInt32());
        }

        Assert.Equal([2, 3], files.Select(file => file.GetProperty("operations").GetInt32()));
        Assert.Contains("the register holds 2 then", files[1].GetProperty("reason").GetString(), StringComparison.Ordinal);
        var stuck = files[1].GetProperty("stuck");
        Assert.Equal((2, 2, "read → 1"), (stuck.GetProperty("operation").GetInt32(), stuck.GetProperty("process").GetInt32(), stuck.GetProperty("text").GetString()));
        var error = Assert.Single(root.GetProperty("errors").EnumerateArray());
        Assert.Equal((bad, 1, 1), (error.GetProperty("path").GetString(), error.GetProperty("line").GetInt32(), error.GetProperty("column").GetInt32()));
    }

    [Fact]
    public void An_interruption_keeps_what_was_found_so_far()
    {
        using var interrupted = new CancellationTokenSource();
        using var output = new WatchedWriter();
        using var error = new StringWriter();
        // Files are checked side by side: the user interrupts the second one when the first has been reported.
        using var stdin = new InterruptingStream(interrupted, output.Reported, Script.ToJsonl(Fine));
        var code = CommandLine.Run(["check", Save("a", StaleRead), "-", Save("c", Fine), "-m", "register"], stdin, output, error, interrupted.Token);
        Assert.Equal(130, code);
        Assert.StartsWith("violation\t", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("-: interrupted\n", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Inputs_are_left_as_they_are_and_may_be_read_only()
    {
        var path = Save("a", StaleRead);
        var before = File.ReadAllBytes(path);
        File.SetAttributes(path, FileAttributes.ReadOnly);
        Assert.Equal(1, Transcript.Of("check", path, "-m", "register").ExitCode);
        Assert.Equal(before, File.ReadAllBytes(path));
        File.SetAttributes(path, FileAttributes.Normal);
    }

    [Fact]
    public void Standard_input_is_read_once() => Transcript.Of("check", "-", "-", "-m", "kv").IsOneLine(2, "can be read once");

    private static Transcript Check(string model, string script, params string[] more) =>
        Transcript.Run(["check", "-", "-m", model, .. more], Script.ToJsonl(script));

    private string Save(string name, string script)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllBytes(path, Script.ToJsonl(script));
        return path;
    }

    /// <summary>Tells when its first line has been written.</summary>
    private sealed class WatchedWriter : StringWriter
    {
        public WatchedWriter() => NewLine = "\n";

        public ManualResetEventSlim Reported { get; } = new();

        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            Reported.Set();
        }
    }

    /// <summary>Interrupts when it is read for the second time, and not before something has been reported.</summary>
    private sealed class InterruptingStream(CancellationTokenSource interrupted, ManualResetEventSlim reported, byte[] bytes) : MemoryStream(bytes, writable: false)
    {
        private int reads;

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (++reads > 1)
            {
                reported.Wait(CancellationToken.None);
                interrupted.Cancel();
                interrupted.Token.ThrowIfCancellationRequested();
            }

            return base.Read(buffer, offset, count);
        }
    }
}
