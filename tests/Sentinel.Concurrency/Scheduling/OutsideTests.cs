using Sentinel.Scheduling;
using Sentinel.Scheduling.Subjects;
using Xunit.Abstractions;

namespace Sentinel.Concurrency.Scheduling;

/// <summary>State that is touched only in code that is not rewritten is seen all the same: there is a point before each touch, and
/// the invocation is stamped there. The form of the stamp table: one writer of two cells, and a reader of each.</summary>
public class OutsideTests(ITestOutputHelper output)
{
    public static TheoryData<string> Names()
    {
        var names = new TheoryData<string>();
        foreach (var method in typeof(Outside).GetMethods().Where(m => m.IsStatic && m.ReturnType == typeof(IControlledProgram)))
        {
            names.Add(method.Name);
        }

        return names;
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void State_outside_the_rewritten_code_is_switched_at_and_stamped_in_time(string program)
    {
        var (broken, impossible) = (0, 0);
        var options = new ControlledOptions { Strategy = Strategy.DepthFirst, PreemptionBound = null };
        var report = Subject.With(SeededBugTests.Program(typeof(Outside), program), options, (explorer, copy) => explorer.Explore(copy, run =>
        {
            var first = run.Steps.Single(s => s.Branch == 1);
            var second = run.Steps.Single(s => s.Branch == 2);
            var writer = run.Steps.Single(s => s.Branch == 0);
            if (Subject.Judge(run) is { } wrong)
            {
                return wrong;
            }

            // The writer is not atomic, and real-time order shows it: the first cell new, and then the second old.
            broken += (first.Result, second.Result) is (1, 0) && first.Responded < second.Invoked ? 1 : 0;

            // A stamp that is too late or too early would show an effect before its cause.
            impossible += (1.Equals(first.Result) && first.Responded < writer.Invoked) || (0.Equals(second.Result) && writer.Responded < second.Invoked) ? 1 : 0;
            return null;
        }));
        output.WriteLine($"{report.Schedules} schedules, {report.LearningRuns} learning, {broken} broken");
        Assert.Null(report.Failure?.Finding.Describe());
        Assert.True(report.Complete, report.Ended);
        Assert.True(broken > 0, $"no schedule of {report.Schedules} switches between the two writes");
        Assert.Equal(0, impossible);
    }
}
