using Sentinel.Checking;

namespace Sentinel.Testing;

/// <summary>The two oracles: the sequential model, and the invariants that do not use it.</summary>
internal sealed class Judge<TSystem, TState, TCommand, TResult>(
    CommandSpec<TSystem, TState, TCommand, TResult> spec, CheckOptions options, TimeSpan deadline)
    where TSystem : class
    where TState : notnull
    where TCommand : notnull
{
    private readonly QuickChecker<TState, TCommand, TResult> quick = new(spec.Model, options);

    public Judgement Of(RunOutcome<TCommand, TResult> run, CancellationToken cancellation)
    {
        if (run.Hang is { } places)
        {
            return new(new Finding.Hang(deadline, places), null);
        }

        // Nearly every run is fine; who wants to know why one is not, asks again.
        var verdict = quick.IsLinearizable(run.History, cancellation) == true
            ? null
            : LinearizabilityChecker.Check(run.History, spec.Model, options, cancellation);
        if (verdict is Verdict.NotLinearizable violation)
        {
            var stuck = run.History[violation.Why.StuckOperation].Input;
            return new(new Finding.NotLinearizable(violation, spec.Kinds[spec.KindOf(stuck)].Name), null);
        }

        foreach (var invariant in spec.Invariants)
        {
            if (invariant.FindViolation(run.History) is { } sentence)
            {
                return new(new Finding.InvariantBroken(invariant.Name, sentence), null);
            }
        }

        return new(null, verdict as Verdict.Inconclusive);
    }
}
