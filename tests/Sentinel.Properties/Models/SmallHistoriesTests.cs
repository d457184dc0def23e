using Sentinel.Formats.Bindings;
using Sentinel.Properties.Cli;

namespace Sentinel.Properties.Models;

/// <summary>Each model and each kind of violation, and what looks wrong but is right: small recorded histories, given to the command.</summary>
/// <remarks>Every kind applies to every model, so the matrix has no empty cell. Of what an observation contradicts, <em>stale</em> is a former state
/// seen although a later one had been reached, <em>lost</em> an effect that is missing, <em>duplicated</em> one that happened twice, <em>out of
/// order</em> effects seen in an order that they did not have, <em>phantom</em> an effect of what failed or was taken back, <em>from nothing</em> what nobody ever did.</remarks>
public sealed class SmallHistoriesTests
{
    private static readonly string[] Kinds = ["stale", "lost", "duplicated", "out of order", "phantom", "from nothing"];

    private static readonly string[] Oddities =
        ["pending, yet seen", "unknown, in effect late", "overlapping, one order", "overlapping, the other order"];

    [Theory]
    [MemberData(nameof(SmallRegisterHistories.Violations), MemberType = typeof(SmallRegisterHistories))]
    [MemberData(nameof(SmallObjectHistories.Violations), MemberType = typeof(SmallObjectHistories))]
    [MemberData(nameof(SmallContainerHistories.Violations), MemberType = typeof(SmallContainerHistories))]
    public void Small_violations_are_drawn_and_explained(string model, string kind, string script, string stuck, string reason)
    {
        var transcript = Check(model, script);
        Assert.True(transcript.ExitCode == 1, $"{model}, {kind}: {transcript.Output}{transcript.Error}");
        Assert.Equal("", transcript.Error);
        var paragraphs = transcript.Output.Split("\n\n");
        Assert.StartsWith($"violation\t-\n  Sentinel: NOT LINEARIZABLE   {model}\n", paragraphs[0], StringComparison.Ordinal);

        // The timeline: a row a process, and the mark under the operation that the sentence is about.
        var timeline = paragraphs[1].Split('\n');
        Assert.StartsWith("    time  ──", timeline[0], StringComparison.Ordinal);
        var mark = Array.FindIndex(timeline, line => line.EndsWith("▲ cannot be placed", StringComparison.Ordinal));
        var (process, operation) = (stuck[..stuck.IndexOf(' ', StringComparison.Ordinal)], stuck[(stuck.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
        Assert.StartsWith($"    {process} ", timeline[mark - 1], StringComparison.Ordinal);
        Assert.StartsWith($"├─ {operation} ─", timeline[mark - 1][timeline[mark].IndexOf('▲', StringComparison.Ordinal)..], StringComparison.Ordinal);

        Assert.Equal(
            $"{stuck} cannot be placed: in every order that respects real time and explains what returned before it, {reason}.",
            string.Join(' ', paragraphs[2].Split('\n', StringSplitOptions.TrimEntries)));
        Assert.Contains("; confirmed by the reference checker; ", transcript.Output, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(SmallRegisterHistories.Linearizable), MemberType = typeof(SmallRegisterHistories))]
    [MemberData(nameof(SmallObjectHistories.Linearizable), MemberType = typeof(SmallObjectHistories))]
    [MemberData(nameof(SmallContainerHistories.Linearizable), MemberType = typeof(SmallContainerHistories))]
    public void What_looks_wrong_but_is_right_is_accepted(string model, string oddity, string script)
    {
        var transcript = Check(model, script);
        Assert.True(transcript == new Transcript(0, "ok\t-\n", ""), $"{model}, {oddity}: {transcript.Output}{transcript.Error}");
    }

    [Fact]
    public void Every_model_has_each_kind_of_violation_and_each_oddity_once()
    {
        Assert.Equal(10, ModelBinding.All.Length);
        AssertComplete(Kinds, [.. SmallRegisterHistories.Violations, .. SmallObjectHistories.Violations, .. SmallContainerHistories.Violations]);
        AssertComplete(Oddities, [.. SmallRegisterHistories.Linearizable, .. SmallObjectHistories.Linearizable, .. SmallContainerHistories.Linearizable]);
    }

    private static void AssertComplete(string[] kinds, object[][] rows)
    {
        foreach (var model in ModelBinding.All)
        {
            Assert.All(kinds, kind => Assert.Single(rows, row => Equals(row[0], model.Name) && Equals(row[1], kind)));
        }
    }

    private static Transcript Check(string model, string script) => Transcript.Run(["check", "-", "-m", model], Script.ToJsonl(script));
}
