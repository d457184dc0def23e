using Sentinel.Checking;
using Sentinel.Histories;
using Sentinel.Models;
using Sentinel.Properties.Checking;
using Sentinel.Reporting;

namespace Sentinel.Properties.Reporting;

public sealed class TextReportTests
{
    [Fact]
    public void A_stale_read_is_drawn_and_explained()
    {
        var history = new HistoryBuilder<KvInput, string>()
            .Invoke(0, KvInput.Put("policy/42", "v1")).Invoke(1, KvInput.Get("policy/42")).Return(0, "").Return(1, "v1")
            .Call(1, KvInput.Get("policy/42"), "")
            .Call(0, KvInput.Put("other", "v9"), "")
            .Build();

        Assert.Equal(
            """
            Sentinel: NOT LINEARIZABLE   PolicyCacheSpec.Concurrent_reads_see_latest_policy
              3 operations, 2 processes (shrunk from 84 operations)   key "policy/42"

              time  ──────────────────────────────────────────────────────────►
              p0    ├─ put(policy/42, "v1") → ok ─┤
              p1     ├─ get(policy/42) → "v1" ─────┤├─ get(policy/42) → "" ─┤
                                                    ▲ cannot be placed

              p1 get(policy/42) → "" cannot be placed: in every order that respects real time and explains what
              returned before it, policy/42 holds "v1" then.

              Longest explanation (2 of 3 operations placed)
                 1  p0 put(policy/42, "v1") → ok  state: {policy/42: "v1"}
                 2  p1 get(policy/42) → "v1"      state: {policy/42: "v1"}
                 ✗  p1 get(policy/42) → ""        policy/42 holds "v1" then

              Replay     SENTINEL_REPLAY=s1.7f3a dotnet test
              Checked    2 configurations; confirmed by the reference checker; 3 returned, 0 unknown
            """,
            Render(history, new KvModel(), new()
            {
                Title = "PolicyCacheSpec.Concurrent_reads_see_latest_policy",
                Note = "shrunk from 84 operations",
                Footer = ["  Replay     SENTINEL_REPLAY=s1.7f3a dotnet test"],
            }));
    }

    [Fact]
    public void An_unknown_outcome_has_an_open_end()
    {
        Assert.Equal(
            """
            Sentinel: NOT LINEARIZABLE
              3 operations, 2 processes

              time  ─────────────────────────────────►
              p0    ├─ write(1) → ?  ─ ─ ─ ─ ─ ─ ─ ─ ►
              p1     ├─ read → 1 ─┤├─ read → null ─┤
                                   ▲ cannot be placed

              p1 read → null cannot be placed: in every order that respects real time and explains what returned
              before it, the register holds 1 then.

              Longest explanation (2 of 3 operations placed)
                 1  p0 write(1) → ?  state: 1
                 2  p1 read → 1      state: 1
                 ✗  p1 read → null   the register holds 1 then

              Checked    2 configurations; confirmed by the reference checker; 2 returned, 1 unknown
            """,
            Render(Crashed(), new RegisterModel<int?>(), TextReportOptions.Default));
    }

    [Fact]
    public void The_ascii_form_has_only_ascii_characters()
    {
        var text = Render(Crashed(), new RegisterModel<int?>(), new() { Title = "größer → kleiner", Ascii = true });
        Assert.All(text, character => Assert.InRange(character, '\n', '~'));
        Assert.Equal(
            """
            Sentinel: NOT LINEARIZABLE   gr??er -> kleiner
              3 operations, 2 processes

              time  ----------------------------------->
              p0    |- write(1) -> ? - - - - - - - - - >
              p1     |- read -> 1 -||- read -> null -|
                                    ^ cannot be placed

              p1 read -> null cannot be placed: in every order that respects real time and explains what
              returned before it, the register holds 1 then.

              Longest explanation (2 of 3 operations placed)
                 1  p0 write(1) -> ?  state: 1
                 2  p1 read -> 1      state: 1
                 x  p1 read -> null   the register holds 1 then

              Checked    2 configurations; confirmed by the reference checker; 2 returned, 1 unknown
            """,
            text);
    }

