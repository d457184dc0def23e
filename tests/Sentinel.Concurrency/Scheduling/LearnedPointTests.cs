using Sentinel.Scheduling;
using Sentinel.Scheduling.Subjects;

namespace Sentinel.Concurrency.Scheduling;

/// <summary>Points that are learned reach every outcome that points at every access reach: only then may a search call itself complete.</summary>
public class LearnedPointTests
{
    public static TheoryData<string> Names()
    {
        var names = new TheoryData<string>();
        foreach (var method in typeof(Unlearned).GetMethods().Where(m => m.IsStatic && m.ReturnType == typeof(IControlledProgram)))
        {
            names.Add(method.Name);
        }

        return names;
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_outcome_is_reached(string program)
    {
        var learned = Outcomes(program, everyAccess: false);
        Assert.Equal(Outcomes(program, everyAccess: true), learned);
        Assert.True(learned.Count > 1, string.Join("; ", learned));
    }

    /// <summary>What is set by a task, a method or a thread may be seen before its end.</summary>
    [Theory]
    [InlineData(nameof(Unlearned.EndOfATask), "(1, False)")]
    [InlineData(nameof(Unlearned.EndOfAnAsynchronousMethod), "(1, False)")]
    [InlineData(nameof(Unlearned.EndOfAThread), "(1, True)")]
    public void An_end_is_a_choice_where_it_is_asked_for(string program, string outcome) => Assert.Contains(outcome, Outcomes(program, everyAccess: false));

    private static SortedSet<string> Outcomes(string program, bool everyAccess)
    {
        var outcomes = new SortedSet<string>(StringComparer.Ordinal);
        var options = new ControlledOptions { Strategy = Strategy.DepthFirst, PreemptionBound = null, EveryAccess = everyAccess, Schedules = 20_000 };
        var report = Subject.With(SeededBugTests.Program(typeof(Unlearned), program), options, (explorer, copy) => explorer.Explore(copy, run =>
        {
            outcomes.Add(string.Join(' ', run.Steps.OrderBy(s => s.Branch).ThenBy(s => s.Index).Select(s => s.Error?.GetType().Name ?? s.Result ?? "-")));
            return null;
        }));
        Assert.Null(report.Failure?.Finding.Describe());
        Assert.True(report.Complete, report.Ended);
        return outcomes;
    }
}
