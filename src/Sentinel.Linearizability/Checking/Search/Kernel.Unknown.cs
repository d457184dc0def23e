namespace Sentinel.Checking.Search;

/// <content>Which Unknown operations are tried from a configuration.</content>
internal sealed partial class Kernel<TState, TInput, TOutput, TMask>
{
    private void AddUnknown(in Frame frame)
    {
        for (var unknownClass = 0; unknownClass < problem.Unknown.Count && budget.Reached is null; unknownClass++)
        {
            var unknown = problem.Unknown[unknownClass];
            if (unknown.AvailableFrom[0] > frame.Next)
            {
                break; // Classes stand in the order of their first invocation.
            }

            var used = uses.Count(frame.Use, unknownClass);
            if (used == unknown.Members.Count || unknown.AvailableFrom[used] > frame.Next)
            {
                continue;
            }

            var step = Step(frame.State, unknown.Step);
            for (var i = 0; i < states.Targets(step); i++)
            {
                var target = states.Target(step, i);
                if (!IsUseless(frame, target) && !HasReturnedTwin(frame, unknownClass, target)
                    && !IsOverwriting(frame, unknown.Step, target))
                {
                    AddInOrder(frame, new(~unknownClass, target), needed: true);
                }
            }
        }
    }

    /// <summary>Useless Unknown: an Unknown operation is not taken in a state that it leaves as it is.</summary>
    /// <remarks>
    /// <para>Take an order whose first step is this, from a state to itself. Without that step it begins in the same state, every other step meets what it met, none has moved, and
    /// no return is waiting for an Unknown operation: it is as legal, and shorter. (If it takes more of the class further on, those are now an earlier member each,
    /// invoked no later.) So of the orders that complete the configuration the shortest does not begin like this. Of a nondeterministic model only the choice that leads back is left out.</para>
    /// <para>Where it would fail: the operation stays available. Thrown away for good, it would be missing where a later state needs it (register at 1, Unknown
    /// <c>write(1)</c>, then <c>write(2)</c>, <c>read → 1</c>).</para>
    /// </remarks>
    private bool IsUseless(in Frame frame, int target) => reductions.UselessUnknown && target == frame.State;

    /// <summary>Unknown twins: an Unknown operation is not taken where an open returned operation with the same input is accepted now and leads to the
    /// same state.</summary>
    /// <remarks>
    /// <para>Take an order whose first step is the Unknown operation o, to a state t, while a returned one a with the same input is open, not linearized, and may lead to t from here. Further on a
    /// stands in the order, or nobody has to pass it; exchange the two, or put a for o. Legal: a leads to t here by assumption; where a led from s to s', o may lead from s to s',
    /// by the law that every model keeps. Real time: a is open here; o has no return, and what was invoked here is invoked further on. The order stays as long, and begins with a step that
    /// is not Unknown, which the reductions of required operations then treat.</para>
    /// <para>Where it would fail: if a were not accepted now (after an Unknown <c>inc</c> a returned <c>inc → 2</c> is accepted, before it not), or led elsewhere, which a
    /// nondeterministic model can do.</para>
    /// </remarks>
    private bool HasReturnedTwin(in Frame frame, int unknownClass, int target)
    {
        if (!reductions.UnknownTwins)
        {
            return false;
        }

        for (var operation = open.First; operation != open.End; operation = open.After(operation))
        {
            var step = problem.Class[operation];
            if (problem.UnknownTwin[step] == unknownClass && !frame.Done.Has(open.Slot[operation])
                && states.LeadsTo(Step(frame.State, step), target))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Overwritten Unknown: right after an Unknown operation, a step is not taken that leads to the same state without it.</summary>
    /// <remarks>
    /// <para>Let the configuration c have been entered from c0, in state s, by Unknown o and nothing else: no read was taken, no return passed. Take an order that completes c and begins with p,
    /// to a state t that p may also reach from s. Legal: the same order completes c0, p leads to t there, and what follows starts in t with one more Unknown operation in hand. Real time: c0 has the
    /// same next return and the same open operations. So c0, which was entered before, is as near to the end as c, and the argument goes on there with p; if c0 leaves p out for the same
    /// reason, with what was before it. That ends, as each is an ancestor of the other.</para>
    /// <para>Where it would fail: where a read was taken or a return passed in between, o may have been needed for that. This is what keeps many Unknown writes
    /// from being chained in every order.</para>
    /// </remarks>
    private bool IsOverwriting(in Frame frame, int step, int target) =>
        reductions.OverwrittenUnknown && frame.Before >= 0 && states.LeadsTo(Step(frame.Before, step), target);
}