    [Fact]
    public void Operations_too_wide_to_be_drawn_are_one_row_an_event()
    {
        HistoryBuilder<RegisterInput<int?>, RegisterOutput<int?>> builder = new();
        builder.Invoke(2, RegisterInput<int?>.Cas(7, 8)).Invoke(0, RegisterInput<int?>.Write(0));
        for (var i = 1; i < 30; i++)
        {
            builder.Invoke(i % 2, RegisterInput<int?>.Write(i * 1_000_000)).Return((i + 1) % 2, RegisterOutput<int?>.Done);
        }

        var history = builder.Call(0, RegisterInput<int?>.Read, RegisterOutput<int?>.Of(99)).Return(2, RegisterOutput<int?>.Done).Build();
        Assert.Equal(
            """
            Sentinel: NOT LINEARIZABLE
              12 operations, 3 processes
              20 more are not shown

                  ┌  p2 cas(7, 8) → ok
              ┌   │  p0 write(20000000) → ok
              │ ┌ │  p1 write(21000000) → ok
              … 4 events more
              └ │ │  p0 returns
              ┌ │ │  p0 write(24000000) → ok
              │ └ │  p1 returns
              │ ┌ │  p1 write(25000000) → ok
              └ │ │  p0 returns
              ┌ │ │  p0 write(26000000) → ok
              │ └ │  p1 returns
              │ ┌ │  p1 write(27000000) → ok
              └ │ │  p0 returns
              ┌ │ │  p0 write(28000000) → ok
              │ └ │  p1 returns
              │ ┌ │  p1 write(29000000) → ?
              └ │ │  p0 returns
              ┌ │ │  p0 read → 99
              └ │ │  p0 returns  ◄ cannot be placed
                │ └  p2 returns

              p0 read → 99 cannot be placed: in every order that respects real time and explains what returned
              before it, the register holds 29000000 then, or the register holds 28000000 then, or the register
              holds 27000000 then.

              Longest explanation (10 of 12 operations placed)
                before: 19000000 or 18000000
                … 1 step before
                 2  p1 write(21000000) → ok  state: 21000000
                 3  p0 write(22000000) → ok  state: 22000000
                 4  p1 write(23000000) → ok  state: 23000000
                 5  p0 write(24000000) → ok  state: 24000000
                 6  p1 write(25000000) → ok  state: 25000000
                 7  p0 write(26000000) → ok  state: 26000000
                 8  p1 write(27000000) → ok  state: 27000000
                 9  p0 write(28000000) → ok  state: 28000000
                10  p1 write(29000000) → ?   state: 29000000
                 ✗  p0 read → 99             the register holds 29000000 then

              Other orders: 2, and none works
                … p1 write(27000000) → ok; p1 write(29000000) → ?; p0 write(28000000) → ok; then
                  p0 read → 99: the register holds 28000000 then
                … p0 write(26000000) → ok; p0 write(28000000) → ok; p1 write(27000000) → ok; then
                  p0 read → 99: the register holds 27000000 then

              Checked    88 configurations; confirmed by the reference checker; 11 returned, 1 unknown
            """,
            Render(history, new RegisterModel<int?>(), TextReportOptions.Default));
    }

    [Fact]
    public void A_report_stays_within_60_lines_of_100_columns_and_is_the_same_every_time()
    {
        var random = new Random(1);
        foreach (var shape in new HistoryShape[] { new(), new() { MaxOperations = 40, MaxProcesses = 9, UnknownShare = 0.05 }, new() { MaxOperations = 300, MaxProcesses = 30, UnknownShare = 0.02 } })
        {
            for (var reports = 0; reports < 100;)
            {
                var history = ModelCases.CasRegister.Draw(random, shape);
                if (LinearizabilityChecker.Check(history, ModelCases.CasRegister.Model) is not Verdict.NotLinearizable no)
                {
                    continue;
                }

                reports++;
                var text = TextReport.Render(no, new() { Title = new string('t', 300), Footer = [.. Enumerable.Repeat("  footer", 20)] });
                var lines = text.TrimEnd('\n').Split('\n');
                Assert.InRange(lines.Length, 5, 60);
                Assert.All(lines, line => Assert.InRange(line.Length, 0, 100));
                Assert.StartsWith("  Checked", lines[^1], StringComparison.Ordinal);
                Assert.Contains("cannot be placed", text, StringComparison.Ordinal);
                var again = Assert.IsType<Verdict.NotLinearizable>(LinearizabilityChecker.Check(history, ModelCases.CasRegister.Model));
                Assert.Equal(text, TextReport.Render(again, new() { Title = new string('t', 300), Footer = [.. Enumerable.Repeat("  footer", 20)] }));
            }
        }
    }

    private static History<RegisterInput<int?>, RegisterOutput<int?>> Crashed() => new HistoryBuilder<RegisterInput<int?>, RegisterOutput<int?>>()
        .Invoke(0, RegisterInput<int?>.Write(1)).Crash(0)
        .Call(1, RegisterInput<int?>.Read, RegisterOutput<int?>.Of(1))
        .Call(1, RegisterInput<int?>.Read, RegisterOutput<int?>.Of(null))
        .Build();

    private static string Render<TState, TInput, TOutput>(History<TInput, TOutput> history, Model<TState, TInput, TOutput> model, TextReportOptions options)
        where TState : notnull =>
        TextReport.Render(Assert.IsType<Verdict.NotLinearizable>(LinearizabilityChecker.Check(history, model)), options).TrimEnd('\n');
}
