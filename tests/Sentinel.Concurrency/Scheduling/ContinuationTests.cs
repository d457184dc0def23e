using Sentinel.Scheduling;
using Sentinel.Scheduling.Subjects;

namespace Sentinel.Concurrency.Scheduling;

/// <summary>A continuation may run at once on the thread that completes its task: where that is a choice, code that is re-entered is found.</summary>
public class ContinuationTests
{
    private static readonly ControlledOptions Inline = new() { InlineContinuationsAsChoices = true };

    [Fact]
    public void A_continuation_that_enters_the_lock_of_its_completer_is_found()
    {
        var failure = Subject.Explore(Continuations.Reentered, Inline).Failure;
        Assert.Equal("BUG half done", failure?.Finding.Kind);
        Assert.Null(Subject.Explore(Continuations.Reentered, new ControlledOptions()).Failure?.Finding.Describe());
    }

    [Fact]
    public void A_continuation_that_waits_for_its_own_completer_is_found()
    {
        var finding = Subject.Explore(Continuations.SelfDeadlock, Inline).Failure?.Finding;
        Assert.True(finding is Finding.Deadlock or Finding.LostWakeUp, finding?.Describe());
    }

    [Theory]
    [InlineData(nameof(Continuations.NotReentered))]
    [InlineData(nameof(Continuations.NoSelfDeadlock))]
    public void Continuations_that_are_asked_to_run_later_do(string program)
    {
        var report = Subject.Explore(SeededBugTests.Program(typeof(Continuations), program), Inline);
        Assert.Null(report.Failure?.Finding.Describe());
        Assert.True(report.Complete, report.Ended);
    }

    [Theory]
    [MemberData(nameof(SeededBugTests.RightNames), MemberType = typeof(SeededBugTests))]
    public void Right_programs_stay_right(string program) =>
        Assert.Null(Subject.Explore(SeededBugTests.Program(typeof(RightPrograms), program), Inline).Failure?.Finding.Describe());
}
